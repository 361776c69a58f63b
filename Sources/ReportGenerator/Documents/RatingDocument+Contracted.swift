import BillingTypes
import CostAnalysis
import PricingRules

// Contracted cost beside list cost: of the same rows, and of the same statements.
extension RatingDocument {
  /// What a group comes to at contracted prices; nil where nothing is known of it.
  func contractedAmount(of group: LogRating.Group, among others: [LogRating.Group]) -> Money? {
    others.first {
      $0.month == group.month && $0.offer == group.offer && $0.category == group.category
    }.flatMap { $0.completeness == .unknown ? nil : $0.amount }
  }

  /// What a statement comes to at contracted prices.
  func contractedCost(
    of statement: UsageStatement, among others: [UsageStatement]
  ) -> Money? {
    others.first {
      $0.month == statement.month && $0.name == statement.name && $0.key == statement.key
        && $0.offer == statement.offer
    }?.cost
  }

  /// The contracted cost of groups together; no cell without terms.
  func contractedCells(
    of groups: [LogRating.Group], among others: [LogRating.Group]?
  ) -> [ReportTable.Cell] {
    guard let others, let currency = groups.first?.amount.currency else { return [] }
    let amounts = groups.compactMap { contractedAmount(of: $0, among: others) }
    guard !amounts.isEmpty, let sum = try? Money.sum(amounts, in: currency) else {
      return [.missing("no contracted price of these rows is known")]
    }
    return [.figure("\(DisplayRounding.text(sum)) \(currency)")]
  }

  /// Contracted cost for programs; null without terms.
  var contractedJSON: JSONText {
    guard let contracted else { return .null }
    let sums = zip(contracted.totals, contracted.totalRanges).map { total, range in
      JSONText.object(
        [("currency", .string(total.currency.code)), ("amount", .string(total.decimalText))]
          + range.json)
    }
    return .object([
      ("totals", .array(sums)),
      ("agreements", .array(agreements.map { .string($0.words) })),
      (
        "not_in_amounts", .array(agreements.filter(\.isOfBills).map { .string($0.words) })
      ),
      (
        "groups",
        .array(
          rating.groups.map { group in
            .object([
              ("month", .string("\(group.month)")), ("offer", .id(group.offer)),
              (
                "amount",
                .optional(contractedAmount(of: group, among: contracted.groups)?.decimalText)
              ),
            ])
          })
      ),
      (
        "statements",
        .array(
          rating.statements.map { statement in
            .object([
              ("month", .string("\(statement.month)")), ("name", .string(statement.name)),
              ("key", .string(statement.key)), ("offer", .optional(statement.offer?.rawValue)),
              (
                "cost",
                .optional(
                  contractedCost(of: statement, among: contracted.statements)?.decimalText)
              ),
            ])
          })
      ),
    ])
  }
}
