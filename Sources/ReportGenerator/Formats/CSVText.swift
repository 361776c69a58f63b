public import BillingTypes
public import PricingRules

/// The one writer of CSV: RFC 4180, UTF-8, CRLF line ends.
///
/// A locale changes the separator of fields and the decimal sign, nothing else.
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
  private let locale: CSVLocale

  /// Begins a file with its header.
  public init(in locale: CSVLocale = .en, header: [String]) {
    self.init(in: locale, continuing: header)
    append(header.map { .text($0) })
  }

  /// Goes on with a file whose header stands elsewhere.
  public init(in locale: CSVLocale = .en, continuing header: [String]) {
    columnCount = header.count
    self.locale = locale
  }

  /// Adds a row, which has as many fields as the header.
  public mutating func append(_ row: [Field]) {
    precondition(row.count == columnCount, "a row has \(columnCount) fields, found \(row.count)")
    for (place, field) in row.enumerated() {
      if place > 0 { bytes.append(locale.separator) }
      switch field {
      case .text(let text): appendQuoted(harmless(text))
      case .number(let number): append(number: DecimalText.print(number, places: 18))
      case .money(let money): append(number: money.decimalText)
      case .figure(let text): append(number: text)
      case .empty: break
      }
    }
    bytes += [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
  }

  private mutating func append(number text: String) {
    if locale.decimalSign == CSVLocale.point {
      bytes += text.utf8
    } else {
      bytes += text.utf8.map { $0 == CSVLocale.point ? locale.decimalSign : $0 }
    }
  }

  /// Text that no spreadsheet runs: what begins with `=`, `+`, `-`, `@`, a tab or a line end.
  private func harmless(_ text: String) -> String {
    guard let first = text.utf8.first, "=+-@\t\r\n".utf8.contains(first) else { return text }
    return "'" + text
  }

  /// By byte, because a mark that joins onto a quote must not hide it.
  private mutating func appendQuoted(_ text: String) {
    guard text.utf8.contains(where: { Self.needsQuotes($0) || $0 == locale.separator }) else {
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

  /// A comma is quoted in every locale, for readers that guess what separates.
  private static func needsQuotes(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\r"), UInt8(ascii: "\n"): true
    default: false
    }
  }
}
