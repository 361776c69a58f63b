import BillingTypes
import PricingRules

extension DataReader {
  /// Reads a field of a request's body.
  func nativeField(_ offer: Offer) -> NativeField? {
    let map = self.map(.nativeField)
    guard let pointer = map.required("at")?.pointer(), let names = map.required("sets")?.texts(),
      let reading = reading(map, sets: names, offer, isReply: false)
    else { return nil }
    if names.contains(Outcome.parameterName) {
      map["sets"]?.report("how a request ends is no part of it; a reply says it")
    }
    let isRequired = map["required"]?.truth() ?? false
    var fallback: String?
    if let place = map["default"], let text = place.text() {
      if isRequired { place.report("what is required has no default") }
      if reading.states(ofDefault: text, for: offer) == nil {
        place.report("'\(text)' is not legal; legal are \(reading.legalWords(of: offer))")
      }
      fallback = text
    }
    return NativeField(at: pointer, reading, isRequired: isRequired, fallback: fallback)
  }

  /// Reads a place of a reply that says what was used.
  func replyField(_ offer: Offer) -> NativeReplyField? {
    let map = self.map(.replyField)
    let pointers = map.required("at")?.items().compactMap { $0.pointer() } ?? []
    guard (map["sets"] == nil) != (map["meter"] == nil) else {
      report("a place of a reply has one of 'meter' and 'sets'")
      return nil
    }
    if let place = map["meter"], let meter = place.text(), !offer.meters.contains(meter) {
      place.report(
        "\(offer.id) has no meter '\(meter)'\(suggestion(for: meter, among: offer.meters))")
      return nil
    }
    guard !pointers.isEmpty, let names = (map["sets"] ?? map["meter"])?.texts(),
      let reading = reading(map, sets: names, offer, isReply: map["meter"] != nil)
    else { return nil }
    return NativeReplyField(at: pointers, reading)
  }

  private func reading(
    _ map: DataMap, sets names: [String], _ offer: Offer, isReply isMeter: Bool
  ) -> NativeReading? {
    if !isMeter {
      for name in names where map["sets"]?.checkParameter(name, of: offer) == nil { return nil }
    }
    let forms = ["split", "count", "sizes", "tokens"].filter { map[$0] != nil }
    guard forms.count <= 1 else {
      report("\(quotedList(forms)) do not go together")
      return nil
    }
    guard let form = form(map, forms.first, names) else { return nil }
    let bare = NativeReading(
      sets: names, form: form, unit: map["unit"]?.choice(of: NativeReading.Unit.self),
      isLimit: map["most"]?.truth() ?? false)
    var words: [String: NativeReading.Meaning] = [:]
    for (word, place) in map["values"]?.entries() ?? [] {
      words[word] = place.meaning(bare, offer)
    }
    if let unit = map["unit"],
      names.contains(where: { offer.parameter($0)?.unit == nil && !isMeter })
    {
      unit.report("'unit' goes with numbers that have one, such as 'seconds'")
    }
    if form == .value, names.count > 1, words.isEmpty {
      report("several parameters in one value need 'split', or 'values' for each word")
    }
    return NativeReading(
      sets: names, form: form, words: words, unit: bare.unit, isLimit: bare.isLimit)
  }

  private func form(
    _ map: DataMap, _ key: String?, _ names: [String]
  ) -> NativeReading.Form? {
    guard let key, let place = map[key] else { return .value }
    switch key {
    case "split":
      guard let text = place.text() else { return nil }
      guard text.count == 1, let sign = text.first, names.count > 1 else {
        place.report("'split' is the one sign between the values of several parameters")
        return nil
      }
      return .split(sign)
    case "tokens":
      let guess = place.map(.tokens)
      let bytes = guess.required("bytes")?.list().compactMap { $0.whole(in: 1...1_000) } ?? []
      guard bytes.count == 2, bytes[0] <= bytes[1],
        let about = guess.required("about")?.whole(in: bytes[0]...bytes[1])
      else {
        place.report(
          "'bytes' are two whole numbers in ascending order, and 'about' lies between them")
        return nil
      }
      let added = guess["added"].map { $0.whole(in: 0...1_000) ?? 0 } ?? 0
      return .tokens(TokenGuess(bytes: bytes[0]...bytes[1], about: about, added: added))
    default:
      guard place.truth() == true else { return .value }
      if key == "sizes", names.count != 2 {
        place.report("'sizes' sets a width and a height")
        return nil
      }
      return key == "count" ? .count : .sizes
    }
  }

  /// What one word of theirs means: `open`, a value, a list of values, or a map of several parameters.
  private func meaning(_ reading: NativeReading, _ offer: Offer) -> NativeReading.Meaning? {
    guard isMap else {
      if scalar == Self.open {
        return Dictionary(reading.sets.map { ($0, .notReported(within: nil)) }) { first, _ in first
        }
      }
      if isList {
        guard let name = reading.sets.first, reading.sets.count == 1 else {
          report("a list is of one parameter; write a map of them")
          return nil
        }
        return state(of: name, offer).map { [name: $0] }
      }
      guard let text = text() else { return nil }
      let states = reading.states(ofDefault: text, for: offer)
      if states == nil {
        report("'\(text)' is not legal; legal are \(reading.legalWords(of: offer))")
      }
      return states
    }
    var meaning: NativeReading.Meaning = [:]
    for (name, place) in entries() {
      guard reading.sets.contains(name) else {
        place.report("'\(name)' is not among what the field sets, \(quotedList(reading.sets))")
        continue
      }
      meaning[name] = place.state(of: name, offer)
    }
    return meaning
  }

  /// A value, one of several, or any.
  private func state(of name: String, _ offer: Offer) -> InputState? {
    guard scalar != Self.open else { return .notReported(within: nil) }
    guard let parameter = offer.parameter(name) else { return nil }
    var values: [FormulaValue] = []
    for item in items() {
      guard let text = item.text() else { return nil }
      guard let value = parameter.value(of: text) else {
        item.report("'\(text)' is not legal; legal are \(parameter.legalValues)")
        return nil
      }
      values.append(value)
    }
    guard isList else { return values.first.map { .given($0) } }
    return ValueRange(anyOf: values).map { .notReported(within: $0) }
  }

  /// The word for any legal value.
  private static let open = "open"
}

extension NativeReading {
  /// What a default says, which is a number for things that are counted.
  func states(ofDefault text: String, for offer: Offer) -> Meaning? {
    if let meaning = words[text] { return meaning }
    guard form == .count else { return states(of: text, for: offer) }
    return Int(text).flatMap { states(ofCount: $0, for: offer) }
  }
}
