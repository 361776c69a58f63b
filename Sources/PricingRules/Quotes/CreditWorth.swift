public import BillingTypes

/// What one of a provider's credits is worth in money, and why.
public struct CreditWorth: Hashable, Sendable {
  /// The credit's id.
  public let credit: String
  /// Money per credit in the card's currency.
  public let money: Rational
  /// The plan whose allowance it comes from; nil for a pack.
  public let plan: String?
  /// The reasoning in words, such as `10 USD for 1000`.
  public let words: String

  /// The worth of a credit bought in the first pack of its card.
  public init?(packOf credit: Credit, currency: Currency) {
    guard let pack = credit.packs.first, let money = try? pack.price / pack.credits else {
      return nil
    }
    self.credit = credit.id
    self.money = money
    plan = nil
    words = "bought in packs, \(pack.price) \(currency) for \(pack.credits)"
  }

  /// The worth of a credit that a plan includes, when the allowance is used in full.
  public init?(of credit: String, in plan: Plan, currency: Currency) {
    let included = plan.included(credit)
    // A free allowance has no price to go by: it is not a way to buy credits.
    guard included > .zero, plan.fee > .zero, let money = try? plan.fee / included else {
      return nil
    }
    self.credit = credit
    self.money = money
    self.plan = plan.id
    words =
      "plan \(plan.id), \(plan.fee) \(currency) a \(plan.every.rawValue) for \(included), "
      + "allowance used in full"
  }
}

extension Catalogue {
  /// What a credit is worth under a plan, or by the card's default when no plan is named.
  ///
  /// - Returns: nil when the plan does not include the credit or the card has no default.
  public func worth(of creditID: String, plan planID: String? = nil) -> CreditWorth? {
    guard let credit = credit(creditID), let currency = currency(ofCredit: creditID) else {
      return nil
    }
    if let planID {
      if planID == "pack" { return CreditWorth(packOf: credit, currency: currency) }
      return plan(planID).flatMap { CreditWorth(of: creditID, in: $0, currency: currency) }
    }
    switch credit.defaultSource {
    case .pack: return CreditWorth(packOf: credit, currency: currency)
    case .plan(let id):
      return plan(id).flatMap { CreditWorth(of: creditID, in: $0, currency: currency) }
    }
  }

  /// The plans that include a credit, sorted.
  public func plans(including creditID: String) -> [String] {
    planIDs.filter { id in
      plan(id).map { $0.included(creditID) > .zero && $0.fee > .zero } ?? false
    }
  }
}

extension Offer {
  /// The credits its charges are priced in, in the order of the card.
  public var credits: [String] {
    var ids: [String] = []
    for charge in charges {
      if case .credit(let id) = charge.price.unit, !ids.contains(id) { ids.append(id) }
    }
    return ids
  }
}
