/// What the trials of a scenario came to.
public struct TrialSummary: Sendable {
  /// The seed that repeats them.
  public let seed: UInt64
  /// How many there were.
  public let trials: Int
  /// Every feature over the scenario, in the scenario's order.
  public let features: [FeatureTrials]
  /// The cost of each month.
  public let months: [Spread]
  /// What is paid in each month: yearly fees when they are invoiced, packs when they are bought.
  ///
  /// By the terms, with tax, where something is agreed of bills.
  public internal(set) var paid: [Spread]
  /// The cost of the whole scenario.
  public let total: Spread
  /// The share of trials in which a month costs more than the budget of a month; empty without one.
  public internal(set) var overMonthlyBudget: [Double]
  /// The share of trials in which each year of the scenario costs more than its budget.
  ///
  /// Empty without one. A year is twelve months from the first; the last may be shorter.
  public internal(set) var overYearlyBudget: [Double]
  /// The same of each year's cost together with what is built and kept for it (``OwningCost``).
  ///
  /// Empty without a budget of a year, and where the scenario counts nothing beside the bills.
  public internal(set) var overYearlyBudgetAllIn: [Double]
  /// What the whole comes to by the terms; nil where nothing is agreed of bills beside prices.
  public internal(set) var contract: ContractSpread?
}

/// What the whole comes to in trials that are settled one by one by the terms.
public struct ContractSpread: Sendable {
  /// What is used, without tax.
  public let used: Spread
  /// What is to be paid, with tax.
  public let paid: Spread
  /// How far means of trials lie from what is settled of means.
  let moves: ContractTrials.Moves
}

/// A feature over all trials.
public struct FeatureTrials: Sendable {
  /// The feature.
  public let feature: String
  /// Its cost in each month.
  public let months: [Spread]
  /// Its cost over the scenario.
  public let total: Spread
  /// Its cost over the scenario per accepted asset, over the trials in which any was accepted; nil
  /// when there is none.
  public let perAccepted: Spread?
}
