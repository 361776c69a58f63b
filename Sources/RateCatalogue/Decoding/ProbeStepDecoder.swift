import BillingTypes
import BodyPricing
import LiveProbe
import PricingRules

extension DataReader {
  /// Reads one step of a recipe.
  func probeStep() -> ProbeStep? {
    let map = self.map(.probeStep)
    guard let name = map.required("step")?.text(),
      let role = map.required("role")?.choice(of: ProbeStep.Role.self)
    else { return nil }
    let methods = KeyTable.probeMethods.filter { map[$0] != nil }
    guard methods.count == (role == .pause ? 0 : 1) else {
      report(
        role == .pause
          ? "a pause sends nothing" : "a step has one of \(quotedList(KeyTable.probeMethods))")
      return nil
    }
    var request: ProbeRequest?
    if let method = methods.first, let place = map[method], let address = place.text() {
      guard address.hasPrefix("/") || address.hasPrefix("https://") || address.hasPrefix("{") else {
        place.report(
          "'\(address)' is not where a request goes; write a path, a whole address, or a word that a reply tells"
        )
        return nil
      }
      request = ProbeRequest(
        method: method.uppercased(), address: address,
        headers: map["headers"]?.probeHeaders() ?? [],
        payload: map["send"].map { $0.payload() } ?? .none)
    }
    return ProbeStep(
      name: name, role: role, isPaid: map["paid"]?.truth() ?? false, request: request,
      auth: map["auth"]?.ownAuth(),
      expected: map["expect"]?.items().compactMap { $0.whole(in: 200...299) } ?? [200],
      saves: map["save"]?.entries().compactMap { $1.probeSave($0) } ?? [],
      states: map["state"]?.probeStates(),
      everySeconds: map["every"]?.whole(in: 1...3600) ?? 5,
      timeoutSeconds: map["timeout"]?.whole(in: 1...7200) ?? 60)
  }

  private func ownAuth() -> ProbeHeader? {
    let map = self.map(.probeOwnAuth)
    guard let header = map.required("header")?.text(), let value = map.required("value")?.text()
    else { return nil }
    return ProbeHeader(header, value)
  }

  private func payload() -> ProbeRequest.Payload {
    if isMap {
      var values: [(at: BodyPointer, value: BodyDraft.Value)] = []
      collect(at: BodyPointer([]), into: &values)
      return .json(values)
    }
    switch scalar {
    case "body": return .body
    case "form": return .form
    default:
      report("what is sent is 'body', 'form', or the members of a body")
      return .none
    }
  }

  /// The values of a map, with the way to each.
  private func collect(
    at pointer: BodyPointer, into values: inout [(at: BodyPointer, value: BodyDraft.Value)]
  ) {
    if isMap {
      for (key, value) in entries() { value.collect(at: pointer.appending(key), into: &values) }
    } else if isList {
      for (place, item) in items().enumerated() {
        item.collect(at: pointer.appending(String(place)), into: &values)
      }
    } else if let value = bodyValue() {
      values.append((pointer, value))
    }
  }

  /// A value of a body: a number or a truth value where it is written plainly, else text.
  func bodyValue() -> BodyDraft.Value? {
    guard let text = text() else { return nil }
    if !tree.isQuoted(value) {
      if text == "true" || text == "false" { return .plain(text) }
      if text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 || $0 == 45 }),
        (try? DecimalText.parse(text)) != nil
      {
        return .plain(text)
      }
    }
    return .text(text)
  }

  private func probeSave(_ name: String) -> ProbeSave? {
    guard isMap else {
      return pointer().map { ProbeSave(name: name, source: .body($0), isOptional: false) }
    }
    let map = self.map(.probeSave)
    let kinds = ["at", "header", "list"].filter { map[$0] != nil }
    guard kinds.count == 1 else {
      report("what is kept stands 'at' a place, in a 'header', or in the elements of a 'list'")
      return nil
    }
    var source: ProbeSave.Source?
    if let header = map["header"]?.text() { source = .header(header) }
    if let pointer = map["at"]?.pointer() { source = .body(pointer) }
    if let list = map["list"]?.pointer(), let of = map.required("of")?.pointer() {
      let conditions = (map["where"]?.entries() ?? []).compactMap { key, value in
        BodyPointer(key).flatMap { pointer in
          value.text().map { ProbeSave.Source.Condition(at: pointer, $0) }
        }
      }
      source = .sum(list: list, where: conditions, of: of)
    }
    return source.map {
      ProbeSave(
        name: name, source: $0, isOptional: map["optional"]?.truth() ?? false,
        times: map["times"]?.amount() ?? .one)
    }
  }

  private func probeStates() -> ProbeStates? {
    if isList {
      return ProbeStates(
        list().compactMap { place in
          let map = place.map(.probeRule)
          guard let state = map.required("is")?.choice(of: ProbeStates.State.self) else {
            return nil
          }
          let conditions = map.required("all")?.list().compactMap { $0.stateCondition() } ?? []
          return ProbeStates.Rule(conditions, means: state)
        })
    }
    let map = self.map(.probeStates)
    guard let pointer = map.required("at")?.pointer() else { return nil }
    return ProbeStates(
      ProbeStates.State.allCases.compactMap { state in
        map[state.rawValue].map { place in
          ProbeStates.Rule(
            [ProbeStates.Condition(at: pointer, texts: place.texts())], means: state)
        }
      })
  }

  private func stateCondition() -> ProbeStates.Condition? {
    let map = self.map(.probeCondition)
    guard let pointer = map.required("at")?.pointer() else { return nil }
    return ProbeStates.Condition(
      at: pointer, texts: map["is"]?.texts(), isThere: map["there"]?.truth() ?? true)
  }
}
