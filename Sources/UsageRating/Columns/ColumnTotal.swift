public import BillingTypes

/// What columns of requests came to.
public struct ColumnTotal: Hashable, Sendable {
  /// Rows that were priced.
  public internal(set) var rows = 0
  /// Rows that are not legal for the offer, and so in no figure.
  public internal(set) var refused = 0
  /// Rows of which only a part has a known price.
  public internal(set) var partial = 0
  /// Rows of which nothing has a known price.
  public internal(set) var unknown = 0
  var picounits: Int128 = 0
  let currency: Currency

  init(currency: Currency) { self.currency = currency }

  /// The sum of what is known.
  public var amount: Money { Money(picounits: picounits, in: currency) }

  mutating func add(_ other: ColumnTotal) {
    rows += other.rows
    refused += other.refused
    partial += other.partial
    unknown += other.unknown
    picounits += other.picounits
  }
}

/// Why an offer cannot be priced in columns: a clause for people.
public struct ColumnRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was refused, and what columns can do.
  public let description: String
}
