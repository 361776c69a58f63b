import BillingTypes
public import CostAnalysis
import PricingRules

extension Comparison {
  /// The comparison for programs; amounts are text.
  public var json: JSONText {
    .object([
      ("category", .string(category.rawValue)),
      ("as_of", .string(asOf.description)),
      ("request", .object(request.entries.map { ($0.name, .string($0.text)) })),
      (
        "ranked",
        .array(ranked.map { $0.json(boards, contracted: contracted[$0.quote.offer]) })
      ),
      (
        "excluded",
        .array(
          excluded.map { exclusion in
            .object([
              ("offer", .id(exclusion.offer)), ("reason", .string(exclusion.reason.words)),
              ("code", .string(exclusion.reason.code.rawValue)),
            ])
          })
      ),
    ])
  }

  /// The ranking as CSV with exact amounts; excluded offers follow without a rank.
  public func csv(in locale: CSVLocale) -> String {
    let hasTerms = !contracted.isEmpty
    var csv = CSVText(
      in: locale,
      header: [
        "category", "as_of", "rank", "offer", "model", "amount", "currency", "completeness",
        "calls",
        "differs", "excluded_because", "floor", "ceiling", "reasons", "confidence", "life",
        "warnings", "not_included", "integration", "latency_p50", "latency_p95", "unit",
        "unit_price",
      ] + (hasTerms ? ["contracted_amount"] : []))
    for candidate in ranked {
      csv.append(
        [
          .text(category.rawValue), .text(asOf.description),
          candidate.rank.map { .figure(String($0)) } ?? .empty, .id(candidate.quote.offer),
          .text(candidate.quote.model), .optional(candidate.amount),
          .text(candidate.quote.currency.code), .text(candidate.quote.completeness.rawValue),
          .figure(String(candidate.calls)),
          .text(candidate.differs.map(\.words).joined(separator: "; ")), .empty,
          .money(candidate.range.floor), .optional(candidate.range.ceiling),
          .text(candidate.range.reasonCodes.joined(separator: " ")),
          .text(candidate.quote.doubt.confidence.rawValue),
          .text(candidate.quote.doubt.life.rawValue),
          .text(candidate.quote.warnings.map(\.words).joined(separator: "; ")),
          .text(candidate.quote.doubt.notIncluded.joined(separator: "; ")),
          .text(candidate.served.integration.rawValue), .optional(candidate.served.latency?.p50),
          .optional(candidate.served.latency?.p95),
          .text(candidate.unitPrice?.unit.rawValue ?? ""), .optional(candidate.unitPrice?.amount),
        ] + (hasTerms ? [.optional(contracted[candidate.quote.offer]?.amount)] : []))
    }
    for exclusion in excluded {
      csv.append(
        [
          .text(category.rawValue), .text(asOf.description), .empty, .id(exclusion.offer), .empty,
          .empty, .empty, .empty, .empty, .empty, .text(exclusion.reason.words), .empty, .empty,
          .empty, .empty, .empty, .empty, .empty, .empty, .empty, .empty, .empty, .empty,
        ] + (hasTerms ? [.empty] : []))
    }
    return csv.text
  }
}

extension Comparison.Candidate {
  /// The candidate for programs, with its contracted cost where there are terms.
  fileprivate func json(
    _ boards: [QualityBoard], contracted: Comparison.ContractedAmount?
  ) -> JSONText {
    .object(
      [
        ("rank", rank.map { .count($0) } ?? .null),
        ("offer", .id(quote.offer)),
        ("model", .string(quote.model)),
        ("amount", .optional(amount?.decimalText)),
      ] + range.json + [
        ("currency", .string(quote.currency.code)),
        ("completeness", .string(quote.completeness.rawValue)),
        ("calls", .count(calls)),
        ("integration", .string(served.integration.rawValue)),
        ("latency", served.latency?.json ?? .null),
        ("unit_price", unitPrice?.json ?? .null),
        ("request", quote.request.json),
        ("differs", .array(differs.map { .string($0.words) })),
        ("differs_codes", .codes(differs)),
        ("missing", .array(quote.missing.map { .string($0.words) })),
        ("missing_codes", .codes(quote.missing.map(\.reason))),
        ("warnings", .array(quote.warnings.map { .string($0.words) })),
        ("warnings_codes", .codes(quote.warnings)),
        ("ranks_apart", .boolean(ranksApart)),
      ] + quote.doubt.json + [
        (
          "plans",
          .array(quote.creditWorths.map { .id($0.plan ?? .packs) })
        ), ("quality", boards.json(of: served.model)),
      ]
        + (contracted.map { own in
          [
            (
              "contracted",
              .object([("amount", .optional(own.amount?.decimalText))] + own.range.json)
            )
          ]
        } ?? []))
  }
}
