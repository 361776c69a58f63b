/// Something that can be shown to people.
public protocol ReadableDocument {
  /// For people: sections and tables.
  var report: Report { get }
}

/// Something that can be shown to people and handed to programs.
public protocol ReportDocument: ReadableDocument {
  /// For spreadsheets: exact figures.
  var csv: String { get }
  /// For programs: amounts are text.
  var json: JSONText { get }
}

extension Report: ReadableDocument {
  /// The document itself.
  public var report: Report { self }
}
