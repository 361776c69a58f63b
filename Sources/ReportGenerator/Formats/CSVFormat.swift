extension ReportFormat {
  /// Exact figures for spreadsheets: RFC 4180, one header row.
  public static let csv = ReportFormat(
    name: "csv", fileEnding: "csv", showsWarnings: false,
    folderTexts: { report in
      [
        ("forecast", report.forecast.csv), ("intervals", report.forecast.intervalsCSV),
        ("comparison", AlternativesTable.csv(of: report.alternatives)),
      ]
    },
    draw: { document, _ in (document as? any ReportDocument)?.csv })
}
