/// A document of blocks as markup, for what has no drawing of its own.
enum PageBlocks {
  /// The blocks, whose headings start at a level.
  ///
  /// - Parameters:
  ///   - blocks: The blocks.
  ///   - level: The level that a heading of level 3 gets; 3 within a section of the page.
  ///   - caption: What tables are called where no heading is before them.
  /// - Returns: The markup.
  static func markup(of blocks: [Report.Block], level: Int = 3, caption: String) -> Markup {
    var all = Markup.nothing
    var name = caption
    for block in blocks {
      if case .heading(_, let text) = block { name = text }
      all += markup(of: block, level: level, caption: name)
    }
    return all
  }

  private static func markup(of block: Report.Block, level: Int, caption: String) -> Markup {
    switch block {
    case .heading(let own, let text):
      let tag = min(6, max(1, own + level - 3))
      return "<h\(tag)>\(text)</h\(tag)>\n"
    case .paragraph(let text): return "<p>\(text)</p>\n"
    case .bullets(let items):
      return "<ul>\(items.map { "<li>\($0)</li>" as Markup })</ul>\n"
    case .table(let table): return view(of: table, caption)
    case .footnotes(let notes):
      return "<ol class='notes'>\(notes.map(view))</ol>\n"
    case .picture(let picture): return "<p>\(picture.words)</p>\n"
    case .code(let text): return "<pre>\(text)</pre>\n"
    }
  }

  private static func view(of note: Footnote) -> Markup {
    let link = note.address.flatMap { PageLink($0)?.around("Read it") }
    return "<li>\(note.text)\(link.map { " \($0)" as Markup })</li>"
  }

  private static func view(of table: ReportTable, _ caption: String) -> Markup {
    let table = table.withoutDrawings
    let view = PageTable(
      caption: caption,
      columns: table.columns.map { .init($0.title, $0.alignment == .right ? .figure : .text) },
      rows: table.rows.map { row in
        .init(row.map { .text($0.words) }, style: row.first?.words == "total" ? .total : .plain)
      })
    return .wide(view.markup, label: caption)
  }
}
