package import CostAnalysis
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
    /// `width`x`height` in one cell, or a list of them.
    case size
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
  /// What became of the columns.
  package let reading: LogReading
  private let vocabulary: Vocabulary

  /// The names of the value columns.
  package var given: Set<String> { Set(values.map(\.name)) }

  /// The value columns that a request gives, a bit for each.
  func given(in request: Request) -> UInt64 {
    let names = Set(request.spelledOut(vocabulary).entries.map(\.name))
    return values.indices.reduce(0) { bits, index in
      names.contains(values[index].name) ? bits | 1 << UInt64(index) : bits
    }
  }

  /// More value columns than this are refused.
  package static let mostValues = 64

  /// Reads a header.
  ///
  /// - Parameters:
  ///   - header: The first record of the log; nothing for a log without a byte, which has no row either.
  ///   - catalogue: Its vocabulary and its offers say what is known.
  ///   - places: Decimals that numbers are counted in.
  ///   - needsTimestamp: Whether prices or groups go by the time.
  ///   - ignoresUnknown: Whether columns that nobody knows are ignored rather than refused.
  /// - Throws: ``LogError``.
  package init(
    header: [UInt8], catalogue: Catalogue, places: DecimalPlaces, needsTimestamp: Bool = true,
    ignoresUnknown: Bool = false
  ) throws(LogError) {
    vocabulary = catalogue.vocabulary
    guard !header.isEmpty else {
      (roles, names, values, reading) = ([], [], [], LogReading())
      return
    }
    if let first = header.first(where: { $0 > 32 }),
      first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    {
      throw LogError(
        "line 1: this is JSON; a usage log is CSV with a header such as 'timestamp,offer,images'")
    }
    let record = header.withUnsafeBufferPointer { CSVRecord($0, at: 0) }
    if let quote = record.fault { throw LineFault.quote(quote).error(after: 0) }
    guard let cells = record.cells else {
      throw LogError("line 1: the header's quotes are not right")
    }
    var names: [String] = []
    var taken: Set<String> = []
    names.reserveCapacity(cells.count)
    for cell in cells {
      guard let name = String(validating: cell, as: UTF8.self) else {
        throw LogError("line 1: the header is not UTF-8")
      }
      guard !name.isEmpty || ignoresUnknown else {
        throw LogError("line 1: column \(names.count + 1) has no name")
      }
      guard !cell.contains(0) else {
        throw LogError("line 1: the name of column \(names.count + 1) holds a NUL byte")
      }
      guard name.isEmpty || taken.insert(name).inserted else {
        throw LogError("line 1: column '\(shown(name))' is there twice")
      }
      names.append(name)
    }
    try Self.refuseOtherSeparators(names)
    let words = Self.wordNames(catalogue)
    let known = Set(catalogue.vocabulary.parameters.keys).union(catalogue.vocabulary.meters.keys)
      .union([Outcome.parameterName, ServiceTier.parameterName])
    let synonyms = LogSynonyms(catalogue.vocabulary, known)
    var roles: [Role] = []
    var values: [ValueColumn] = []
    var read: [LogReading.Synonym] = []
    var sizes: [String] = []
    for header in names {
      let name = synonyms.name(of: header)
      if name != header {
        if let own = names.first(where: { $0 != header && synonyms.name(of: $0) == name }) {
          throw LogError(
            "line 1: column '\(shown(header))' means the same as '\(shown(own))'; keep one of them")
        }
        read.append(.init(column: header, name: name))
      }
      switch LogColumn(rawValue: name) {
      case .timestamp: roles.append(.timestamp)
      case .offer: roles.append(.offer)
      case .feature: roles.append(.ignored)
      case nil where known.contains(name) || synonyms.isElement(name):
        guard values.count < Self.mostValues else {
          throw LogError(
            "line 1: there are more than \(Self.mostValues) columns of parameters and meters")
        }
        roles.append(.value(values.count))
        values.append(
          ValueColumn(name: name, isWord: words.contains(name), places: places[name]))
      case nil where synonyms.sides(of: name) != nil:
        let columns = synonyms.sizes(of: name, catalogue)
        if let own = names.first(where: { columns.contains(synonyms.name(of: $0)) }) {
          throw LogError(
            "line 1: column '\(shown(header))' means the same as '\(shown(own))'; keep one of them")
        }
        roles.append(.size)
        sizes += columns
        let sides = synonyms.sides(of: name) ?? []
        read.append(.init(column: header, name: sides.joined(separator: " x ")))
      case nil where ignoresUnknown: roles.append(.ignored)
      case nil:
        let near = nearest(
          to: shown(name), among: Array(known) + LogColumn.allCases.map(\.rawValue))
        throw LogError(
          "line 1: unknown column '\(shown(name))'"
            + didYouMean(near)
            + "; --ignore-columns leaves out what is not known")
      }
    }
    for (column, role) in [(LogColumn.offer, Role.offer), (.timestamp, .timestamp)] {
      guard roles.contains(role) || (column == .timestamp && !needsTimestamp) else {
        throw LogError(
          "line 1: no column is called '\(column.rawValue)'; the header is \(Self.listed(names))")
      }
    }
    if roles.contains(.size) {
      // No column of their own: the rows give them all the same.
      values += sizes.map {
        ValueColumn(name: $0, isWord: false, places: places[$0])
      }
      guard values.count <= Self.mostValues else {
        throw LogError(
          "line 1: there are more than \(Self.mostValues) columns of parameters and meters")
      }
    }
    self.roles = roles
    self.names = names
    self.values = values
    reading = LogReading(
      ignored: zip(names, roles).filter { $1 == .ignored && $0 != LogColumn.feature.rawValue }
        .map(\.0), synonyms: read)
  }

  /// A single column whose name holds another sign between words is a file whose cells that sign separates.
  private static func refuseOtherSeparators(_ names: [String]) throws(LogError) {
    guard names.count == 1, let name = names.first else { return }
    for (sign, words) in [(";", "';'"), ("\t", "tabs"), ("|", "'|'")] where name.contains(sign) {
      throw LogError(
        "line 1: the header '\(shown(name))' is one column, separated by \(words); a usage log has ',' between cells, and '.' in numbers"
      )
    }
  }

  /// The names of a header as a message shows them: of many, the first.
  private static func listed(_ names: [String]) -> String {
    let most = 40
    let first = quotedChoice(names.prefix(most).map(shown), "and")
    return names.count <= most ? first : "\(first) and \(names.count - most) more"
  }

  /// Names whose values are words or truth values in some offer.
  private static func wordNames(_ catalogue: Catalogue) -> Set<String> {
    var names: Set<String> = []
    for parameter in catalogue.offers.flatMap({ $0.allParameters + $0.elements }) {
      switch parameter.domain {
      case .choice, .boolean: names.insert(parameter.name)
      case .numbers, .integer, .decimal: break
      }
    }
    return names
  }
}

/// Text of a log as a message shows it: what is long is cut short.
func shown(_ text: String) -> String {
  text.utf8.count <= 60 || text.count <= 60 ? text : "\(text.prefix(60))…"
}

/// `'a', 'b' and 'c'`, with any last word.
func quotedChoice(_ words: [String], _ last: String) -> String {
  let quoted = words.map { "'\($0)'" }
  guard quoted.count > 1 else { return quoted.joined() }
  return quoted.dropLast().joined(separator: ", ") + " \(last) " + quoted[quoted.count - 1]
}
