/// Draws documents as Markdown (GitHub's dialect).
public enum MarkdownFormat {
  /// The document as Markdown, ending with a line end.
  public static func text(of report: Report) -> String {
    let hasFootnotes = refersToAll(report)
    return VisibleText.escaped(
      report.blocks.map { text(of: $0, hasFootnotes) }.joined(separator: "\n\n") + "\n")
  }

  /// Whether every note is referred to from a table: readers drop footnotes that nothing refers to.
  private static func refersToAll(_ report: Report) -> Bool {
    var (count, lists) = (0, 0)
    var found: Set<Int> = []
    for block in report.blocks {
      switch block {
      case .footnotes(let notes): (count, lists) = (notes.count, lists + 1)
      case .table(let table):
        for case .references(let numbers) in table.rows.joined() { found.formUnion(numbers) }
      default: break
      }
    }
    return lists == 1 && count > 0 && found == Set(1...count)
  }

  private static func text(of block: Report.Block, _ hasFootnotes: Bool) -> String {
    switch block {
    case .heading(let level, let text):
      return String(repeating: "#", count: level) + " " + escaped(text)
    case .paragraph(let text):
      return escaped(text)
    case .bullets(let items):
      return items.map { "- " + escaped($0) }.joined(separator: "\n")
    case .table(let table):
      return text(of: table.withoutDrawings, hasFootnotes)
    case .footnotes(let notes):
      return notes.enumerated()
        .map { place, note in
          (hasFootnotes ? "[^\(place + 1)]: " : "\(place + 1). ") + escaped(note.text)
            + (note.address.map { " [Read it](<\(linkable($0))>)" } ?? "")
        }
        .joined(separator: "\n")
    case .picture(let picture):
      // GitHub's theme can differ from the system's, and picks the source by its own.
      return """
        <picture><source media="(prefers-color-scheme: dark)" srcset="\(attribute(picture.dark))">\
        <img src="\(attribute(picture.light))" alt="\(attribute(picture.words))"></picture>
        """
    case .code(let text):
      var fence = "```"
      while text.contains(fence) { fence += "`" }
      return "\(fence)\n\(text)\n\(fence)"
    }
  }

  /// Text in an attribute of HTML, on one line.
  private static func attribute(_ text: String) -> String {
    var (result, isSpace) = (String.UnicodeScalarView(), false)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case _ where Character(scalar).isNewline: if !isSpace { result.append(" ") }
      default: result.append(scalar)
      }
      isSpace = Character(scalar).isNewline
    }
    return String(result)
  }

  /// An address in which nothing ends a link.
  private static func linkable(_ address: String) -> String {
    address.replacing("<", with: "%3C").replacing(">", with: "%3E").replacing("\\", with: "%5C")
  }

  private static func text(of cell: ReportTable.Cell, _ hasFootnotes: Bool) -> String {
    if hasFootnotes, case .references(let numbers) = cell {
      return numbers.map { "[^\($0)]" }.joined()
    }
    return escaped(cell.words)
  }

  private static func text(of table: ReportTable, _ hasFootnotes: Bool) -> String {
    let head = table.columns.map { escaped($0.title) }
    let rule = table.columns.map { $0.alignment == .right ? "---:" : "---" }
    let rows = table.rows.map { $0.map { text(of: $0, hasFootnotes) } }
    return ([head, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
      .joined(separator: "\n")
  }

  /// Text from a person or a file, so that none of it is read as Markdown or HTML.
  ///
  /// Works scalar by scalar: a mark that joins onto a special character must not hide it.
  private static func escaped(_ text: String) -> String {
    var words = ""
    for line in text.split(whereSeparator: \.isNewline) {
      words += (words.isEmpty ? "" : " ") + line
    }
    let scalars = Array(words.drop { $0 == " " }.unicodeScalars)
    let marker = blockMarker(in: scalars)
    var result = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      if index == marker || isSpecial(index, in: scalars) { result.append("\\") }
      result.append(scalar)
    }
    var escaped = String(result)
    while escaped.last == " " { escaped.removeLast() }
    return escaped
  }

  /// The position of the character that would make a text a title, a quote, a list or a rule.
  private static func blockMarker(in scalars: [Unicode.Scalar]) -> Int? {
    let digits = scalars.prefix { ("0"..."9").contains($0) }.count
    guard digits < scalars.count else { return nil }
    let next = digits + 1 < scalars.count ? scalars[digits + 1] : " "
    switch scalars[digits] {
    case "." where digits > 0 && next == " ", ")" where digits > 0 && next == " ": return digits
    case ">" where digits == 0: return 0
    case "+" where digits == 0 && next == " ": return 0
    case "-" where digits == 0 && (next == " " || next == "-"): return 0
    case "#" where digits == 0 && scalars.first { $0 != "#" } ?? " " == " ": return 0
    default: return nil
    }
  }

  private static func isSpecial(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    func isWord(_ index: Int) -> Bool {
      scalars.indices.contains(index)
        && (scalars[index].properties.isAlphabetic || ("0"..."9").contains(scalars[index]))
    }
    switch scalars[index] {
    case "|", "*", "`", "<", "\\", "~": return true
    case "_": return !(isWord(index - 1) && isWord(index + 1))
    // No text refers to a footnote.
    case "[": return index + 1 < scalars.count && scalars[index + 1] == "^"
    case "]": return index + 1 < scalars.count && "(:".unicodeScalars.contains(scalars[index + 1])
    case "&":
      // An entity: letters or a number, ended by a semicolon.
      let name = scalars[(index + 1)...].prefix { $0 != ";" && $0 != " " }
      return !name.isEmpty && name.endIndex < scalars.count && scalars[name.endIndex] == ";"
    default: return false
    }
  }
}

extension ReportFormat {
  /// Text to read in a repository.
  public static let markdown = ReportFormat(
    name: "markdown", fileEnding: "md",
    folderTexts: [FolderText("report.md") { report, _ in MarkdownFormat.text(of: report.report) }]
      + ReportChart.all.flatMap(\.files),
    draw: { document, _ in MarkdownFormat.text(of: document.report) })
}
