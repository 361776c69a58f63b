import BillingTypes

extension NativeReading {
  /// What a word of the body says of parameters.
  ///
  /// - Parameters:
  ///   - text: The word, or a number as text.
  ///   - offer: The offer, which knows what is legal.
  /// - Returns: nil for a word that is not legal; then ``legalWords(of:)`` says what is.
  package func states(of text: String, for offer: Offer) -> Meaning? {
    if let meaning = words[text] ?? words[Self.anything] { return meaning }
    switch form {
    case .count, .sizes, .tokens: return nil
    case .split(let sign):
      let values = text.split(separator: sign, omittingEmptySubsequences: false)
      guard values.count == sets.count else { return nil }
      var states: Meaning = [:]
      for (name, value) in zip(sets, values) {
        guard let value = self.value(of: String(value), named: name, for: offer) else { return nil }
        states[name] = .given(value)
      }
      return states
    case .value:
      guard let name = sets.first, sets.count == 1,
        let value = value(of: text, named: name, for: offer)
      else { return nil }
      guard isLimit, case .number(let most) = value,
        case .number(let least)? = offer.parameter(name)?.extremes.lowest, least < most
      else { return [name: .given(value)] }
      return [name: .estimated(low: least, high: most)]
    }
  }

  /// The word of a card for whatever stands there.
  private static let anything = "*"

  /// What a number of things says.
  package func states(ofCount count: Int, for offer: Offer) -> Meaning? {
    guard let name = sets.first else { return nil }
    return value(of: "\(count)", named: name, for: offer).map { [name: .given($0)] }
  }

  /// The legal value of a parameter, or the quantity of a meter, that a text writes.
  private func value(of text: String, named name: String, for offer: Offer) -> FormulaValue? {
    let text = unit.flatMap { Self.seconds(text, $0) } ?? text
    if let parameter = offer.parameter(name) { return parameter.value(of: text) }
    guard offer.meters.contains(name), let number = try? DecimalText.parse(text),
      !number.isNegative
    else { return nil }
    return .number(number)
  }

  /// Seconds, from a number with the word of its unit behind it or without.
  private static func seconds(_ text: String, _ unit: Unit) -> String? {
    var digits = text[...]
    if digits.hasSuffix(unit.rawValue) { digits = digits.dropLast(unit.rawValue.count) }
    guard let number = try? DecimalText.parse(digits), let seconds = try? number * unit.factor
    else { return nil }
    return DecimalText.exact(seconds)
  }

  /// The words that are legal, for messages.
  package func legalWords(of offer: Offer) -> String {
    let own = words.keys.sorted()
    let legal = sets.compactMap { offer.parameter($0)?.legalValues }
    let values =
      switch form {
      case .split(let sign):
        "\(sets.joined(separator: String(sign))) of \(legal.joined(separator: " and "))"
      case .count: "counts of \(legal.joined())"
      default: legal.joined(separator: " and ")
      }
    guard !own.isEmpty else { return values }
    // Where every word of theirs has another of ours, ours are no words of theirs.
    return values.isEmpty ? quotedList(own) : "\(quotedList(own)), and \(values)"
  }
}
