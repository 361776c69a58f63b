import BillingTypes
import PricingRules

extension DataReader {
  /// Reads what several bindings of a card have in common.
  func shapes() -> [String: DataMap] {
    var shapes: [String: DataMap] = [:]
    for place in list() {
      let map = place.map(.shape)
      guard let name = map.required("shape")?.text() else { continue }
      if shapes[name] != nil { map["shape"]?.report("shape '\(name)' is written twice") }
      shapes[name] = map
    }
    return shapes
  }

  /// Reads how an offer is called.
  func native(_ offer: Offer, _ context: CardContext) -> NativeBinding {
    if has("none") {
      return .none(why: self.map(.noBinding)["none"]?.text() ?? "")
    }
    let calls = list().compactMap { $0.nativeCall(offer, context) }
    if isList, items().isEmpty { report("'native' needs at least one API, or 'none' with why") }
    return .calls(calls)
  }

  private func nativeCall(_ offer: Offer, _ context: CardContext) -> NativeCall? {
    let map = self.map(.nativeCall)
    let api = map.required("api")?.api(context)
    let addresses = map.required("calls")?.items().compactMap { $0.address(offer) } ?? []
    let models = map["models"]?.texts() ?? []
    if Set(models).count < models.count { map["models"]?.report("a model is listed twice") }
    for key in ["calls", "models"]
    where map[key]?.isList == true && map[key]?.items().isEmpty == true {
      map[key]?.report("'\(key)' needs at least one entry, or is left out")
    }
    var shape: DataMap?
    if let like = map["like"], let name = like.text() {
      shape = context.shapes[name]
      if shape == nil {
        let known = context.shapes.keys.sorted()
        like.report(
          "no shape of this card is called '\(name)'\(suggestion(for: name, among: known))")
      }
    }
    let own = map["request"]?.list().compactMap { $0.nativeField(offer) } ?? []
    let shared = shape?["request"]?.list().compactMap { $0.nativeField(offer) } ?? []
    let places = Set(own.map(\.pointer))
    checkTwice(own, in: map["request"])
    if shape != nil { checkTwice(shared, in: shape?["request"]) }
    func both<Value>(_ key: String, _ read: (DataReader) -> [Value]) -> [Value] {
      (shape?[key].map(read) ?? []) + (map[key].map(read) ?? [])
    }
    guard let api, !addresses.isEmpty else { return nil }
    let call = NativeCall(
      api: api, addresses: addresses, models: models,
      modelAt: map["model_at"]?.pointer()
        ?? (models.isEmpty || addresses.allSatisfy(\.namesModel)
          ? nil : BodyPointer([.key("model")])),
      isModelDefault: map["model_default"]?.truth() ?? false,
      conditions: map["where"]?.list().compactMap { $0.condition() } ?? [],
      fields: shared.filter { !places.contains($0.pointer) } + own,
      readsSnakeCase: (map["snake_case"] ?? shape?["snake_case"])?.truth() ?? false,
      free: both("free") { $0.items().compactMap { $0.pointer() } },
      fixed: map["always"]?.values(of: offer) ?? [:],
      unsaid: Dictionary(
        (map["unsaid"]?.entries() ?? []).compactMap { name, value in
          value.checkParameter(name, of: offer)
          return value.choice(of: NativeCall.Unsaid.self).map { (name, $0) }
        }, uniquingKeysWith: { first, _ in first }),
      reply: both("reply") { $0.list().compactMap { $0.replyField(offer) } },
      billLines: both("bill") { $0.list().compactMap { $0.billLine(offer) } },
      evidence: map.required("evidence")?.evidence() ?? [])
    // What could not be read was reported; what it would have said is not missing on top.
    let listed = (map["request"]?.items().count ?? 0) + (shape?["request"]?.items().count ?? 0)
    if own.count + shared.count == listed, map["like"] == nil || shape != nil, isKnown(map) {
      checkCoverage(of: call, offer)
    }
    return call
  }

  /// Whether every key of the map was one that is known.
  private func isKnown(_ map: DataMap) -> Bool { map.keys.count == entries().count }

  /// No two fields say the same of one place.
  private func checkTwice(_ fields: [NativeField], in list: DataReader?) {
    for (number, field) in fields.enumerated() {
      let isTwice = fields[..<number].contains {
        $0.pointer == field.pointer && $0.reading.sets == field.reading.sets
      }
      if isTwice {
        list?.report(
          "'\(field.pointer)' sets \(quotedList(field.reading.sets)) twice; keep one of them")
      }
    }
  }

