extension ReportFormat {
  /// Everything for programs; amounts are text.
  public static let json = ReportFormat(
    name: "json", fileEnding: "json",
    draw: { document, _ in (document as? any ReportDocument).map { $0.json.text + "\n" } })
}
