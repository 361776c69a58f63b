public import BillingTypes
public import PricingRules

/// A plan that is subscribed to, for all months of a scenario or for some of them.
public struct Subscription: Hashable, Sendable {
  /// The plan.
  public let plan: PlanID
  /// The first month; nil for the scenario's first.
  public let from: Month?
  /// The last month; nil for the scenario's last.
  public let to: Month?

  /// Creates a subscription.
  public init(_ plan: PlanID, from: Month? = nil, to: Month? = nil) {
    self.plan = plan
    self.from = from
    self.to = to
  }

  /// Whether it holds in a month.
  public func covers(_ month: Month) -> Bool {
    (from.map { $0 <= month } ?? true) && (to.map { month <= $0 } ?? true)
  }

  /// The first month that two subscriptions have in common, of a scenario that starts in a month; nil for none.
  func meets(_ other: Subscription, from start: Month) -> Month? {
    let first = max(from ?? start, other.from ?? start)
    return covers(first) && other.covers(first) ? first : nil
  }
}

extension Scenario {
  /// The plans that are subscribed to in any month, each once, in the order of the file.
  public var plans: [PlanID] { subscriptions.map(\.plan).uniqued() }

  /// The plans that are subscribed to in a month, in the order of the file.
  public func plans(in month: Month) -> [PlanID] {
    subscriptions.filter { $0.covers(month) }.map(\.plan)
  }

  /// Whether other plans are subscribed to in some months than in others.
  var changesPlans: Bool { subscriptions.contains { $0.from != nil || $0.to != nil } }

  /// The month in which what holds in a month of a plan began: years of its fee are counted from there.
  ///
  /// A plan that is subscribed to again after a month without it begins anew; one that nobody chose holds as long as it
  /// is the card's default and none that was chosen includes its credit.
  ///
  /// - Parameters:
  ///   - plan: The plan, which holds in the month.
  ///   - month: The month.
  ///   - catalogue: The rate cards.
  /// - Returns: The first of the months in a row in which it holds.
  func beginning(of plan: PlanID, in month: Month, _ catalogue: Catalogue) -> Month {
    guard changesPlans else { return start }
    var first = month
    while first > start, holds(plan, in: first.advanced(by: -1), catalogue) {
      first = first.advanced(by: -1)
    }
    return first
  }

  private func holds(_ id: PlanID, in month: Month, _ catalogue: Catalogue) -> Bool {
    let chosen = plans(in: month)
    if chosen.contains(id) { return true }
    let bought = Set(purchases.map(\.credit))
    return (catalogue.plan(id)?.includes ?? []).contains { included in
      let credit = CreditID(included.key)
      return catalogue.credit(credit)?.defaultSource == .plan(id) && !bought.contains(credit)
        && !chosen.contains { catalogue.plan($0)?.included(credit) ?? .zero > .zero }
    }
  }
}
