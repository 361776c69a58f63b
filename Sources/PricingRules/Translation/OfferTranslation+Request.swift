import BillingTypes

/// A request in another offer's terms.
public struct TranslatedRequest: Hashable, Sendable {
  /// The request of one call.
  public let request: Request
  /// How many calls it takes, at least 1.
  public let calls: Int
  /// What differs from what was asked for, in the order in which it was asked.
  public let differences: [TranslationDifference]
}

extension OfferTranslation {
  /// A request in the other offer's terms.
  ///
  /// Where the request was written for an offer, what that would do by default is asked of the
  /// other: one would be priced at its own size and the other at another, if both were left to
  /// their defaults.
  ///
  /// - Parameters:
  ///   - request: The request; `size` stands for width and height.
  ///   - varying: Names whose values are not fixed: no default stands for them.
  /// - Returns: The request of one call, with how many calls it takes and what differs.
  /// - Throws: ``TranslationRefusal`` for the first value that the offer cannot serve.
  public func translate(
    _ request: Request, varying: Set<String> = []
  ) throws(TranslationRefusal) -> TranslatedRequest {
    var result = Request()
    var differences: [TranslationDifference] = []
    var absent: [String] = []
    var calls = 1
    for entry in try asked(request, varying: varying).entries {
      let name = entry.name
      // Half a picture is a mistake, and no wish for one more.
      if vocabulary.isFractionOfCount(entry.text, of: name) {
        throw .notWhole(name: name, text: entry.text)
      }
      switch try value(of: name, entry.text) {
      case .carried: result[name] = entry.text
      case .snappedUp(let number, let asked):
        result[name] = number.description
        differences.append(.larger(name: name, given: number, asked: asked))
      case .alwaysOn:
        result[name] = "true"
        differences.append(.alwaysOn(name: name))
      case .split(let count, let each):
        result[name] = each.description
        calls = count
        differences.append(.calls(count, each: each, name: name))
      case .oneEach(let count):
        calls = count
        differences.append(.callsForEach(count, name: name))
      case .noSetting: absent.append(base(ofElement: name) ?? name)
      case .leftOut: break
      }
    }
    if !absent.isEmpty { differences.append(.noSetting(names: absent.uniqued())) }
    return TranslatedRequest(request: result, calls: calls, differences: differences)
  }

  /// What is asked of the other offer: the request without what does not carry over, and the first
  /// offer's defaults.
  private func asked(
    _ request: Request, varying: Set<String>
  ) throws(TranslationRefusal) -> Request {
    var asked = Request()
    for entry in request.spelledOut(vocabulary).entries where rule(for: entry.name) != .dropped {
      asked[entry.name] = entry.text
    }
    asked = try inOneForAll(asked)
    for parameter in from?.parameters ?? [] {
      guard asked[parameter.name] == nil, !varying.contains(parameter.name),
        let value = parameter.defaultValue, case .setting = rule(for: parameter.name)
      else { continue }
      asked[parameter.name] = value.description
    }
    return asked
  }

  /// Single ones of a list as one value for all, where the offer has no other and they are alike.
  private func inOneForAll(_ asked: Request) throws(TranslationRefusal) -> Request {
    var result = asked
    for name in asked.entries.map(\.name) {
      guard let (count, element) = vocabulary.count(ofElement: name) else { continue }
      let number = asked[count].flatMap { try? DecimalText.parse($0) } ?? .zero
      guard Rational(element.place) <= number else {
        throw .notCounted(name: name, count: count, number)
      }
      guard case .oneForAll(let parameter) = rule(for: name) else { continue }
      if let list = to.lists.first(where: { $0.count.name == count }) {
        throw .tooMuch(name: count, most: Rational(list.most), asked: number)
      }
      let all = asked[element.base] ?? from?.parameter(element.base)?.defaultValue?.description
      let single = (1...element.place).map { place in
        asked[ElementName(element.base, place).description] ?? all
      }
      // Those beyond the last have the value of all.
      let isLast = asked[ElementName(element.base, element.place + 1).description] == nil
      let rest = isLast && Rational(element.place) < number ? [all] : []
      guard let first = single[0], (single + rest).allSatisfy({ $0 == first }) else {
        throw .oneForAll(name: parameter.name)
      }
      result[name] = nil
      result[element.base] = first
    }
    return result
  }

