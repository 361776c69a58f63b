public import BillingTypes

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

    /// The text of an optional value.
    public static func optional(_ money: Money?) -> Field { money.map { .money($0) } ?? .empty }
    /// The text of an optional value.
    public static func optional(_ number: Rational?) -> Field {
      number.map { .number($0) } ?? .empty
    }
  }

  /// What has been written so far.
  public private(set) var text = ""
  private let columnCount: Int

  /// Begins a file with its header.
  public init(header: [String]) {
    columnCount = header.count
    append(header.map { .text($0) })
  }

  /// Adds a row, which has as many fields as the header.
  public mutating func append(_ row: [Field]) {
    precondition(row.count == columnCount, "a row has \(columnCount) fields, found \(row.count)")
    text += row.map(Self.written).joined(separator: ",") + "\r\n"
  }

  private static func written(_ field: Field) -> String {
    switch field {
    case .text(let text): return quoted(harmless(text))
    case .number(let number): return DecimalText.print(number, places: 18)
    case .money(let money): return money.decimalText
    case .figure(let text): return text
    case .empty: return ""
    }
  }

  /// Text that no spreadsheet runs: what begins with `=`, `+`, `-`, `@`, a tab or a line end.
  private static func harmless(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, "=+-@\t\r\n".unicodeScalars.contains(first) else {
      return text
    }
    return "'" + text
  }

  private static func quoted(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else {
      return text
    }
    var quoted = String.UnicodeScalarView()
    quoted.append("\"")
    for scalar in text.unicodeScalars {
      // By scalar, because a mark that joins onto a quote must not hide it.
      if scalar == "\"" { quoted.append("\"") }
      quoted.append(scalar)
    }
    quoted.append("\"")
    return String(quoted)
  }
}
