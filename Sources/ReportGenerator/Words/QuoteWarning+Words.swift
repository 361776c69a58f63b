import BillingTypes
package import PricingRules

extension QuoteWarning {
  /// The warning in a sentence.
  package var words: String {
    switch self {
    case .creditTaken(let worth):
      "1 \(worth.credit) is taken as \(DecimalText.print(worth.money)) \(worth.currency): \(worth.words)"
    case .estimate(let name, let confidence, let spread):
      "\(name) is an estimate"
        + (confidence.map { " (\($0.rawValue) confidence)" } ?? "")
        + (spread.map { "; real bills were \($0.low) to \($0.high) times the figure" } ?? "")
    case .meteredOutsideLegal(let meter, let value, let legal):
      "\(meter) is given as \(value), and legal requests come to "
        + (legal.lowerBound == legal.upperBound
          ? "\(legal.lowerBound)" : "\(legal.lowerBound) to \(legal.upperBound)")
        + "; it is priced as given"
    case .monthSteps(let meter):
      "\(meter) is priced in steps over the month; a single request is quoted as the month's first"
    case .slowTier(let tier, let latency): "service tier '\(tier)' may take up to \(latency)"
    case .lowConfidence: "every source of this price is of low confidence"
    case .oldSource(let old): old.words
    case .notIncluded(let things):
      "not included, and paid elsewhere: \(things.joined(separator: ", "))"
    case .lifeDisputed: "sources disagree on whether this is still sold"
    case .preview: "a preview: what it costs and how it is called may change"
    case .retiring(let day, let successor):
      "sold until \(day) only" + (successor.map { "; \($0) takes its place" } ?? "")
    case .caution(let text): text
    }
  }
}

extension OldSource {
  /// How old the sources are, in a sentence.
  package var words: String {
    "its oldest source was read on \(read), \(days) days before \(asOf): prices may have changed since"
  }
}

extension CreditWorth {
  /// Where the credit comes from, such as `bought in packs, 10 USD for 1000`.
  package var words: String {
    switch source {
    case .pack(let credits, let price): "bought in packs, \(price) \(currency) for \(credits)"
    case .plan(let plan, let fee, let every, let included):
      "plan \(plan), \(fee) \(currency) a \(every.rawValue) for \(included), allowance used in full"
    }
  }
}