  /// What becomes of one value.
  ///
  /// - Throws: ``TranslationRefusal`` for a value that the offer cannot serve.
  public func value(
    of name: String, _ text: String
  ) throws(TranslationRefusal) -> TranslatedValue {
    switch rule(for: name) {
    case .setting(let parameter): return try fit(text, to: parameter)
    case .oneForAll(let parameter): throw .oneForAll(name: parameter.name)
    case .metered: return .carried
    case .dropped: return .leftOut
    case .oneEach:
      guard let count = Int(text) else { return try absent(name, text, isInput: false) }
      return count > 1 ? .oneEach(calls: count) : .leftOut
    case .noSetting(let isInput): return try absent(name, text, isInput: isInput)
    }
  }

  /// How many calls requests may take that do not say how many of something are made.
  ///
  /// - Parameter names: What the request says.
  /// - Returns: nil where that changes nothing.
  package func callsUnsaid(given names: Set<String>) -> ClosedRange<Int>? {
    for name in Self.countsMade.subtracting(names).sorted() {
      guard let count = from?.parameter(name), case .number(let least) = count.extremes.lowest,
        case .number(let most) = count.extremes.highest
      else { continue }
      let calls = calls(for: least, of: name)...calls(for: most, of: name)
      if calls.count > 1 { return calls }
    }
    return nil
  }

  private func calls(for number: Rational, of name: String) -> Int {
    switch Result(catching: { () throws(TranslationRefusal) in
      try value(of: name, number.description)
    }) {
    case .success(.split(let calls, _)), .success(.oneEach(let calls)): calls
    case .success: 1
    case .failure: Self.mostCalls
    }
  }

  /// A value of a setting that the offer does not have.
  private func absent(
    _ name: String, _ text: String, isInput: Bool
  ) throws(TranslationRefusal) -> TranslatedValue {
    if text == "true" { throw .absent(name: name) }
    // A no to what the offer does not have, and a request's own default words, ask for nothing.
    let asksForNothing =
      text == "false" || isInput
      || (name == ServiceTier.parameterName && text == ServiceTier.standard)
      || (name == Outcome.parameterName && text == Outcome.succeeded.rawValue)
    return asksForNothing ? .leftOut : .noSetting
  }

  /// A value of a setting that the offer has.
  func fit(
    _ text: String, to parameter: Parameter
  ) throws(TranslationRefusal) -> TranslatedValue {
    let name = parameter.name
    if parameter.value(of: text) != nil { return .carried }
    switch parameter.domain {
    case .boolean(let values):
      // Asked without sound and given with it is a difference; the other way round it cannot do.
      if text == "false", values == [true] { return .alwaysOn }
      throw .notOffered(name: name, text: text, words: [])
    case .choice(let words): throw .notOffered(name: name, text: text, words: words)
    case .numbers, .integer, .decimal:
      guard let number = try? DecimalText.parse(text) else {
        throw .notANumber(name: name, text: text)
      }
      if let snapped = parameter.snappedUp(number) { return .snappedUp(to: snapped, from: number) }
      guard case .number(let most) = parameter.extremes.highest else {
        throw .notANumber(name: name, text: text)
      }
      if Self.countsMade.contains(name), number.isWhole, most > .zero,
        let calls = try? (number / most).rounded(.up), calls <= Self.mostCalls
      {
        return .split(calls: Int(calls), each: most)
      }
      throw .tooMuch(name: name, most: most, asked: number)
    }
  }
}
