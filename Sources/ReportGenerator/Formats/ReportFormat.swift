/// A way to draw a document, as a value.
///
/// A format is one file beside this one, which makes the value, and one entry in ``all``. Nothing
/// else lists formats: what `--format` offers and what `mediacost report` writes are read from there.
public struct ReportFormat: Sendable {
  /// Every format, in the order in which people are offered them.
  public static let all: [ReportFormat] = [.table, .markdown, .html, .csv, .json]

  /// What it is called, such as `markdown`.
  public let name: String
  /// What its files end with, such as `md`, without the point.
  public let fileEnding: String
  /// Whether warnings of a document stand in what is drawn; where they do not, they have to be said
  /// beside it.
  public let showsWarnings: Bool
  private let drawing: @Sendable (any ReadableDocument, _ width: Int) -> String?
  private let folderTexts: [FolderText]

  /// A file for the folder of a report: its name before the ending, and its text; nil where there is
  /// nothing to write.
  public typealias FolderText = (
    stem: String, text: @Sendable (_ report: ScenarioReport) -> String?
  )

  /// Creates a format.
  ///
  /// - Parameters:
  ///   - name: What it is called.
  ///   - fileEnding: What its files end with, without the point.
  ///   - showsWarnings: Whether warnings of a document stand in what is drawn.
  ///   - folderTexts: What it adds to the folder of a report; nothing by default.
  ///   - draw: Gives a document's text for a width in columns; nil for a document that has nothing
  ///     in this form.
  public init(
    name: String, fileEnding: String, showsWarnings: Bool = true,
    folderTexts: [FolderText] = [],
    draw: @escaping @Sendable (_ document: any ReadableDocument, _ width: Int) -> String?
  ) {
    self.name = name
    self.fileEnding = fileEnding
    self.showsWarnings = showsWarnings
    self.folderTexts = folderTexts
    drawing = draw
  }
}

extension ReportFormat {
  /// The format of that name among some, or nil.
  public static func named(_ name: String, among formats: [ReportFormat] = all) -> ReportFormat? {
    formats.first { $0.name == name }
  }

  /// The document's text, ending with a line end; nil where it has nothing in this form.
  ///
  /// - Parameters:
  ///   - document: What to draw.
  ///   - width: Columns of the terminal; other formats have no use for it.
  /// - Returns: The text.
  public func text(of document: some ReadableDocument, width: Int) -> String? {
    drawing(document, width)
  }

  /// Whether it draws what is only meant for people, without figures for programs.
  public var drawsProse: Bool { drawing(Report(), 80) != nil }

  /// The files that it adds to the folder of a report, in order.
  public func files(of report: ScenarioReport) -> [ReportFile] {
    zip(fileNames, folderTexts).compactMap { name, entry in
      entry.text(report).map { ReportFile(name: name, text: $0) }
    }
  }

  /// The names of the files that it may add to the folder of a report, in order.
  public var fileNames: [String] { folderTexts.map { "\($0.stem).\(fileEnding)" } }
}

/// A file of a report's folder.
public struct ReportFile: Hashable, Sendable {
  /// Its name, such as `report.md`.
  public let name: String
  /// Its text.
  public let text: String

  /// Creates a file.
  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}
