/// A file that a format adds to the folder of a report.
public struct FolderText: Sendable {
  /// Its name, such as `forecast.csv`, or `charts/months-light.svg` for one in a folder.
  public let name: String
  /// Whether a report has it, which is known without drawing it.
  let isWritten: @Sendable (_ report: ScenarioReport) -> Bool
  private let draw: @Sendable (_ report: ScenarioReport, _ locale: CSVLocale) -> String?

  /// Creates a file.
  ///
  /// - Parameters:
  ///   - name: Its name with its ending.
  ///   - isWritten: Whether a report has it; every report by default.
  ///   - draw: Its text; nil where there is nothing to write.
  public init(
    _ name: String, where isWritten: @escaping @Sendable (ScenarioReport) -> Bool = { _ in true },
    draw: @escaping @Sendable (_ report: ScenarioReport, _ locale: CSVLocale) -> String?
  ) {
    self.name = name
    self.isWritten = isWritten
    self.draw = draw
  }

  /// Its text; nil where there is nothing to write.
  func text(_ report: ScenarioReport, _ locale: CSVLocale) -> String? {
    isWritten(report) ? draw(report, locale) : nil
  }
}
