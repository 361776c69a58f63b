/// Something that can be shown to people and handed to programs.
public protocol ReportDocument {
  /// For people: sections and tables.
  var report: Report { get }
  /// For spreadsheets: exact figures.
  var csv: String { get }
  /// For programs: amounts are text.
  var json: JSONText { get }
}
