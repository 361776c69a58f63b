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
  private let drawing: Drawing
  private let folderTexts: [FolderText]

  /// Gives a document's text; nil for a document that has nothing in this form.
  public typealias Drawing =
    @Sendable (_ document: any ReadableDocument, _ setting: DrawingSetting) -> String?

  /// Creates a format.
  ///
  /// - Parameters:
  ///   - name: What it is called.
  ///   - fileEnding: What its files end with, without the point.
  ///   - showsWarnings: Whether warnings of a document stand in what is drawn.
  ///   - folderTexts: What it adds to the folder of a report; nothing by default.
  ///   - draw: Gives a document's text; nil for a document that has nothing in this form.
  public init(
    name: String, fileEnding: String, showsWarnings: Bool = true,
    folderTexts: [FolderText] = [], draw: @escaping Drawing
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
  ///   - setting: For which terminal or spreadsheet; each format reads what it has a use for.
  /// - Returns: The text.
  public func text(of document: some ReadableDocument, _ setting: DrawingSetting) -> String? {
    drawing(document, setting)
  }

  /// Whether it draws what is only meant for people, without figures for programs.
  public var drawsProse: Bool { drawing(Report(), DrawingSetting()) != nil }

  /// Whether numbers are written as a locale has them.
  public var hasLocale: Bool { name == ReportFormat.csv.name }

  /// The files that it adds to the folder of a report, in order.
  ///
  /// - Parameters:
  ///   - report: The report.
  ///   - locale: How numbers for spreadsheets are written.
  /// - Returns: Each file that there is something to write into.
  public func files(of report: ScenarioReport, in locale: CSVLocale = .en) -> [ReportFile] {
    folderTexts.compactMap { entry in
      entry.text(report, locale).map { ReportFile(name: entry.name, text: $0) }
    }
  }

  /// The names of the files that it may add to the folder of a report, in order.
  public var fileNames: [String] { folderTexts.map(\.name) }

  /// The names of the files that it does add, which are known before any is drawn.
  func fileNames(of report: ScenarioReport) -> [String] {
    folderTexts.filter { $0.isWritten(report) }.map(\.name)
  }
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
