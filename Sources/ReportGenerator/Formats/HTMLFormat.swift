extension ReportFormat {
  /// A page for a browser: one file, nothing loaded.
  public static let html = ReportFormat(
    name: "html", fileEnding: "html",
    folderTexts: [FolderText("report.html") { report, _ in ReportPage(report).text }],
    draw: { document, _ in
      let report = document.report
      let titles = report.blocks.compactMap { block in
        if case .heading(1, let text) = block { text } else { nil }
      }
      return PageShell(title: titles.first ?? "mediacost").text(
        of: """
          <div class='wrap'><main id='main'>
          \(PageBlocks.markup(of: report.blocks, caption: titles.first ?? "Figures"))</main></div>
          """)
    })
}
