import PricingRules
import WorkloadSimulator

/// The names that SQL has of its own, and which names a table and its columns may have beside them.
enum SQLNames {
  /// What every name begins with that is no name of the table or of a result: a column that is carried along can
  /// then be called what it likes.
  private static let prefix = "mc_"

  /// A name of our own.
  static func own(_ name: String) -> String { prefix + name }

  static let day = own("day")
  static let zone = own("zone")
  static let inputProblem = own("input_problem")
  static let problem = own("problem")
  static let hasUnknownValue = own("has_unknown_value")
  static let otherRows = own("other_rows")
  static let priced = own("priced")
  static let used = own("used")
  static let settled = own("settled")
  static let lines = own("lines")

  /// The columns that a step may not be called.
  static let `internal`: Set<String> = [day, inputProblem, problem, hasUnknownValue]

  /// The columns of priced rows, whatever the dialect, and what macros call a table.
  private static let outputs: Set<String> = [
    "month", "picounits", "amount", "currency", "completeness", "problem", "usage_table",
  ]

  /// Refuses names that SQL cannot have, or that would be taken for others.
  ///
  /// - Parameters:
  ///   - options: The table's name and those of its columns.
  ///   - pools: The columns of what is settled over months.
  /// - Throws: ``WarehouseRefusal``.
  static func check(_ options: WarehouseOptions, outputs pools: [String] = []) throws {
    for part in options.table.split(separator: ".", omittingEmptySubsequences: false) {
      try check(String(part), of: "--table", in: options.table)
    }
    for name in options.columns ?? [] { try check(name, of: "--columns", in: name) }
    let own = LogColumn.allCases.map(\.rawValue)
    let taken = outputs.union(pools.map { $0.lowercased() }).union(own)
    var seen: [String: String] = [:]
    for name in options.carried where !own.contains(name) {
      try check(name, of: "--keep", in: name)
      let folded = name.lowercased()
      guard !taken.contains(folded) else {
        throw WarehouseRefusal(
          "--keep: '\(name)' is what a column of the result is called; carry the table's along under "
            + "another name, by way of a view", isUsage: true)
      }
      if let other = seen[folded], other != name {
        throw WarehouseRefusal(
          "--keep: '\(other)' and '\(name)' differ in case only, which most engines do not tell apart",
          isUsage: true)
      }
      seen[folded] = name
    }
  }

  private static func check(_ name: String, of option: String, in whole: String) throws {
    guard name.contains(where: { !$0.isWhitespace }) else {
      throw WarehouseRefusal(
        "\(option): '\(whole.onOneLine)' has an empty name; write a name of at least one character that shows",
        isUsage: true)
    }
    guard !name.unicodeScalars.contains(where: \.isControl) else {
      throw WarehouseRefusal(
        "\(option): '\(whole.onOneLine)' holds a control character; a name is on one line",
        isUsage: true)
    }
    guard !name.lowercased().hasPrefix(prefix) else {
      throw WarehouseRefusal(
        "\(option): '\(whole)' begins with '\(prefix)', as the names do that SQL has of its own; "
          + "carry it along under another name, by way of a view", isUsage: true)
    }
  }
}

extension Unicode.Scalar {
  /// Whether it ends lines, moves what is shown, or is not shown at all.
  var isControl: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}

extension String {
  /// The text with a space for every control character, for literals and comments.
  var onOneLine: String {
    guard unicodeScalars.contains(where: \.isControl) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      text.unicodeScalars.append(scalar.isControl ? " " : scalar)
    }
    return text
  }
}
