/// Draws documents as Markdown (GitHub's dialect).
public enum MarkdownFormat {
  /// The document as Markdown, ending with a line end.
  public static func text(of report: Report) -> String {
    report.blocks.map(text(of:)).joined(separator: "\n\n") + "\n"
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
      return "```\n\(text)\n```"
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
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "|", "*", "`", "<", "\\": result += "\\\(character)"
      case "\n", "\r", "\r\n": result += " "
      default: result.append(character)
      }
    }
    while result.last == " " { result.removeLast() }
    return result
  }
}
