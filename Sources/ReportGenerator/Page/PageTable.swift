/// A table of the page, whose rows may hold drawings; on a phone its rows fold.
struct PageTable {
  /// What a column's cells are.
  enum Kind: Hashable {
    /// Words.
    case text
    /// Figures, set to the right.
    case figure
    /// Drawings on one scale, whose axis stands in the heading.
    case bar
  }

  /// A column.
  struct Column {
    /// Its heading.
    let title: String
    /// What its cells are.
    let kind: Kind
    /// What stands in its heading in place of the title: the axis of drawings.
    var axis: Markup?
    /// Whether readers may sort by it.
    var sorts = false
    /// Whether its heading is said in its cells where rows fold.
    var isSaid: Bool

    init(
      _ title: String, _ kind: Kind = .text, axis: Markup? = nil, sorts: Bool = false,
      isSaid: Bool? = nil
    ) {
      self.isSaid = isSaid ?? (kind == .figure)
      self.title = title
      self.kind = kind
      self.axis = axis
      self.sorts = sorts
    }
  }

  /// A cell.
  struct Cell: ExpressibleByStringInterpolation {
    /// What it shows.
    let content: Markup
    /// What it is sorted by; nil for its text.
    var key: String?

    init(_ content: Markup, key: String? = nil) {
      self.content = content
      self.key = key
    }

    /// Markup with text put in.
    init(stringInterpolation: Markup.Interpolation) {
      content = Markup(stringInterpolation: stringInterpolation)
    }
    init(stringLiteral value: String) { content = Markup(stringLiteral: value) }

    /// Text.
    static func text(_ text: String) -> Cell { Cell("\(text)") }
  }

  /// A row.
  struct Row {
    /// What is picked out of it.
    enum Style: String { case plain, planned, total }
    /// How it is set.
    var style = Style.plain
    /// The name of its place on the page.
    var id: String?
    /// What filters read, by name.
    var marks: [(name: String, value: String)] = []
    /// One cell per column; the first heads the row.
    let cells: [Cell]

    init(
      _ cells: [Cell], style: Style = .plain, id: String? = nil,
      marks: [(name: String, value: String)] = []
    ) {
      self.cells = cells
      self.style = style
      self.id = id
      self.marks = marks
    }
  }

  /// What it shows, with its unit.
  let caption: String
  /// Words for its style.
  var style = ""
  /// The name of its place on the page.
  var id: String?
  /// The columns.
  let columns: [Column]
  /// The rows.
  var rows: [Row] = []

  /// The table.
  var markup: Markup {
    let heads = columns.map { column -> Markup in
      let name: Markup = "\(column.title)"
      return """
        <th scope='col'\(Self.mark(column.kind))\(column.sorts ? " data-sorts='yes'" as Markup : "")>\
        \(column.axis.map { "<span class='heard'>\(name)</span>\($0)" as Markup } ?? name)</th>
        """
    }
    return """
      <table class='\(style)'\(id.map { " id='\($0)'" as Markup })><caption>\(caption)</caption>
      <thead><tr>\(heads)</tr></thead>
      <tbody>\(rows.map(view))</tbody></table>

      """
  }

  private func view(of row: Row) -> Markup {
    let cells = zip(columns, row.cells).enumerated().map { place, pair -> Markup in
      let (column, cell) = pair
      let key: Markup? = cell.key.map { " data-key='\($0)'" }
      if place == 0 { return "<th scope='row'\(key)>\(cell.content)</th>" }
      // Said before the cell where the heading is out of sight.
      let label: Markup? =
        column.isSaid && !cell.content.isEmpty ? " data-of='\(column.title)'" : nil
      return "<td\(Self.mark(column.kind))\(label)\(key)>\(cell.content)</td>"
    }
    let style: Markup? = row.style == .plain ? nil : " class='\(row.style.rawValue)'"
    let marks = row.marks.map { " data-\($0.name)='\($0.value)'" as Markup }
    return """
      <tr\(style)\(row.id.map { " id='\($0)'" as Markup })\(marks)>\(cells)</tr>

      """
  }

  /// The class of a column's cells; words have none.
  private static func mark(_ kind: Kind) -> Markup? {
    switch kind {
    case .text: nil
    case .figure: " class='r'"
    case .bar: " class='bar'"
    }
  }
}

extension Markup {
  /// What is read by who asks for it, such as the table behind a chart.
  static func details(_ summary: String, _ content: Markup) -> Markup {
    "<details><summary>\(summary)</summary>\(content)</details>"
  }

  /// A table that may be wider than a phone.
  static func wide(_ table: Markup, label: String) -> Markup {
    "<div class='scroll' role='region' tabindex='0' aria-label='\(label)'>\(table)</div>"
  }

  /// A remark below what it is about.
  static func note(_ words: String) -> Markup { "<p class='note'>\(words)</p>" }
}

/// A word that marks a row: what is doubtful, what is plain, what is good, what breaks.
enum PageBadge {
  case doubt(String)
  case plain(String)
  case good(String)
  case bad(String)

  /// The badge.
  var markup: Markup {
    switch self {
    case .doubt(let words): "<span class='badge doubt'>\(words)</span>"
    case .plain(let words): "<span class='badge'>\(words)</span>"
    case .good(let words): "<span class='badge good'>\(words)</span>"
    case .bad(let words): "<span class='badge bad'>\(words)</span>"
    }
  }
}
