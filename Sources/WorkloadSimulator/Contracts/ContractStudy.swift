public import BillingTypes
import PricingRules

/// What agreements make of a forecast's bills at contracted prices, and what that can be.
public struct ContractStudy: Sendable {
  /// The bill: what is invoiced in each month, settled, with tax.
  public let bill: ContractBill
  /// The same of what is used in each month, without tax: what a budget of what is used is held against.
  public let used: ContractBill
  /// The least that is to be paid.
  public let floor: Money
  /// The most that is to be paid; nil where nothing limits it.
  public let ceiling: Money?
  /// Whether the means are those of trials that were settled one by one, and not what is settled of means.
  public let isSettledByTrial: Bool

  private let paidMonths: [MonthRange]
  private let usedMonths: [MonthRange]

  /// What a month comes to, and what that can be.
  private struct MonthRange {
    let known: Money
    let floor: Money
    let ceiling: Money?
  }

  /// Settles a forecast at contracted prices; nil where nothing is agreed beside prices.
  ///
  /// What is expected of a month is settled, and moved by how far trials that are settled one by one come to something
  /// else on average. A bill rises with every month's cost, so that the least of each month gives the least bill, and
  /// the most the most.
  ///
  /// - Parameters:
  ///   - forecast: The forecast.
  ///   - terms: What was agreed.
  ///   - trials: Its trials, settled one by one; nil without any.
  /// - Throws: `NumberError` or `MoneyError` for amounts that do not fit.
  init?(of forecast: Forecast, by terms: Terms, _ trials: ContractTrials.Moves?) throws {
    guard terms.agreements.contains(where: \.isOfBills) else { return nil }
    let (months, currency) = (forecast.scenario.months, forecast.scenario.currency)
    let providers = Set(forecast.lines.map(\.provider) + forecast.statements.map(\.seller.provider))
      .sorted()
    func costs(_ cost: (Month, String) -> ExpectedCost) -> [String: [ExpectedCost]] {
      Dictionary(
        uniqueKeysWithValues: providers.map { provider in
          (provider, months.map { cost($0, provider) })
        })
    }
    let used = costs { month, provider in
      forecast.expected { $0.month == month && $0.provider == provider }
    }
    let paid = costs { forecast.invoiced(in: [$0], of: $1) }
    func settled(
      _ costs: [String: [ExpectedCost]], hasTax: Bool, _ moves: ContractMoves
    ) throws -> (bill: ContractBill, months: [MonthRange]) {
      func bill(
        _ pick: (ExpectedCost) -> Money, _ moves: ContractMoves = [:]
      ) throws -> ContractBill {
        try ContractBill(
          terms, of: hasTax ? used.mapValues { $0.map(pick) } : costs.mapValues { $0.map(pick) },
          invoiced: costs.mapValues { $0.map(pick) }, in: months, currency: currency,
          hasTax: hasTax, moves: moves)
      }
      let own = try bill(\.known, moves)
      let plain = try bill(\.known)
      let least = try bill(\.range.floor)
      let isLimited = costs.values.joined().allSatisfy { $0.range.ceiling != nil }
      let most = isLimited ? try bill({ $0.range.ceiling ?? $0.known }) : nil
      let ranges = try months.map { month in
        let known = try own.payable(in: month, currency: currency)
        let moved = try known - plain.payable(in: month, currency: currency)
        let low = try least.payable(in: month, currency: currency) + moved
        return MonthRange(
          known: known, floor: low.picounits > 0 ? low : .zero(in: currency),
          ceiling: try most.map { try $0.payable(in: month, currency: currency) + moved })
      }
      return (own, ranges)
    }
    (self.used, usedMonths) = try settled(used, hasTax: false, trials?.used ?? [:])
    (bill, paidMonths) = try settled(paid, hasTax: true, trials?.paid ?? [:])
    isSettledByTrial = trials != nil
    floor = try Money.sum(paidMonths.map(\.floor), in: currency)
    ceiling =
      paidMonths.allSatisfy { $0.ceiling != nil }
      ? try Money.sum(paidMonths.compactMap(\.ceiling), in: currency) : nil
  }

  /// What some months come to by the terms, as open as a cost.
  ///
  /// - Parameters:
  ///   - months: Months of the scenario, counted from its first.
  ///   - basis: What is paid, with tax; or what is used, without.
  ///   - cost: What the months cost before, which says how much of it is known and why it is open.
  /// - Returns: The cost.
  func cost(
    in months: Range<Int>, _ basis: Budget.Basis, as cost: ExpectedCost
  ) -> ExpectedCost {
    let own = Array((basis == .paid ? paidMonths : usedMonths)[months])
    let currency = cost.known.currency
    // All of it fits: the bill added up more.
    func sum(_ amounts: [Money]) -> Money {
      (try? Money.sum(amounts, in: currency)) ?? .zero(in: currency)
    }
    let known = sum(own.map(\.known))
    let ceilings = own.compactMap(\.ceiling)
    return ExpectedCost(
      known: known, amount: cost.amount.map { _ in known },
      range: CodedRange(
        floor: sum(own.map(\.floor)),
        ceiling: cost.range.ceiling == nil || ceilings.count < own.count ? nil : sum(ceilings),
        reasons: cost.range.reasons))
  }
}
