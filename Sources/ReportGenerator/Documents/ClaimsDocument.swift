import BillingTypes
public import CostAnalysis
public import PricingRules

/// What came of a set of claims, for people and programs.
public struct ClaimsDocument: ReportDocument {
  let set: ClaimSet
  let results: [ClaimResult]
  let asOf: Day

  /// Creates a document.
  public init(set: ClaimSet, results: [ClaimResult], quoter: Quoter) {
    self.set = set
    self.results = results
    asOf = quoter.asOf
  }

  private func count(_ verdict: ClaimResult.Verdict, derived isDerived: Bool) -> Int {
    results.filter { $0.verdict == verdict && $0.claim.isDerived == isDerived }.count
  }

  /// How many of the source's own claims, or of our statements, have each verdict.
  private func counts(derived isDerived: Bool) -> String {
    ClaimResult.Verdict.allCases
      .map { "\(count($0, derived: isDerived)) \(Self.words[$0] ?? "")" }
      .joined(separator: ", ")
  }

  private func counted(derived isDerived: Bool) -> JSONText {
    .object(
      ClaimResult.Verdict.allCases.map {
        ($0.rawValue.replacing(" ", with: "_"), .count(count($0, derived: isDerived)))
      })
  }

  private var derivedCount: Int { results.filter(\.claim.isDerived).count }

  /// The verdicts with the computed figures, then what readers should know.
  public var report: Report {
    var blocks: [Report.Block] = [
      .heading(1, "Claims: \(set.name)"),
      .paragraph(
        "\(results.count - derivedCount) claims of \(set.dated), held against the prices of \(asOf): "
          + counts(derived: false) + "."),
    ]
    if derivedCount > 0 {
      blocks.append(
        .paragraph(
          "\(derivedCount) statements of ours (derived), which would follow from them: "
            + counts(derived: true) + "."))
    }
    for verdict in [ClaimResult.Verdict.contradicted, .holds, .cannotBeChecked] {
      let own = results.filter { $0.verdict == verdict }
      guard !own.isEmpty else { continue }
      blocks.append(.heading(2, "\(own.count) \(Self.words[verdict] ?? "")"))
      blocks.append(.bullets(own.map(Self.sentence)))
    }
    return Report(blocks)
  }

  private static let words: [ClaimResult.Verdict: String] = [
    .holds: "hold", .contradicted: "are contradicted", .cannotBeChecked: "cannot be checked",
  ]

  /// The claim, what was expected, what came out, and what a reader should know.
  private static func sentence(_ result: ClaimResult) -> String {
    var text =
      "\(result.claim.id)\(result.claim.isDerived ? " (derived)" : ""): \(result.claim.says)."
    if let computed = result.computed {
      text += " Expected \(result.expected), computed \(computed): \(result.reason)."
    } else if result.claim.subject != nil {
      text += " \(result.reason)."
    }
    return text + (result.claim.note.map { " \($0)" } ?? "")
  }

  /// The verdicts as CSV.
  public func csv(in locale: CSVLocale) -> String {
    var csv = CSVText(
      in: locale,
      header: [
        "claim", "verdict", "says", "expected", "computed", "why", "note", "derived",
      ])
    for result in results {
      csv.append([
        .text(result.claim.id), .text(result.verdict.rawValue), .text(result.claim.says),
        .text(result.expected), .text(result.computed ?? ""), .text(result.reason),
        .text(result.claim.note ?? ""), .text(result.claim.isDerived ? "true" : "false"),
      ])
    }
    return csv.text
  }

  /// The verdicts for programs.
  public var json: JSONText {
    .object([
      ("name", .string(set.name)),
      ("source", .string(set.source)),
      ("dated", .string(set.dated)),
      ("as_of", .string(asOf.description)),
      ("counts", counted(derived: false)),
      ("derived_counts", counted(derived: true)),
      (
        "claims",
        .array(
          results.map { result in
            .object([
              ("id", .string(result.claim.id)),
              ("says", .string(result.claim.says)),
              ("derived", .boolean(result.claim.isDerived)),
              ("verdict", .string(result.verdict.rawValue)),
              ("expected", .string(result.expected)),
              ("computed", .optional(result.computed)),
              ("why", .string(result.reason)),
              ("code", .string(result.code.rawValue)),
              ("note", .optional(result.claim.note)),
            ])
          })
      ),
    ])
  }
}
