/// Something that can be shown to people.
public protocol ReadableDocument {
  /// For people: sections and tables.
  var report: Report { get }
}

/// Something that can be shown to people and handed to programs.
public protocol ReportDocument: ReadableDocument {
  /// For spreadsheets: exact figures, as a locale writes them.
  func csv(in locale: CSVLocale) -> String
  /// For programs: amounts are text.
  var json: JSONText { get }
}

extension ReportDocument {
  /// For spreadsheets and programs: exact figures with a decimal point.
  public var csv: String { csv(in: .en) }
}

extension Report: ReadableDocument {
  /// The document itself.
  public var report: Report { self }
}
