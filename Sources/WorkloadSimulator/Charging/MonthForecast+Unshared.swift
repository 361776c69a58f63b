import BillingTypes
import PricingRules
import Settlement

// Costs that no feature bears.
extension MonthForecast {
  /// What no feature bears: fees of plans that some trials do not use, and packs that expire.
  mutating func addUnshared() throws {
    for (plan, fee) in unborneFees.sorted(by: { $0.key < $1.key }) {
      let cost = try Money(rounding: fee, in: scenario.currency)
      lines.append(unsharedLine(ForecastLine.planFee, of: .plan(plan), cost: cost))
    }
    for statement in statements where statement.breakage.picounits > 0 {
      lines.append(
        unsharedLine(ForecastLine.breakage, of: statement.seller, cost: statement.breakage))
    }
  }

  func unsharedLine(
    _ meter: String, of seller: CreditSeller, cost: Money
  ) -> ForecastLine {
    ForecastLine(
      month: month, feature: nil, category: nil, provider: seller.provider, offer: nil,
      charge: nil, meter: meter, unit: meter == ForecastLine.planFee ? "month" : "lapse",
      quantity: .one,
      seller: seller, cost: cost, missing: [], priceFrom: nil)
  }

  /// When the plans of the month began.
  var beginnings: [PlanID: Month] {
    let ids = Set(pools.keys.compactMap(\.plan) + scenario.plans(in: month))
    return Dictionary(
      uniqueKeysWithValues: ids.map { ($0, scenario.beginning(of: $0, in: month, catalogue)) })
  }

  /// Plans that no feature can use have their fee and their minimum all the same.
  mutating func addUnusedPlans() throws {
    for id in scenario.plans(in: month) where !pools.keys.contains(where: { $0.plan == id }) {
      guard let plan = finder.plan(id), let pool = plan.pools.first else { continue }
      var book = SettlementBook(from: scenario.start)
      for statement in try book.settle(
        month, [pool.id: pool.pool], used: [:], beginnings: beginnings)
      {
        let cost = try Money(rounding: statement.cost, in: scenario.currency)
        lines.append(unsharedLine(ForecastLine.planFee, of: .plan(plan.id), cost: cost))
        try add(statement)
      }
    }
  }
}
