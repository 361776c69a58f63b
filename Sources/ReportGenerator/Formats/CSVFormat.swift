extension ReportFormat {
  /// Exact figures for spreadsheets: RFC 4180, one header row.
  public static let csv = ReportFormat(
    name: "csv", fileEnding: "csv", showsWarnings: false,
    folderTexts: [
      ("forecast", { $0.studied.csv }), ("intervals", { $0.forecast.intervalsCSV }),
      ("bill", { $0.studied.billCSV }),
      ("owning", { $0.forecast.owningCSV }),
      ("variants", { $0.studied.variantsCSV }),
      ("comparison", { AlternativesTable.csv(of: $0.alternatives, in: $0.forecast) }),
    ],
    draw: { document, _ in (document as? any ReportDocument)?.csv })
}
