public import PricingRules

/// A document as a value: sections, tables with typed cells, notes.
///
/// Formats draw it.
public struct Report: Sendable {
  /// The parts in reading order.
  public var blocks: [Block]

  /// Creates a document.
  public init(_ blocks: [Block] = []) { self.blocks = blocks }

  /// A part of a document.
  public enum Block: Sendable {
    /// A heading; level 1 is the title.
    case heading(Int, String)
    /// Running text.
    case paragraph(String)
    /// Points.
    case bullets([String])
    /// A table.
    case table(ReportTable)
    /// Numbered sources that cells refer to, as `[1]`.
    case footnotes([Footnote])
    /// A drawing that stands beside the document as files.
    case picture(Picture)
    /// Text whose line breaks and spaces count.
    case code(String)
  }
}

/// A numbered note of a document.
public struct Footnote: Hashable, Sendable, ExpressibleByStringLiteral {
  /// What it says.
  public let text: String
  /// Where that can be read: an address of the web; nil for none.
  public let address: String?

  /// Creates a note.
  public init(_ text: String, address: String? = nil) {
    self.text = text
    self.address = address
  }

  /// A note without an address.
  public init(stringLiteral value: String) { self.init(value) }
}

/// A drawing in two files beside a document, each for one background.
public struct Picture: Hashable, Sendable {
  /// The file for a light background, as the document names it.
  public let light: String
  /// The file for a dark background.
  public let dark: String
  /// What can be seen, for who sees no drawing.
  public let words: String

  /// Creates a picture.
  public init(light: String, dark: String, words: String) {
    self.light = light
    self.dark = dark
    self.words = words
  }
}

/// A table with typed cells.
public struct ReportTable: Sendable {
  /// How a column's cells are set.
  public enum Alignment: Hashable, Sendable { case left, right }

  /// A column of a table: its heading, and on which side it stands.
  public struct Column: Hashable, Sendable {
    /// Its heading.
    public let title: String
    /// How its cells are set.
    public let alignment: Alignment
    /// Whether a terminal that has no room for it leaves it out.
    ///
    /// The last such column goes first. What is drawn of one is never wrapped.
    public let isOptional: Bool
    /// Whether optional columns go before a cell of it is wrapped inside a word, however long that is.
    public let keepsWords: Bool
    /// What its cells begin with where a terminal has no room for it and they stand below their rows; nil where it is
    /// always a column.
    public let aside: String?
    /// Whether its cells are bars, which only a terminal draws and nobody misses.
    public let isDrawing: Bool

    /// Creates a column.
    public init(
      _ title: String, _ alignment: Alignment = .left, isOptional: Bool = false,
      keepsWords: Bool = false, aside: String? = nil
    ) {
      self.title = title
      self.alignment = alignment
      self.isOptional = isOptional
      self.keepsWords = keepsWords
      self.aside = aside
      isDrawing = false
    }

    private init(drawingTitled title: String) {
      self.title = title
      alignment = .left
      isOptional = false
      keepsWords = false
      aside = nil
      isDrawing = true
    }

    /// A column of bars, all on one scale.
    public static func bars(_ title: String = "") -> Column { Column(drawingTitled: title) }
  }

  /// What stands in one place of a table.
  public enum Cell: Hashable, Sendable, ExpressibleByStringLiteral {
    /// Text, from a person.
    case text(String)
    /// A figure that is set as it stands; formats never round it.
    case figure(String)
    /// A figure that is not known, with the reason.
    case missing(String)
    /// Nothing, where nothing belongs.
    case empty
    /// Numbers of footnotes, the first of which is 1.
    case references([Int])
    /// A bar from zero, as a share of the longest; with a word behind it where it breaks something.
    case bar(Double, word: String?)

    /// The id of an offer, a plan or a credit.
    public static func id<Named>(_ id: Identifier<Named>) -> Cell { .text(id.rawValue) }

    /// Text.
    public init(stringLiteral value: String) { self = .text(value) }

    /// What a reader sees.
    public var words: String {
      switch self {
      case .text(let text), .figure(let text): text
      case .missing: "unknown"
      case .empty, .bar: ""
      case .references(let numbers): numbers.map { "[\($0)]" }.joined()
      }
    }
  }

  /// The columns.
  public let columns: [Column]
  /// The rows, each with one cell per column.
  public var rows: [[Cell]]

  /// Creates a table.
  public init(_ columns: [Column], rows: [[Cell]] = []) {
    self.columns = columns
    self.rows = rows
  }
}

extension ReportTable {
  /// The table without its bars, for readers whose lines are not drawn on.
  public var withoutDrawings: ReportTable {
    columns.contains(where: \.isDrawing)
      ? keeping(columns.indices.filter { !columns[$0].isDrawing }) : self
  }

  /// The table with some of its columns, in that order.
  func keeping(_ kept: [Int]) -> ReportTable {
    ReportTable(kept.map { columns[$0] }, rows: rows.map { row in kept.map { row[$0] } })
  }
}
