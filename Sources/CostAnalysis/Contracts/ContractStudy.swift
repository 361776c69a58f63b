public import BillingTypes
import PricingRules
import WorkloadSimulator

/// What agreements make of a forecast's bills, and what that can be.
public struct ContractStudy: Sendable {
  /// The bill of what is expected of each month.
  public let bill: ContractBill
  /// The least that it can be.
  public let floor: Money
  /// The most that it can be; nil where nothing limits it.
  public let ceiling: Money?

  /// Settles a forecast at contracted prices; nil where nothing is agreed beside prices.
  ///
  /// Months are settled as they are expected: a month that turns out lower by chance owes more to a commitment. A bill
  /// rises with every month's cost, so that the least of each month gives the least bill, and the most the most.
  ///
  /// - Parameters:
  ///   - forecast: The forecast.
  ///   - terms: What was agreed.
  /// - Throws: `NumberError` or `MoneyError` for amounts that do not fit.
  init?(of forecast: Forecast, by terms: Terms) throws {
    guard terms.agreements.contains(where: \.isOfBills) else { return nil }
    let (months, currency) = (forecast.scenario.months, forecast.scenario.currency)
    let providers = Set(forecast.lines.map(\.provider)).sorted()
    var costs: [String: [ExpectedCost]] = [:]
    for provider in providers {
      costs[provider] = months.map { month in
        forecast.expected { $0.month == month && $0.provider == provider }
      }
    }
    func settled(_ pick: (ExpectedCost) -> Money) throws -> ContractBill {
      try ContractBill(
        terms, of: costs.mapValues { $0.map(pick) }, in: months, currency: currency)
    }
    bill = try settled(\.known)
    floor = try settled(\.range.floor).total.payable
    let isLimited = costs.values.joined().allSatisfy { $0.range.ceiling != nil }
    ceiling = isLimited ? try settled { $0.range.ceiling ?? $0.known }.total.payable : nil
  }
}
