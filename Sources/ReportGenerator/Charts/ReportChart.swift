/// A chart that stands free, on the page and as files beside `report.md`.
///
/// A chart is one value, which says when there is something to see, and one entry in ``all``.
struct ReportChart: Sendable {
  /// Every chart, in reading order.
  static let all: [ReportChart] = [.months, .features, .accepted]

  /// What each month costs, against the budget of a month.
  static let months = ReportChart(name: "months", draw: PageSection.monthChart)
  /// What each feature costs, month by month.
  static let features = ReportChart(name: "features", draw: PageSection.featureChart)
  /// What one kept result of each feature costs.
  static let accepted = ReportChart(name: "accepted", draw: PageSection.acceptedChart)

  /// The name of its files.
  let name: String
  /// Draws it; nil where there is nothing to see.
  let draw: @Sendable (_ page: PageContent) -> Chart?

  private func fileName(_ shade: PageColours.Shade) -> String {
    "charts/\(name)-\(shade.rawValue).svg"
  }

  /// Its files in a report's folder, one for each background.
  var files: [FolderText] {
    PageColours.Shade.allCases.map { shade in
      FolderText(fileName(shade), where: { draw(PageContent($0)) != nil }) { report, _ in
        draw(PageContent(report)).map { ChartFile.text(of: $0, on: shade) }
      }
    }
  }

  /// The chart in a document that lies beside its files; nothing where there is none.
  func blocks(_ page: PageContent) -> [Report.Block] {
    draw(page).map {
      [.picture(Picture(light: fileName(.light), dark: fileName(.dark), words: $0.words))]
    } ?? []
  }
}
