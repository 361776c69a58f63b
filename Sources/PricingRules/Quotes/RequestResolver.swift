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
    for (name, text) in try expanded(request) {
      if let parameter = parameters.first(where: { $0.name == name }) {
        guard let value = parameter.value(of: text) else {
          throw .illegalValue(text, parameter: name, offer: id, legal: parameter.legalValues)
        }
        given[name] = value
      } else if meters.contains(name) {
        guard let number = try? DecimalText.parse(text), number >= .zero,
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
    for meter in meters {
      guard let value = given[meter], parameter(meter) == nil else { continue }
      values.append(.init(name: meter, value: value, origin: .given))
    }
    return ResolvedRequest(values: values)
  }

  /// The request's entries with `size` spelled out as width and height.
  private func expanded(_ request: Request) throws(RequestError) -> [(String, String)] {
    var entries: [(String, String)] = []
    for entry in request.entries {
      guard entry.name == "size", parameter("size") == nil else {
        entries.append((entry.name, entry.text))
        continue
      }
      guard let (width, height) = Request.sides(of: entry.text) else {
        throw .illegalSize(entry.text)
      }
      entries.append(("width", width))
      entries.append(("height", height))
    }
    return entries
  }

  /// Whether a request may speak of a name: a parameter or a meter.
  package func knows(_ name: String) -> Bool {
    parameter(name) != nil || meters.contains(name)
  }

  package func unknownParameter(_ name: String, vocabulary: Vocabulary) -> RequestError {
    let term = vocabulary.parameters[name]
    return .unknownParameter(
      name, offer: id, category: category, known: allParameters.map(\.name) + meters,
      belongsTo: term?.categories ?? [])
  }
}

extension Request {
  /// Width and height of a size such as `1024x768`.
  package static func sides(of text: String) -> (width: String, height: String)? {
    let sides = text.split(separator: "x", omittingEmptySubsequences: false)
    guard sides.count == 2,
      sides.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } })
    else { return nil }
    return (String(sides[0]), String(sides[1]))
  }
}
