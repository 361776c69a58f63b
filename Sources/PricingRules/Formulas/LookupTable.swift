public import BillingTypes

/// A named table of a rate card; interpolation between its cells does not exist.
public struct LookupTable: Hashable, Sendable {
  /// What a cell holds.
  public enum Cell: Hashable, Sendable {
    /// An exact number.
    case amount(Rational)
    /// A figure that exists but has no source.
    case unknown
  }

  /// How many keys name a cell, at least 1.
  public let keyCount: Int
  /// The cells in the order of the file, each under its keys.
  public let rows: [(keys: [String], cell: Cell)]
  private let index: [[String]: Cell]

  /// Creates a table from its cells; every row has `keyCount` keys.
  public init(keyCount: Int, rows: [(keys: [String], cell: Cell)]) {
    self.keyCount = keyCount
    self.rows = rows
    index = Dictionary(rows.map { ($0.keys, $0.cell) }, uniquingKeysWith: { first, _ in first })
  }

  /// The cell under `keys`, or nil when the table has none.
  public subscript(keys: [String]) -> Cell? { index[keys] }

  /// Whether both tables hold the same cells.
  public static func == (left: LookupTable, right: LookupTable) -> Bool {
    left.index == right.index
  }

  /// Feeds the cells.
  public func hash(into hasher: inout Hasher) { hasher.combine(index) }
}
