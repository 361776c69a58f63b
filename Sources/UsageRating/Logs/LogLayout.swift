package import PricingRules
import WorkloadSimulator

/// What the columns of a log are, by its header and the words of a catalogue.
package struct LogLayout: Sendable {
  /// What a column holds.
  package enum Role: Hashable, Sendable {
    case timestamp
    case offer
    /// Nothing that a price depends on.
    case ignored
    /// A parameter or a meter, the value column of that number.
    case value(Int)
  }

  /// A parameter or a meter.
  package struct ValueColumn: Hashable, Sendable {
    package let name: String
    /// Whether cells are words, truth values among them; else numbers.
    package let isWord: Bool
    /// Decimals that numbers are counted in.
    package let places: Int
  }

  /// By column.
  package let roles: [Role]
  /// The header's names.
  package let names: [String]
  /// The value columns.
  package let values: [ValueColumn]
  /// The names of the value columns.
  package var given: Set<String> { Set(values.map(\.name)) }

  /// More value columns than this are refused.
  package static let mostValues = 64

  /// Reads a header.
  ///
  /// - Parameters:
  ///   - header: The first record of the log.
  ///   - catalogue: Its vocabulary and its offers say what is known.
  ///   - places: Decimals that numbers are counted in.
  ///   - needsTimestamp: Whether prices or groups go by the time.
  ///   - ignoresUnknown: Whether columns that nobody knows are ignored rather than refused.
  /// - Throws: ``LogError``.
  package init(
    header: [UInt8], catalogue: Catalogue, places: DecimalPlaces, needsTimestamp: Bool = true,
    ignoresUnknown: Bool = false
  ) throws(LogError) {
    let cells = header.withUnsafeBufferPointer { CSVRecord($0, at: 0).cells }
    guard let cells else { throw LogError("line 1: the header's quotes are not right") }
    var names: [String] = []
    for cell in cells {
      guard let name = String(validating: cell, as: UTF8.self) else {
        throw LogError("line 1: the header is not UTF-8")
      }
      guard !name.isEmpty || ignoresUnknown else {
        throw LogError("line 1: column \(names.count + 1) has no name")
      }
      guard !names.contains(name) || name.isEmpty else {
        throw LogError("line 1: column '\(name)' is there twice")
      }
      names.append(name)
    }
    let words = Self.wordNames(catalogue)
    let known = Set(catalogue.vocabulary.parameters.keys).union(catalogue.vocabulary.meters.keys)
      .union([Outcome.parameterName, ServiceTier.parameterName])
    var roles: [Role] = []
    var values: [ValueColumn] = []
    for name in names {
      switch LogColumn(rawValue: name) {
      case .timestamp: roles.append(.timestamp)
      case .offer: roles.append(.offer)
      case .feature: roles.append(.ignored)
      case nil where known.contains(name):
        guard values.count < Self.mostValues else {
          throw LogError(
            "line 1: there are more than \(Self.mostValues) columns of parameters and meters")
        }
        roles.append(.value(values.count))
        values.append(
          ValueColumn(name: name, isWord: words.contains(name), places: places[name]))
      case nil where ignoresUnknown: roles.append(.ignored)
      case nil:
        let near = nearest(
          to: name, among: Array(known) + LogColumn.allCases.map(\.rawValue))
        throw LogError(
          "line 1: unknown column '\(name)'"
            + (near.isEmpty ? "" : "; did you mean \(quotedChoice(near))?")
            + "; --ignore-columns leaves out what is not known")
      }
    }
    for (column, role) in [(LogColumn.offer, Role.offer), (.timestamp, .timestamp)] {
      guard roles.contains(role) || (column == .timestamp && !needsTimestamp) else {
        throw LogError(
          "line 1: no column is called '\(column.rawValue)'; the header is \(quotedChoice(names, "and"))"
        )
      }
    }
    self.roles = roles
    self.names = names
    self.values = values
  }

  /// Names whose values are words or truth values in some offer.
  private static func wordNames(_ catalogue: Catalogue) -> Set<String> {
    var names: Set<String> = []
    for parameter in catalogue.offers.flatMap(\.allParameters) {
      switch parameter.domain {
      case .choice, .boolean: names.insert(parameter.name)
      case .numbers, .integer, .decimal: break
      }
    }
    return names
  }
}

/// `'a', 'b' or 'c'`.
func quotedChoice(_ words: [String], _ last: String = "or") -> String {
  let quoted = words.map { "'\($0)'" }
  guard quoted.count > 1 else { return quoted.joined() }
  return quoted.dropLast().joined(separator: ", ") + " \(last) " + quoted[quoted.count - 1]
}
