import BillingTypes
import CostAnalysis
import PricingRules
import Settlement
import WorkloadSimulator

extension RatingDocument {
  /// One row per month and offer, then one per plan and month; exact amounts.
  package func csv(in locale: CSVLocale) -> String {
    var csv = CSVText(
      in: locale,
      header: [
        "kind", "month", "offer", "plan", "rows", "amount", "currency", "completeness",
        "partial_rows", "unknown_rows",
      ] + RatedRange.columns + OfferDoubt.columns
        + (contracted == nil ? [] : ["contracted_amount"]))
    let lists = [
      ("rated", rating.groups, contracted?.groups), ("logged", rating.logged, contracted?.logged),
    ]
    for (kind, groups, others) in lists {
      for group in groups {
        csv.append(
          [
            .text(kind), .text("\(group.month)"), .id(group.offer), .empty,
            .figure("\(group.rows)"),
            group.completeness == .unknown ? .empty : .money(group.amount),
            .text(group.amount.currency.code), .text(group.completeness.rawValue),
            .figure("\(group.partial)"), .figure("\(group.unknown)"),
          ] + group.range.fields + doubts[group.offer].fields
            + (others.map { [.optional(contractedAmount(of: group, among: $0))] } ?? []))
      }
    }
    for statement in rating.statements {
      csv.append(
        [
          .text("settled"), .text("\(statement.month)"),
          statement.offer.map { .id($0) } ?? .empty, .text(statement.name), .empty,
          .money(statement.cost), .text(statement.cost.currency.code),
          .text(statement.isComplete ? "complete" : "partial"), .empty, .empty,
        ] + statement.range.fields + OfferDoubt?.none.fields
          + (contracted.map {
            [.optional(contractedCost(of: statement, among: $0.statements))]
          } ?? []))
    }
    if rating.rejected > 0 {
      csv.append(
        [
          .text("rejected"), .empty, .empty, .empty, .figure("\(rating.rejected)"), .empty, .empty,
          .text(Completeness.unknown.rawValue), .empty, .empty, .empty, .empty,
          .text(FactCode.rowsRejected.rawValue),
        ] + OfferDoubt?.none.fields + (contracted == nil ? [] : [.empty]))
    }
    return csv.text
  }

  /// `groups`, `rows`, `rejected` and `total`, with what else is known.
  package var json: JSONText {
    .object([
      (key: "source", value: .string(source)),
      (key: "target", value: .string(targetText)),
      (key: "catalogue", value: .string(catalogue)),
      (key: "groups", value: .array(rating.groups.map(json))),
      (key: "statements", value: .array(rating.statements.map(Self.json))),
      (key: "logged", value: .array(rating.logged.map(json))),
      (key: "logged_statements", value: .array(rating.loggedStatements.map(Self.json))),
      (key: "rows", value: .count(rating.logRows)),
      (key: "rejected", value: .count(rating.rejected)),
      (key: "completeness", value: .string(rating.completeness.rawValue)),
      (key: "total", value: total),
      (key: "floor", value: totalRange.map { .string($0.floor.decimalText) } ?? .null),
      (key: "ceiling", value: .optional(totalRange?.ceiling?.decimalText)),
      (key: "reasons", value: .array((totalRange?.reasons ?? []).map { .string($0.rawValue) })),
      (
        key: "totals",
        value: .array(
          zip(rating.totals, rating.totalRanges).map { total, range in
            .object(
              [
                (key: "currency", value: .string(total.currency.code)),
                (key: "amount", value: .string(total.decimalText)),
              ] + range.json)
          })
      ),
      (
        key: "excluded",
        value: .array(
          rating.excluded.map {
            .object([
              (key: "offer", value: .id($0.offer)),
              (key: "reason", value: .string($0.reason.words)),
              (key: "code", value: .string($0.reason.code.rawValue)),
            ])
          })
      ),
      (key: "contracted", value: contractedJSON),
      (key: "assumed", value: .array(rating.assumed.map(Self.json))),
      (key: "metered_outside_legal", value: .array(rating.outside.map(Self.json))),
      (key: "ignored_columns", value: .array(reading.ignored.map { .string($0) })),
      (
        key: "read_as",
        value: .object(reading.synonyms.map { (key: $0.column, value: .string($0.name)) })
      ),
    ])
  }

  /// One amount; null under every offer, whose amounts do not add up, and for several currencies.
  private var total: JSONText {
    if target == .everyOffer || rating.totals.count > 1 { return .null }
    // Where no row could be priced, nothing is known of the total.
    if rating.totals.isEmpty, rating.rejected > 0 { return .null }
    return .string(rating.totals.first?.decimalText ?? "0")
  }

  /// What the one amount lies between; nil where there is none.
  private var totalRange: RatedRange? {
    if target == .everyOffer || rating.totals.count > 1 { return nil }
    if let range = rating.totalRanges.first { return range }
    let nothing = RatedRange(.zero(in: .usd))
    return rating.rejected == 0 ? nothing : nothing.lifted(.rowsRejected)
  }

  private static func json(_ own: MeteredOutside) -> JSONText {
    .object([
      (key: "offer", value: .id(own.offer)),
      (key: "meter", value: .string(own.meter)),
      (key: "rows", value: .count(own.rows)),
      (key: "least", value: .string(own.legal.lowerBound.description)),
      (key: "most", value: .string(own.legal.upperBound.description)),
    ])
  }

  private static func json(_ assumption: RatedAssumption) -> JSONText {
    .object([
      (key: "offer", value: .id(assumption.offer)),
      (key: "parameter", value: .string(assumption.parameter)),
      (key: "given", value: .count(assumption.given)),
      (key: "defaulted", value: .count(assumption.defaulted)),
      (key: "metered", value: .count(assumption.metered)),
    ])
  }

  private var targetText: String {
    switch target {
    case .asLogged: "as logged"
    case .offer(let id): id.rawValue
    case .everyOffer: "all"
    }
  }

  private func json(_ group: LogRating.Group) -> JSONText {
    .object(
      [
        (key: "month", value: .string("\(group.month)")),
        (key: "offer", value: .id(group.offer)),
        (key: "category", value: .string(group.category.rawValue)),
        (key: "rows", value: .count(group.rows)),
        (
          key: "amount",
          value: group.completeness == .unknown ? .null : .string(group.amount.decimalText)
        ),
      ] + group.range.json + [
        (key: "currency", value: .string(group.amount.currency.code)),
        (key: "completeness", value: .string(group.completeness.rawValue)),
        (key: "partial_rows", value: .count(group.partial)),
        (key: "unknown_rows", value: .count(group.unknown)),
      ] + doubtJSON(of: group))
  }

  private static func json(_ statement: UsageStatement) -> JSONText {
    .object(
      [
        (key: "month", value: .string("\(statement.month)")),
        (key: "offer", value: .optional(statement.offer?.rawValue)),
        (key: "name", value: .string(statement.name)),
        (key: "key", value: .string(statement.key)),
        (key: "used", value: .string(DecimalText.print(statement.used, places: 18))),
        (key: "included", value: .string(DecimalText.print(statement.included, places: 18))),
        (key: "fee", value: .string(statement.fee.decimalText)),
        (key: "overage", value: .string(statement.overage.decimalText)),
        (key: "true_up", value: .string(statement.trueUp.decimalText)),
        (key: "cost", value: .string(statement.cost.decimalText)),
      ] + statement.range.json + [
        (key: "currency", value: .string(statement.cost.currency.code)),
        (key: "missing", value: .optional(statement.missing?.words)),
        (key: "missing_code", value: .optional(statement.missing?.code.rawValue)),
      ])
  }
}
