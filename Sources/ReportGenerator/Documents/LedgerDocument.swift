/// Runs of probes as the ledger has them.
public struct LedgerDocument: ReportDocument {
  /// One run.
  public struct Row: Sendable {
    let run: Int64
    let recipe: String
    let startedAt: String
    let worstCase: String
    let currency: String
    let state: String
    let counted: String
    let isOpen: Bool

    /// Creates a row.
    public init(
      run: Int64, recipe: String, startedAt: String, worstCase: String, currency: String,
      state: String, counted: String, isOpen: Bool
    ) {
      self.run = run
      self.recipe = recipe
      self.startedAt = startedAt
      self.worstCase = worstCase
      self.currency = currency
      self.state = state
      self.counted = counted
      self.isOpen = isOpen
    }

    /// Whether nobody knows what it cost, or it may go on costing.
    public var isUnclear: Bool { isOpen || state == "unclear" || state == "unfinished" }
  }

  private let rows: [Row]

  /// Creates a document.
  public init(_ rows: [Row]) { self.rows = rows }

  /// The runs that have to be settled.
  public var report: Report {
    guard !rows.isEmpty else { return Report([.paragraph("Every call is settled.")]) }
    return Report([
      .heading(1, "Calls to be settled"),
      .table(
        ReportTable(
          [
            .init("run", .right), .init("recipe"), .init("when"), .init("state"),
            .init("counted", .right),
          ],
          rows: rows.map { row in
            [
              .figure(String(row.run)), .text(row.recipe), .text(row.startedAt),
              .text(row.isOpen ? "\(row.state), may go on costing" : row.state),
              .figure("\(row.counted) \(row.currency)"),
            ]
          })),
      .paragraph(
        "'mediacost probe reconcile RUN --live' asks the provider; --amount and --not-billed settle by hand."
      ),
    ])
  }

  /// One row for each run.
  public func csv(in locale: CSVLocale) -> String {
    var csv = CSVText(
      in: locale,
      header: [
        "run", "recipe", "started_at", "state", "counted", "currency", "open",
      ])
    for row in rows {
      csv.append([
        .figure(String(row.run)), .text(row.recipe), .text(row.startedAt), .text(row.state),
        .figure(row.counted), .text(row.currency), .text(row.isOpen ? "yes" : "no"),
      ])
    }
    return csv.text
  }

  /// The runs for programs.
  public var json: JSONText {
    .object([
      (
        "unclear",
        .array(
          rows.map { row in
            .object([
              ("run", .count(Int(row.run))), ("recipe", .string(row.recipe)),
              ("started_at", .string(row.startedAt)), ("state", .string(row.state)),
              ("worst_case", .string(row.worstCase)), ("counted", .string(row.counted)),
              ("currency", .string(row.currency)), ("open", .boolean(row.isOpen)),
            ])
          })
      )
    ])
  }
}
