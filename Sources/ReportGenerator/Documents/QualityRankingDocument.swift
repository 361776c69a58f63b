import BillingTypes
public import CostAnalysis
import PricingRules

extension QualityRanking: ReportDocument {
  /// The offers by what people made of their models, with what they cost.
  public var report: Report {
    let asked = comparison.request.entries.map { "\($0.name)=\($0.text)" }.joined(separator: " ")
    var blocks: [Report.Block] = [
      .heading(
        1,
        "\(comparison.category.rawValue) by quality on \(comparison.asOf)"
          + (asked.isEmpty ? "" : ": \(asked)")),
      .paragraph(
        "By \(board.words). Intervals that overlap are ties; scores of other boards and days are on other scales."
      ),
    ]
    if rows.isEmpty {
      blocks.append(.paragraph("The board has none of the offers' models."))
    } else {
      var table = ReportTable([
        .init("place", .right), .init("offer"), .init("score (interval of 95 in 100)"),
        .init("amount", .right), .init("can be"),
      ])
      for row in rows {
        let candidate = row.candidate
        table.rows.append([
          .figure(String(row.place)), .id(candidate.quote.offer), .text(row.score.words),
          candidate.amount.map { .figure($0.description) } ?? .missing("no amount"),
          candidate.amount == nil || candidate.range.isSingle
            ? .empty : .figure(candidate.range.words),
        ])
      }
      blocks.append(.table(table))
    }
    if !without.isEmpty {
      blocks.append(.heading(2, "Without a score on this board"))
      blocks.append(.paragraph(without.map(\.quote.offer.rawValue).joined(separator: ", ")))
    }
    return Report(blocks)
  }

  /// The ranking as CSV; offers without a score follow without a place.
  public func csv(in locale: CSVLocale) -> String {
    var csv = CSVText(
      in: locale,
      header: [
        "category", "as_of", "board", "board_day", "place", "offer", "model", "entry", "score",
        "low",
        "high", "votes", "amount", "currency", "source", "url",
      ])
    func append(_ candidate: Comparison.Candidate, _ row: Row?) {
      let score = row?.score
      csv.append([
        .text(comparison.category.rawValue), .text(comparison.asOf.description), .text(board.id),
        .text(board.day.description), row.map { .figure(String($0.place)) } ?? .empty,
        .id(candidate.quote.offer), .text(candidate.quote.model), .text(score?.entry ?? ""),
        .optional(score?.score), .optional(score?.low), .optional(score?.high),
        score?.votes.map { .figure(String($0)) } ?? .empty, .optional(candidate.amount),
        .text(candidate.quote.currency.code), .text(board.evidence.first?.source ?? ""),
        .text(board.evidence.first?.url ?? ""),
      ])
    }
    for row in rows { append(row.candidate, row) }
    for candidate in without { append(candidate, nil) }
    return csv.text
  }

  /// The ranking for programs.
  public var json: JSONText {
    .object([
      ("category", .string(comparison.category.rawValue)),
      ("as_of", .string(comparison.asOf.description)),
      (
        "request",
        .object(comparison.request.entries.map { ($0.name, .string($0.text)) })
      ),
      ("by", "quality"), ("board", .object(board.json)),
      (
        "ranked",
        .array(
          rows.map { row in
            .object(
              [
                ("place", .count(row.place)), ("offer", .id(row.candidate.quote.offer)),
                ("model", .string(row.candidate.quote.model)),
              ] + row.score.json + [
                ("amount", .optional(row.candidate.amount?.decimalText)),
                ("currency", .string(row.candidate.quote.currency.code)),
              ] + row.candidate.range.json)
          })
      ),
      ("without_score", .array(without.map { .id($0.quote.offer) })),
    ])
  }
}
