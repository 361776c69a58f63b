public import BillingTypes
import PricingRules

// What is held against a budget.
extension Forecast {
  /// What is held against the budget of some months: what is used or what is paid, with what building and keeping cost
  /// where the budget has to cover that.
  ///
  /// - Parameter months: Months of the scenario, counted from its first.
  /// - Returns: The cost.
  public func budgeted(in months: Range<Int>) -> ExpectedCost {
    if let payer { return payer.budgeted(in: months) }
    var cost = billed(in: months)
    if scenario.budget.coversOwning, let owning, let beside = try? owning.cost(in: months) {
      cost = cost.moved(to: sum([cost.known, beside]))
    }
    return cost
  }

  /// What of the bills of some months is held against a budget: what is used, or what is paid.
  ///
  /// By the terms: what is used has a commitment's shortfall in it where it accrues, and less what credits pay; what is
  /// paid has tax in it too.
  public func billed(in months: Range<Int>) -> ExpectedCost {
    if let payer { return payer.billed(in: months) }
    let own = scenario.months[months]
    switch scenario.budget.basis {
    case .used:
      let cost = expected { own.contains($0.month) }
      return contract?.cost(in: months, .used, as: cost) ?? cost
    case .paid: return expectedPaid(in: Array(own))
    }
  }

  /// The forecast that budgets and payments are of, where that is another one: the same at contracted prices.
  package var payer: Forecast? { payers.first }

  /// What is to be paid in the whole; by the terms, with tax, where something was agreed of bills.
  public var payable: ExpectedCost { expectedPaid(in: scenario.months) }

  /// The forecast whose budget and payments are held against what another one costs, such as the same at contracted
  /// prices.
  package func heldAgainstBudget(by other: Forecast) -> Forecast {
    var forecast = self
    forecast.payers = [other]
    forecast.trials?.hold(by: other.trials)
    forecast.trialEnds.hold(by: other.trialEnds)
    return forecast
  }

  /// What providers cost beside their bills; nil where the scenario counts nothing for it.
  public var countedOwning: OwningCost? { owning.flatMap { $0.isCounted ? $0 : nil } }

  /// The years that a yearly budget is held against: every twelve months from the first.
  public var budgetYears: [Range<Int>] {
    stride(from: 0, to: scenario.monthCount, by: 12).map {
      $0..<min($0 + 12, scenario.monthCount)
    }
  }
}

extension Scenario {
  /// The fiscal period of a month, such as `FY2027-P01`, a fiscal year having the number of the year in which it ends;
  /// nil where nothing is said of fiscal years.
  public func fiscalPeriod(of month: Month) -> String? {
    guard let start = fiscalYearStart else { return nil }
    let place = (month.monthOfYear - start + 12) % 12
    let year = start > 1 && month.monthOfYear >= start ? month.year + 1 : month.year
    return "FY\(year)-P\(place < 9 ? "0" : "")\(place + 1)"
  }

  /// The keys of all features' tags, sorted.
  public var tagKeys: [String] {
    Array(Set(features.flatMap(\.tags).map(\.key))).sorted()
  }
}
