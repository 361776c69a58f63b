import BillingTypes
public import CostAnalysis
public import PricingRules

/// What came of a set of claims, for people and programs.
public struct ClaimsDocument {
  let set: ClaimSet
  let results: [ClaimResult]
  let asOf: Day

  /// Creates a document.
  public init(set: ClaimSet, results: [ClaimResult], quoter: Quoter) {
    self.set = set
    self.results = results
    asOf = quoter.asOf
  }

  private func count(_ verdict: ClaimResult.Verdict) -> Int {
    results.filter { $0.verdict == verdict }.count
  }

  /// The verdicts with the computed figures, then what readers should know.
  public var report: Report {
    var blocks: [Report.Block] = [
      .heading(1, "Claims: \(set.name)"),
      .paragraph(
        "\(results.count) claims of \(set.dated), held against the prices of \(asOf): "
          + ClaimResult.Verdict.allCases
          .map { verdict in
            verdict == .holds
              ? "\(count(verdict)) hold" : verdict == .contradicted
                ? "\(count(verdict)) are contradicted" : "\(count(verdict)) cannot be checked"
          }
          .joined(separator: ", ") + "."),
    ]
    var table = ReportTable([
      .init("claim"), .init("verdict"), .init("expected"), .init("computed"), .init("why"),
    ])
    for result in results {
      table.rows.append([
        .text(result.claim.id), .text(result.verdict.rawValue), .text(result.expected),
        result.computed.map { .text($0) } ?? .empty, .text(result.reason),
      ])
    }
    blocks.append(.table(table))
    let notes = results.compactMap { result in
      result.claim.note.map { "\(result.claim.id): \(result.claim.says). \($0)" }
    }
    if !notes.isEmpty {
      blocks.append(.heading(2, "Notes"))
      blocks.append(.bullets(notes))
    }
    return Report(blocks)
  }

  /// The verdicts as CSV.
  public var csv: String {
    var csv = CSVText(header: ["claim", "verdict", "says", "expected", "computed", "why", "note"])
    for result in results {
      csv.append([
        .text(result.claim.id), .text(result.verdict.rawValue), .text(result.claim.says),
        .text(result.expected), .text(result.computed ?? ""), .text(result.reason),
        .text(result.claim.note ?? ""),
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
      (
        "claims",
        .array(
          results.map { result in
            .object([
              ("id", .string(result.claim.id)),
              ("says", .string(result.claim.says)),
              ("verdict", .string(result.verdict.rawValue)),
              ("expected", .string(result.expected)),
              ("computed", .optional(result.computed)),
              ("why", .string(result.reason)),
              ("note", .optional(result.claim.note)),
            ])
          })
      ),
    ])
  }
}
