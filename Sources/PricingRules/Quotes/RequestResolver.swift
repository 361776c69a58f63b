import BillingTypes

/// A request whose every value is known to be legal, with where each came from.
public struct ResolvedRequest: Hashable, Sendable {
  /// Who decided a value.
  public enum Origin: String, Hashable, Sendable {
    /// The caller.
    case given
    /// The rate card.
    case byDefault = "default"
    /// An estimator.
    case estimated
    /// The caller, of what the price does not depend on: kept as text, legal or not.
    case notNeeded = "not_needed"
  }

  /// One name with its value.
  public struct Value: Hashable, Sendable {
    /// A parameter or a meter.
    public let name: String
    /// The value.
    public let value: FormulaValue
    /// Who decided it.
    public let origin: Origin
  }

  /// The values: parameters in the card's order, then meters.
  public internal(set) var values: [Value]

  /// The value of a name.
  public subscript(name: String) -> FormulaValue? {
    values.first { $0.name == name }?.value
  }

  /// The values that the caller gave, as a request again.
  public var given: Request {
    Request(values.filter { $0.origin == .given }.map { ($0.name, $0.value.description) })
  }
}

extension ResolvedRequest {
  /// The names that the caller says all of: a parameter of a list by the value of all, or of every single one.
  package func said(to offer: Offer) -> Set<String> {
    var names = Set(values.filter { $0.origin == .given }.map(\.name))
    for list in offer.lists {
      guard case .number(let count)? = self[list.count.name] else { continue }
      for parameter in list.parameters {
        let single = (0..<list.most).prefix { Rational($0) < count }.map {
          ElementName(parameter.name, $0 + 1).description
        }
        if !single.isEmpty, single.allSatisfy(names.contains) { names.insert(parameter.name) }
      }
    }
    return names
  }
}

extension Offer {
  /// Checks a request value by value and fills in what it leaves out.
  ///
  /// - Throws: ``RequestError`` with the first thing that is not legal. Rules across parameters are
  ///   checked by the quoter.
  public func resolve(
    _ request: Request, vocabulary: Vocabulary
  ) throws(RequestError) -> ResolvedRequest {
    let parameters = allParameters
    var given: [String: FormulaValue] = [:]
    for entry in try expanded(request, vocabulary).entries {
      let (name, text) = (entry.name, entry.text)
      if let parameter = parameters.first(where: { $0.name == name }) ?? element(name) {
        guard let value = parameter.value(of: text) else {
          throw .illegalValue(text, parameter: name, offer: id, legal: parameter.legalValues)
        }
        given[name] = value
      } else if meters.contains(name) {
        // A percentage is no quantity, and no column of a warehouse holds one.
        guard !text.hasSuffix("%"), let number = try? DecimalText.parse(text), number >= .zero,
          number.isWhole || !countedMeters.contains(name)
        else {
          throw .illegalValue(
            text, parameter: name, offer: id, legal: legalMeteredValues(of: name))
        }
        given[name] = .number(number)
      } else {
        throw unknownParameter(name, vocabulary: vocabulary)
      }
    }
    try countElements(in: &given)
    var values: [ResolvedRequest.Value] = []
    for parameter in parameters {
      if let value = given[parameter.name] {
        values.append(.init(name: parameter.name, value: value, origin: .given))
      } else if let value = parameter.defaultValue {
        values.append(.init(name: parameter.name, value: value, origin: .byDefault))
      } else {
        throw .missingParameter(parameter.name, offer: id, legal: parameter.legalValues)
      }
    }
    for element in elements(upTo: elementCount(among: given.keys)) {
      guard let value = given[element.name] else { continue }
      values.append(.init(name: element.name, value: value, origin: .given))
    }
    for meter in meters {
      guard let value = given[meter], parameter(meter) == nil else { continue }
      values.append(.init(name: meter, value: value, origin: .given))
    }
    return ResolvedRequest(values: values)
  }

  /// The request in single values.
  private func expanded(
    _ request: Request, _ vocabulary: Vocabulary
  ) throws(RequestError) -> Request {
    let keepsSize = parameter("size") != nil
    if !keepsSize { try request.checkSides() }
    let isKnown = { (name: String) in self.parameter(name) != nil }
    for entry in request.entries where !isKnown(entry.name) {
      // What was written is named, not what it stands for.
      if let sides = vocabulary.sides(meantBy: entry.name), !sides.contains(where: isKnown) {
        throw unknownParameter(entry.name, vocabulary: vocabulary)
      }
    }
    if let wrong = request.illegalSize(vocabulary, where: isKnown) { throw wrong }
    return request.spelledOut(vocabulary, keepsSize: keepsSize)
  }

  /// Says how many there are where only single ones are given, and refuses those beyond.
  private func countElements(in given: inout [String: FormulaValue]) throws(RequestError) {
    for list in lists {
      for element in elements(upTo: elementCount(among: given.keys)).reversed()
      where element.each == list.count.name && given[element.name] != nil {
        guard let place = ElementName(parsing: element.name)?.place else { continue }
        let count = given[list.count.name] ?? .number(Rational(place))
        given[list.count.name] = count
        guard case .number(let number) = count, number < Rational(place) else { continue }
        throw .elementBeyond(
          element.name, count: list.count.name, number, isMost: false, offer: id)
      }
    }
  }

  /// Whether a request may speak of a name: a parameter or a meter.
  package func knows(_ name: String) -> Bool {
    parameter(name) != nil || meters.contains(name)
  }

  package func unknownParameter(_ name: String, vocabulary: Vocabulary) -> RequestError {
    if let element = ElementName(parsing: name), let own = parameter(element.base) {
      guard let list = lists.first(where: { $0.count.name == own.each }) else {
        return .noElements(name, of: element.base, offer: id)
      }
      return .elementBeyond(
        name, count: list.count.name, Rational(list.most), isMost: true, offer: id)
    }
    let term = vocabulary.parameters[name]
    return .unknownParameter(
      name, offer: id, category: category, known: allParameters.map(\.name) + meters,
      belongsTo: term?.categories ?? [])
  }
}
