import BillingTypes
import CostAnalysis
import WorkloadSimulator

// The rows of the bills: list cost alone, or with what the terms make of it, on which the verdict then is.
extension ScenarioReport {
  /// What is held against the budget in the whole; the bills where nothing is agreed of them.
  var heldCost: ExpectedCost { heldCost(of: billed) }

  /// The same of another forecast, such as that with what is recommended.
  func heldCost(of forecast: Forecast) -> ExpectedCost {
    guard studied.contracted != nil else { return forecast.whole }
    return studied.bill == nil
      ? (forecast.payer ?? forecast).whole : forecast.billed(in: scenario.months.indices)
  }

  /// How it spreads over trials.
  func heldSpread(_ trials: TrialSummary) -> Spread? {
    guard studied.bill != nil else { return trials.total }
    return scenario.budget.basis == .paid ? trials.contract?.paid : trials.contract?.used
  }

  /// The rows of list cost, of what is to be paid, and of what the budget is held against, the last one deciding.
  ///
  /// - Parameters:
  ///   - providers: Who bills.
  ///   - chance: The chance to exceed the budget.
  /// - Returns: At least one row.
  func billRows(
    _ providers: String,
    _ chance: ((TrialSummary) -> Double?) -> PageDecision.Chance?
  ) -> [PageDecision.Row] {
    let whole = forecast.whole
    let hasYear = scenario.budget.year != nil
    let over = chance { hasYear ? $0.overYearlyBudget.max() : $0.overMonthlyBudget.max() }
    let list = PageDecision.Row(
      title: studied.contracted == nil ? "Bills, as planned" : "List cost, as planned",
      detail: studied.contracted == nil
        ? "what \(providers) will charge" : "by the rate cards alone",
      expected: shown(view.grandTotal, of: whole), openness: openness(view.grandTotal, of: whole),
      mean: whole.known.units.approximation, interval: interval(whole) { $0.total },
      chance: studied.contracted == nil ? over : nil,
      kind: studied.contracted == nil ? .bills : .list)
    guard studied.contracted != nil else { return [list] }
    func row(
      _ title: String, _ detail: String, _ cost: ExpectedCost, _ kind: PageDecision.Row.Kind,
      chance: PageDecision.Chance?, _ spread: @escaping (TrialSummary) -> Spread?
    ) -> PageDecision.Row {
      let words = view.text(cost.known)
      return PageDecision.Row(
        title: title, detail: detail, expected: cost.mark.isEmpty ? words : "at least \(words)",
        openness: nil, mean: cost.known.units.approximation,
        interval: interval(cost, in: billed, spread), chance: chance, kind: kind)
    }
    guard studied.bill != nil else {
      return [
        list,
        row(
          "Bills by your terms", "what \(providers) will charge at contracted prices",
          billed.whole, .bills, chance: over
        ) { $0.total },
      ]
    }
    let isPaid = scenario.budget.basis == .paid
    let hasBudget = scenario.budget.year != nil || scenario.budget.month != nil
    let paid = row(
      "To be paid by your terms",
      "what \(providers) will invoice: contracted prices, commitments, credits, tax",
      billed.payable, .bills, chance: isPaid ? over : nil
    ) { $0.contract?.paid }
    guard hasBudget, !isPaid else { return [list, paid] }
    return [
      list, paid,
      row(
        "Held against the budget",
        "what is used by your terms: shortfalls of commitments where they accrue, less credits, before tax",
        heldCost, .held, chance: over
      ) { $0.contract?.used },
    ]
  }

  /// Which cost the verdict is on, where something is agreed; nil without terms or budget.
  var verdictBasis: String? {
    guard studied.contracted != nil, scenario.budget.year != nil || scenario.budget.month != nil
    else { return nil }
    return "The verdict is on \(heldWords)."
  }
}
