/// A reader of CSV as RFC 4180 has it, without the code under test.
struct DelimitedText {
  /// The rows with their fields, the header first.
  let rows: [[String]]

  /// What breaks the rules of RFC 4180.
  struct Mistake: Error, CustomStringConvertible {
    let description: String
  }

  /// Reads a text whose every record ends with CRLF.
  init(_ text: String) throws {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    var wasQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      if isQuoted {
        if scalar == "\"", scalars.first == "\"" {
          field.unicodeScalars.append(scalar)
          scalars.removeFirst()
        } else if scalar == "\"" {
          isQuoted = false
          wasQuoted = true
        } else {
          field.unicodeScalars.append(scalar)
        }
        continue
      }
      switch scalar {
      case "\"":
        guard field.isEmpty, !wasQuoted else {
          throw Mistake(description: "a quote inside a field without quotes")
        }
        isQuoted = true
      case ",":
        row.append(field)
        (field, wasQuoted) = ("", false)
      case "\r":
        guard scalars.first == "\n" else { throw Mistake(description: "CR without LF") }
        scalars.removeFirst()
        rows.append(row + [field])
        (row, field, wasQuoted) = ([], "", false)
      case "\n": throw Mistake(description: "LF without CR")
      default:
        guard !wasQuoted else { throw Mistake(description: "text after a closing quote") }
        field.unicodeScalars.append(scalar)
      }
    }
    guard !isQuoted, row.isEmpty, field.isEmpty else {
      throw Mistake(description: "the last record does not end")
    }
    guard Set(rows.map(\.count)).count <= 1 else {
      throw Mistake(description: "records have different numbers of fields")
    }
    self.rows = rows
  }

  /// The fields of a column by its name, without the header.
  func column(_ name: String) throws -> [String] {
    guard let index = rows.first?.firstIndex(of: name) else {
      throw Mistake(description: "no column '\(name)'")
    }
    return rows.dropFirst().map { $0[index] }
  }
}
