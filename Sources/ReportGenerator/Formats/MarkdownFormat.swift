/// Draws documents as Markdown (GitHub's dialect).
public enum MarkdownFormat {
  /// The document as Markdown, ending with a line end.
  public static func text(of report: Report) -> String {
    VisibleText.escaped(report.blocks.map(text(of:)).joined(separator: "\n\n") + "\n")
  }

  private static func text(of block: Report.Block) -> String {
    switch block {
    case .heading(let level, let text):
      return String(repeating: "#", count: level) + " " + escaped(text)
    case .paragraph(let text):
      return escaped(text)
    case .bullets(let items):
      return items.map { "- " + escaped($0) }.joined(separator: "\n")
    case .table(let table):
      return text(of: table)
    case .footnotes(let notes):
      return notes.enumerated()
        .map { "\($0.offset + 1). " + escaped($0.element) }
        .joined(separator: "\n")
    case .code(let text):
      var fence = "```"
      while text.contains(fence) { fence += "`" }
      return "\(fence)\n\(text)\n\(fence)"
    }
  }

  private static func text(of table: ReportTable) -> String {
    let head = table.columns.map { escaped($0.title) }
    let rule = table.columns.map { $0.alignment == .right ? "---:" : "---" }
    let rows = table.rows.map { $0.map { escaped($0.words) } }
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
    folderTexts: [("report", { MarkdownFormat.text(of: $0.report) })],
    draw: { document, _ in MarkdownFormat.text(of: document.report) })
}
