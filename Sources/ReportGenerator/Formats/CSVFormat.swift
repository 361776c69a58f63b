import CostAnalysis
import WorkloadSimulator

extension ReportFormat {
  /// Exact figures for spreadsheets: RFC 4180, one header row.
  public static let csv = ReportFormat(
    name: "csv", fileEnding: "csv", showsWarnings: false,
    folderTexts: [
      FolderText("forecast.csv") { $0.studied.csv(in: $1) },
      FolderText("intervals.csv", where: { $0.forecast.trials != nil }) {
        $0.forecast.intervalsCSV(in: $1)
      },
      FolderText("bill.csv", where: { $0.studied.bill != nil }) { $0.studied.billCSV(in: $1) },
      FolderText("owning.csv", where: { $0.forecast.owning?.isCounted ?? false }) {
        $0.forecast.owningCSV(in: $1)
      },
      FolderText("variants.csv", where: { !$0.studied.variants.isEmpty }) {
        $0.studied.variantsCSV(in: $1)
      },
      FolderText("plans.csv", where: { !$0.studied.planComparisons.isEmpty }) {
        $0.studied.planComparisonCSV(in: $1)
      },
      FolderText("comparison.csv") {
        AlternativesTable.csv(of: $0.alternatives, in: $0.forecast, $1)
      },
    ],
    draw: { document, setting in
      (document as? any ReportDocument)?.csv(in: setting.locale)
    })
}