  /// The name of an API: the card's provider, with a suffix or without.
  private func api(_ context: CardContext) -> String? {
    guard let name = text() else { return nil }
    let provider = context.provider
    guard name == provider || name.hasPrefix(provider + "-") && name.count > provider.count + 1
    else {
      report(
        "'\(name)' must be '\(provider)', or '\(provider)-' and a word where it sells by several")
      return nil
    }
    return name
  }

  private func address(_ offer: Offer) -> NativeAddress? {
    let map = isMap ? self.map(.address) : nil
    let place = map.map { $0.required("address") } ?? self
    guard let place, let text = place.text() else { return nil }
    let sets = map?["sets"]?.values(of: offer) ?? [:]
    guard let address = NativeAddress(text, sets: sets) else {
      place.report(
        "'\(text)' is not where a request goes; write METHOD https://host/path, with words in braces such as {model}"
      )
      return nil
    }
    return address
  }

  private func condition() -> NativeCondition? {
    let map = self.map(.nativeCondition)
    guard let pointer = map.required("at")?.pointer() else { return nil }
    guard (map["is"] == nil) != (map["given"] == nil) else {
      report("a condition has one of 'is' and 'given'")
      return nil
    }
    if let given = map["given"] {
      map["default"]?.report("'default' goes with 'is'")
      return given.truth().map { NativeCondition(at: pointer, .given($0)) }
    }
    let words = map["is"]?.texts() ?? []
    return NativeCondition(at: pointer, .oneOf(words, byDefault: map["default"]?.text()))
  }

  private func billLine(_ offer: Offer) -> NativeBillLine? {
    let map = self.map(.billLine)
    guard let export = map.required("export")?.text(), let pattern = map.required("pattern")?.text()
    else { return nil }
    return NativeBillLine(
      export: export, pattern: pattern, reveals: map["reveals"]?.values(of: offer) ?? [:],
      confidence: map["confidence"]?.choice(of: Confidence.self))
  }

  /// Legal values of parameters by name.
  private func values(of offer: Offer) -> [String: FormulaValue] {
    var values: [String: FormulaValue] = [:]
    for (name, place) in entries() {
      guard let parameter = place.checkParameter(name, of: offer), let text = place.text() else {
        continue
      }
      guard let value = parameter.value(of: text) else {
        place.report("'\(text)' is not legal; legal are \(parameter.legalValues)")
        continue
      }
      values[name] = value
    }
    return values
  }

  /// The parameter of a name, which the offer must have.
  @discardableResult
  func checkParameter(_ name: String, of offer: Offer) -> Parameter? {
    if let parameter = offer.parameter(name) { return parameter }
    report(
      "\(offer.id) has no parameter '\(name)'"
        + suggestion(for: name, among: offer.allParameters.map(\.name)))
    return nil
  }

  /// Every parameter is said by something, and by one thing only.
  private func checkCoverage(of call: NativeCall, _ offer: Offer) {
    let fields = Set(call.fields.flatMap(\.reading.sets))
    let sayings: [(key: String, names: Set<String>)] = [
      ("request", fields), ("calls", call.addressed), ("always", Set(call.fixed.keys)),
      ("unsaid", Set(call.unsaid.keys)),
    ]
    for parameter in offer.parameters {
      let saying = sayings.filter { $0.names.contains(parameter.name) }.map(\.key)
      if saying.isEmpty {
        report(
          "nothing says what '\(parameter.name)' is; set it in 'request', 'calls' or 'always', or write it in 'unsaid'"
        )
      } else if saying.count > 1 {
        report("'\(parameter.name)' is said by \(quotedList(saying)); keep one of them")
      }
    }
    guard !call.models.isEmpty else { return }
    if call.modelAt == nil, !call.addresses.allSatisfy(\.namesModel) {
      report("nothing says where the model stands; write 'model_at', or {model} in every address")
    }
  }

  /// A place in a body.
  func pointer() -> BodyPointer? {
    guard let text = text() else { return nil }
    guard let pointer = BodyPointer(text) else {
      report("'\(text)' is not a JSON pointer; write one as /parameters/duration")
      return nil
    }
    return pointer
  }
}
