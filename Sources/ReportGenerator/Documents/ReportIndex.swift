/// A list of reports: for each the decision, what it costs, whether the budget fits, and where it lies.
public struct ReportIndex: Sendable {
  /// A report with the folder that it lies in.
  public struct Entry: Sendable {
    /// The name of the folder, of letters, digits, points, hyphens and underscores.
    public let folder: String
    /// What the report says in a few words.
    public let headline: ReportHeadline

    /// Creates an entry; nil for a folder whose name is no address as it stands.
    public init?(folder: String, headline: ReportHeadline) {
      let plain = folder.unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || ("0"..."9").contains($0)
            || "._-".unicodeScalars.contains($0))
      }
      guard plain, !folder.isEmpty, !folder.hasPrefix(".") else { return nil }
      self.folder = folder
      self.headline = headline
    }
  }

  private let entries: [Entry]

  /// Creates a list, in the order in which it is shown.
  public init(_ entries: [Entry]) { self.entries = entries }

  /// The names of its files.
  public static let fileNames = ["index.html", "README.md"]

  /// Its files: a page and a text, which say the same.
  public var files: [ReportFile] {
    [
      ReportFile(name: Self.fileNames[0], text: page),
      ReportFile(name: Self.fileNames[1], text: text),
    ]
  }

  /// Whether a file is one of a list that was made before, and not somebody's own.
  public static func made(_ text: String) -> Bool { text.contains(mark) }

  private static let title = "Reports"
  private static let about =
    "\(mark) from the reports in this folder. Categories and scenarios are not ranked."
  private static let mark = "Made by mediacost index"

  private var text: String {
    let cards = entries.map { entry in
      let own = entry.headline
      let report = Report([
        .heading(2, own.name), .paragraph("\(own.sentence)."),
        .bullets(figures(of: own).map { "\($0.title): \($0.words)" }),
      ])
      return MarkdownFormat.text(of: report)
        + "\n[Report](\(entry.folder)/report.md) · [page](\(entry.folder)/report.html)\n"
    }
    let head = MarkdownFormat.text(of: Report([.heading(1, Self.title), .paragraph(Self.about)]))
    return ([head] + cards).joined(separator: "\n")
  }

  private var page: String {
    let cards = entries.map { entry -> Markup in
      let own = entry.headline
      let rows = figures(of: own).map { title, words -> Markup in
        "<div><dt>\(title)</dt><dd>\(words)</dd></div>"
      }
      return """
        <section><h2><a href='\(entry.folder)/report.html'>\(own.name)</a></h2>
        <p class='lede'>\(own.sentence).</p><dl class='facts'>\(rows)</dl></section>

        """
    }
    return PageShell(title: Self.title).text(
      of: """
        <div class='wrap'><main id='main'><header><h1>\(Self.title)</h1><p class='note'>\(Self.about)</p></header>
        \(cards)</main></div>
        """)
  }

  private func figures(of own: ReportHeadline) -> [(title: String, words: String)] {
    [
      ("Bills, expected", own.expected), ("Eight in ten", own.interval),
      ("Budget, as planned", own.verdict),
    ].filter { !$0.1.isEmpty }
  }
}
