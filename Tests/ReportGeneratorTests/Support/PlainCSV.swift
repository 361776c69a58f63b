/// A reader of RFC 4180 as the standard words it, scalar by scalar.
enum PlainCSV {
  /// The rows of a file, each with its fields.
  static func rows(of text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = String.UnicodeScalarView()
    var isQuoted = false
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      switch (scalar, isQuoted) {
      case ("\"", true) where next == "\"":
        field.append("\"")
        index += 1
      case ("\"", _): isQuoted.toggle()
      case (",", false):
        row.append(String(field))
        field = .init()
      case ("\r", false) where next == "\n":
        row.append(String(field))
        rows.append(row)
        (row, field) = ([], .init())
        index += 1
      default: field.append(scalar)
      }
      index += 1
    }
    return rows
  }

  /// The rows of a file as values by column.
  static func records(of text: String) -> [[String: String]] {
    let rows = rows(of: text)
    guard let header = rows.first else { return [] }
    return rows.dropFirst().map {
      Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first })
    }
  }
}
