public import BillingTypes
public import PricingRules

/// The one writer of CSV: RFC 4180, UTF-8, CRLF line ends.
///
/// Free text that a spreadsheet would run as a formula is made harmless with a leading apostrophe;
/// figures are left alone, so that a negative number stays a number.
public struct CSVText: Sendable {
  /// A field of a row.
  public enum Field: Hashable, Sendable {
    /// Text from a person or a file.
    case text(String)
    /// An exact decimal.
    case number(Rational)
    /// An exact amount of money, without its currency.
    case money(Money)
    /// A number that is text already.
    case figure(String)
    /// Nothing is known, or nothing belongs here.
    case empty

    /// The id of an offer, a plan or a credit.
    public static func id<Named>(_ id: Identifier<Named>?) -> Field {
      id.map { .text($0.rawValue) } ?? .empty
    }
    /// The text of an optional value.
    public static func optional(_ money: Money?) -> Field { money.map { .money($0) } ?? .empty }
    /// The text of an optional value.
    public static func optional(_ number: Rational?) -> Field {
      number.map { .number($0) } ?? .empty
    }
  }

  /// What has been written so far, in UTF-8.
  public private(set) var bytes: [UInt8] = []
  /// What has been written so far.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
  private let columnCount: Int

  /// Begins a file with its header.
  public init(header: [String]) {
    self.init(continuing: header)
    append(header.map { .text($0) })
  }

  /// Goes on with a file whose header stands elsewhere.
  public init(continuing header: [String]) { columnCount = header.count }

  /// Adds a row, which has as many fields as the header.
  public mutating func append(_ row: [Field]) {
    precondition(row.count == columnCount, "a row has \(columnCount) fields, found \(row.count)")
    for (place, field) in row.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      switch field {
      case .text(let text): appendQuoted(harmless(text))
      case .number(let number): bytes += DecimalText.print(number, places: 18).utf8
      case .money(let money): bytes += money.decimalText.utf8
      case .figure(let text): bytes += text.utf8
      case .empty: break
      }
    }
    bytes += [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
  }

  /// Text that no spreadsheet runs: what begins with `=`, `+`, `-`, `@`, a tab or a line end.
  private func harmless(_ text: String) -> String {
    guard let first = text.utf8.first, "=+-@\t\r\n".utf8.contains(first) else { return text }
    return "'" + text
  }

  /// By byte, because a mark that joins onto a quote must not hide it.
  private mutating func appendQuoted(_ text: String) {
    guard text.utf8.contains(where: Self.needsQuotes) else {
      bytes += text.utf8
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\r"), UInt8(ascii: "\n"): true
    default: false
    }
  }
}
