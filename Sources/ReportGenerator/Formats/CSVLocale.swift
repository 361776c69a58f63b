/// Whose spreadsheets a CSV file is for: what separates its fields, and the decimal sign of its numbers.
public enum CSVLocale: String, CaseIterable, Sendable {
  /// A comma between fields and a decimal point, as RFC 4180 and programs read it.
  case en
  /// A semicolon between fields and a decimal comma, as a German spreadsheet reads it.
  case de

  static let point = UInt8(ascii: ".")

  var separator: UInt8 { self == .en ? UInt8(ascii: ",") : UInt8(ascii: ";") }
  var decimalSign: UInt8 { self == .en ? Self.point : UInt8(ascii: ",") }
}
