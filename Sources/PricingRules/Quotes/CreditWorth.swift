public import BillingTypes

/// What one of a provider's credits is worth in money, and why.
public struct CreditWorth: Hashable, Sendable {
  /// Where a credit comes from.
  public enum Source: Hashable, Sendable {
    /// Bought in packs of so many credits at a price.
    case pack(credits: Rational, price: Rational)
    /// Included in a plan at a fee for an interval, the allowance used in full.
    case plan(PlanID, fee: Rational, every: Plan.Interval, included: Rational)
  }

  /// The credit's id.
  public let credit: CreditID
  /// Money per credit in ``currency``.
  public let money: Rational
  /// Money per credit where another source is right about what the plan includes.
  public let others: [Rational]
  /// What it is paid for in.
  public let currency: Currency
  /// Where it comes from.
  public let source: Source

  /// The plan whose allowance it comes from; nil for a pack.
  public var plan: PlanID? { if case .plan(let id, _, _, _) = source { id } else { nil } }

  /// The worth of a credit bought in the first pack of its card.
  public init?(packOf credit: Credit, currency: Currency) {
    guard let pack = credit.packs.first, let money = try? pack.price / pack.credits else {
      return nil
    }
    self.credit = credit.id
    self.money = money
    others = []
    self.currency = currency
    source = .pack(credits: pack.credits, price: pack.price)
  }

  /// The worth of a credit that a plan includes, when the allowance is used in full.
  public init?(of credit: CreditID, in plan: Plan, currency: Currency) {
    let included = plan.included(credit)
    // A free allowance has no price to go by: it is not a way to buy credits.
    guard included > .zero, plan.fee > .zero, let money = try? plan.fee / included else {
      return nil
    }
    self.credit = credit
    self.money = money
    others = plan.includedReadings(of: credit.rawValue).dropFirst().compactMap { included in
      included > .zero ? try? plan.fee / included : nil
    }
    self.currency = currency
    source = .plan(plan.id, fee: plan.fee, every: plan.every, included: included)
  }
}

extension [CreditWorth] {
  /// Money per credit, by credit.
  package var money: [CreditID: Rational] {
    Dictionary(map { ($0.credit, $0.money) }, uniquingKeysWith: { first, _ in first })
  }

  /// Money per credit where other sources are right, by credit; without those of which one is told only.
  package var others: [CreditID: [Rational]] {
    Dictionary(
      filter { !$0.others.isEmpty }.map { ($0.credit, $0.others) },
      uniquingKeysWith: { first, _ in first })
  }
}

extension Catalogue {
  /// What a credit is worth under a plan, or by the card's default when no plan is named.
  ///
  /// - Returns: nil when the plan does not include the credit or the card has no default.
  public func worth(of creditID: CreditID, plan planID: PlanID? = nil) -> CreditWorth? {
    guard let credit = credit(creditID), let currency = currency(ofCredit: creditID) else {
      return nil
    }
    if let planID {
      if planID == .packs { return CreditWorth(packOf: credit, currency: currency) }
      return plan(planID).flatMap { CreditWorth(of: creditID, in: $0, currency: currency) }
    }
    switch credit.defaultSource {
    case .pack: return CreditWorth(packOf: credit, currency: currency)
    case .plan(let id):
      return plan(id).flatMap { CreditWorth(of: creditID, in: $0, currency: currency) }
    }
  }

  /// The plans that include a credit, sorted.
  public func plans(including creditID: CreditID) -> [PlanID] {
    planIDs.filter { id in
      plan(id).map { $0.included(creditID) > .zero && $0.fee > .zero } ?? false
    }
  }
}

extension Offer {
  /// The credits its charges are priced in, in the order of the card.
  public var credits: [CreditID] {
    var ids: [CreditID] = []
    for charge in charges {
      if case .credit(let id) = charge.price.unit, !ids.contains(id) { ids.append(id) }
    }
    return ids
  }
}
