import BillingTypes
import CostAnalysis
import PricingRules
import Settlement
import WorkloadSimulator

extension RatingDocument {
  /// One row per month and offer, then one per plan and month; exact amounts.
  package var csv: String {
    var csv = CSVText(
      header: [
        "kind", "month", "offer", "plan", "rows", "amount", "currency", "completeness",
        "partial_rows", "unknown_rows",
      ] + OfferDoubt.columns)
    let lists = [("rated", rating.groups), ("logged", rating.logged)]
    for (kind, groups) in lists {
      for group in groups {
        csv.append(
          [
            .text(kind), .text("\(group.month)"), .id(group.offer), .empty,
            .figure("\(group.rows)"),
            group.completeness == .unknown ? .empty : .money(group.amount),
            .text(group.amount.currency.code), .text(group.completeness.rawValue),
            .figure("\(group.partial)"), .figure("\(group.unknown)"),
          ] + doubts[group.offer].fields)
      }
    }
    for statement in rating.statements {
      csv.append(
        [
          .text("settled"), .text("\(statement.month)"), .empty, .text(statement.name), .empty,
          .money(statement.cost), .text(statement.cost.currency.code),
          .text(statement.missing == nil ? "complete" : "partial"), .empty, .empty,
        ] + OfferDoubt?.none.fields)
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
      (key: "rows", value: .count(rating.rows)),
      (key: "rejected", value: .count(rating.rejected)),
      (key: "completeness", value: .string(rating.completeness.rawValue)),
      (key: "total", value: total),
      (
        key: "totals",
        value: .array(
          rating.totals.map {
            .object([
              (key: "currency", value: .string($0.currency.code)),
              (key: "amount", value: .string($0.decimalText)),
            ])
          })
      ),
    ])
  }

  /// One amount; null under every offer, whose amounts do not add up, and for several currencies.
  private var total: JSONText {
    if target == .everyOffer || rating.totals.count > 1 { return .null }
    return .string(rating.totals.first?.decimalText ?? "0")
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
        (key: "currency", value: .string(group.amount.currency.code)),
        (key: "completeness", value: .string(group.completeness.rawValue)),
        (key: "partial_rows", value: .count(group.partial)),
        (key: "unknown_rows", value: .count(group.unknown)),
      ] + doubtJSON(of: group))
  }

  private static func json(_ statement: UsageStatement) -> JSONText {
    .object([
      (key: "month", value: .string("\(statement.month)")),
      (key: "name", value: .string(statement.name)),
      (key: "key", value: .string(statement.key)),
      (key: "used", value: .string(DecimalText.print(statement.used, places: 18))),
      (key: "included", value: .string(DecimalText.print(statement.included, places: 18))),
      (key: "fee", value: .string(statement.fee.decimalText)),
      (key: "overage", value: .string(statement.overage.decimalText)),
      (key: "true_up", value: .string(statement.trueUp.decimalText)),
      (key: "cost", value: .string(statement.cost.decimalText)),
      (key: "currency", value: .string(statement.cost.currency.code)),
      (key: "missing", value: .optional(statement.missing?.words)),
      (key: "missing_code", value: .optional(statement.missing?.code.rawValue)),
    ])
  }
}
