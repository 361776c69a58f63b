package import BillingTypes

/// What a plan costs from a day on, where contracts move it.
struct PlanChange: Sendable {
  /// The first day.
  let from: Day
  /// The fee of a period.
  let fee: Rational
  /// What more costs, by credit id or meter.
  var overage: [(key: String, price: Plan.Overage)]
  /// What other sources say that more costs.
  let otherOverage: [(key: String, price: Rational)]
}

extension Plan {
  /// The plan with the prices of a day.
  ///
  /// - Parameters:
  ///   - day: The day on which more than the allowance is used.
  ///   - feeDay: The day on which the fee is invoiced: a year's fee keeps the rate of its first day.
  /// - Returns: A plan whose prices no longer change.
  package func priced(on day: Day, feeOf feeDay: Day) -> Plan {
    guard !changes.isEmpty else { return self }
    var plan = self
    plan.changes = []
    if let change = changes.last(where: { $0.from <= feeDay }) { plan.fee = change.fee }
    if let change = changes.last(where: { $0.from <= day }) {
      plan.overage = change.overage
      plan.otherOverage = change.otherOverage
    }
    return plan
  }
}

extension Catalogue {
  /// Plans whose prices are not the same on all days.
  package var plansThatChange: [Plan] {
    cards.flatMap { $0.plans.filter { !$0.changes.isEmpty } }
  }
}
