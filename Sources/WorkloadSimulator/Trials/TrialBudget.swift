import BillingTypes

/// What trials come to against a budget: by the terms where something is agreed of bills.
struct TrialBudget {
  let scenario: Scenario
  /// What building and keeping cost, by month; and what of it a budget has to cover.
  let beside: [Double], owning: [Double]
  /// What is used by month, and what is paid.
  let used: [Column], paid: [Column]

  init(
    _ scenario: Scenario, beside: [Double], owning: [Double], used: [Column], paid: [Column]
  ) {
    self.scenario = scenario
    self.beside = beside
    self.owning = owning
    self.used = used
    self.paid = paid
  }

  /// What is held against the budget, by month.
  private var held: [Column] { scenario.budget.basis == .paid ? paid : used }

  /// The share of trials in which each month is above the budget of a month; none without one.
  var overMonthly: [Double] {
    guard let budget = scenario.budget.month else { return [] }
    return zip(held, owning).map { Self.share(of: [$0], above: budget, beside: $1) }
  }

  /// The share of trials in which each year is above the budget of a year; none without one.
  var overYearly: [Double] {
    guard let budget = scenario.budget.year else { return [] }
    return years.map { Self.share(of: held[$0], above: budget, beside: sum(owning[$0])) }
  }

  /// The share of trials in which each year's cost, with what is built and kept, is above the budget of a year; none
  /// where the scenario counts nothing beside the bills.
  var overYearlyAllIn: [Double] {
    guard let budget = scenario.budget.year, beside.contains(where: { $0 > 0 }) else { return [] }
    return years.map { Self.share(of: held[$0], above: budget, beside: sum(beside[$0])) }
  }

  /// Every twelve months from the first.
  private var years: [Range<Int>] {
    stride(from: 0, to: scenario.monthCount, by: 12).map {
      $0..<min($0 + 12, scenario.monthCount)
    }
  }

  private func sum(_ amounts: ArraySlice<Double>) -> Double { amounts.reduce(0, +) }

  /// The share of trials in which some months together are above a limit.
  private static func share(
    of months: some Collection<Column>, above limit: Rational, beside: Double
  ) -> Double {
    let limit = limit.approximation - beside
    let trials = months.first?.values.count ?? 0
    let over = (0..<trials).count { trial in
      months.reduce(0) { $0 + $1.values[trial] } > limit
    }
    return Double(over) / Double(max(trials, 1))
  }
}
