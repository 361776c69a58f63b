import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

/// What is to be decided: what the scenario costs, alone and with what is built and kept, against its budget.
struct PageDecision {
  let report: ScenarioReport
  /// The ways to count, each a row.
  let rows: [Row]
  /// The budget that decides; nil where there is none.
  let budget: Limit?
  /// The budget of a month beside that of a year, with the chance that some month passes it; nil for one of them.
  let monthly: (limit: Limit, chance: Chance)?

  /// One way to count the cost.
  struct Row {
    let title: String
    let detail: String
    let expected: String
    /// What the expected cost can be by what is not known; nil for one figure.
    let openness: String?
    let mean: Double
    let interval: PageInterval?
    let chance: Chance?
    var kind = Kind.bills

    /// What a row counts.
    enum Kind {
      /// List cost, beside what is to be paid.
      case list
      /// What providers bill.
      case bills
      /// What a budget is held against, where that is not what is paid.
      case held
      /// The bills, with what is built and kept.
      case allIn
      /// The same as it is recommended.
      case advised
    }
  }

  /// A budget.
  struct Limit {
    /// How much.
    let amount: Rational
    /// What it is for: `yearly`, `monthly`.
    let period: String
    /// Whether one bar can be held against it: it is for as long as the whole scenario.
    let isOfWhole: Bool
    /// The amount with its currency.
    let words: String
  }

  /// The chance that a budget is exceeded.
  struct Chance {
    let range: ClosedRange<Double>
    /// Whether nothing limits the cost, so that no chance can be told.
    let isOpen: Bool

    /// The verdict; nil where none can be told.
    var verdict: BudgetVerdict? {
      guard isOpen else { return BudgetVerdict(chance: range.upperBound) }
      let least = BudgetVerdict(chance: range.lowerBound)
      return least == .doesNotFit ? least : nil
    }

    /// The chance in words.
    var words: String {
      isOpen ? "not bounded" : DisplayRounding.chance(range)
    }
  }

  init(_ report: ScenarioReport) {
    self.report = report
    let scenario = report.scenario
    let currency = "\u{A0}\(scenario.currency.code)"
    monthly = scenario.budget.month.flatMap { month in
      guard scenario.budget.year != nil, report.forecast.whole.completeness != .unknown,
        let chance = Self.chance(report.billed, { $0.overMonthlyBudget.max() })
      else { return nil }
      let limit = Limit(
        amount: month, period: "monthly", isOfWhole: scenario.monthCount == 1,
        words: DisplayRounding.limit(month) + currency)
      return (limit, chance)
    }
    if let year = scenario.budget.year {
      budget = Limit(
        amount: year, period: "yearly", isOfWhole: scenario.monthCount <= 12,
        words: DisplayRounding.limit(year) + currency)
    } else if let month = scenario.budget.month {
      budget = Limit(
        amount: month, period: "monthly", isOfWhole: scenario.monthCount == 1,
        words: DisplayRounding.limit(month) + currency)
    } else {
      budget = nil
    }
    rows = Self.rows(report)
  }

  /// The row that decides: with what is built and kept, where the scenario counts that.
  var deciding: Row? { rows.last { $0.kind != .advised && $0.kind != .list } }
  /// The row of the bills alone.
  var bills: Row? { rows.first { $0.kind == .bills } }
  /// The row of what of the bills is held against the budget.
  var held: Row? { rows.first { $0.kind == .held } ?? bills }
  /// The chance that the budget is exceeded that decides.
  var chance: Chance? { deciding?.chance ?? held?.chance }
  /// The verdict on the budget that fits worst; nil where none can be told.
  var worstVerdict: BudgetVerdict? {
    guard let verdict = chance?.verdict else { return nil }
    return max(verdict, monthly?.chance.verdict ?? verdict)
  }
  /// The row with what is advised.
  var advised: Row? { rows.first { $0.kind == .advised } }

  private static func rows(_ report: ScenarioReport) -> [Row] {
    let (forecast, whole) = (report.forecast, report.forecast.whole)
    guard whole.completeness != .unknown else { return [] }
    let providers = report.view.payers.map { report.view.provider(of: $0) }.uniqued()
      .map { report.name(ofProvider: $0) }
    let billed = report.billRows(providers.sentence) { pick in chance(report.billed, pick) }
    var rows = billed
    let held = rows[rows.count - 1]
    if let owning = forecast.countedOwning, let beside = try? owning.total,
      let amount = try? report.heldCost.known + beside
    {
      rows.append(
        Row(
          title: "All in, as planned", detail: report.words(of: owning),
          expected: whole.mark.isEmpty
            ? report.view.text(amount) : "at least \(report.view.text(amount))",
          openness: nil, mean: amount.units.approximation,
          interval: held.interval.map { $0.adding(beside.units.approximation) },
          chance: report.scenario.budget.year != nil
            ? chance(report.billed) { $0.overYearlyBudgetAllIn.max() } : nil, kind: .allIn))
    }
    if let advised = report.levers.asAdvised {
      let beside = advised.countedOwning.flatMap { try? $0.total }
      let bills = report.heldCost(of: advised)
      let amount = beside.flatMap { try? bills.known + $0 } ?? bills.known
      rows.append(
        Row(
          title: beside == nil ? "Bills, as recommended" : "All in, as recommended",
          detail: report.levers.advised.map { report.title(of: $0).lowercasedFirst }.sentence,
          expected: report.view.text(amount), openness: nil, mean: amount.units.approximation,
          interval: report.interval(bills, in: advised) { report.heldSpread($0) }
            .map { $0.adding(beside?.units.approximation ?? 0) },
          chance: chance(advised) { $0.chanceToExceed }, kind: .advised))
    }
    return rows
  }

  private static func chance(
    _ forecast: Forecast, _ pick: (TrialSummary) -> Double?
  ) -> Chance? {
    let isOpen = forecast.whole.range.ceiling == nil && !forecast.whole.isOpenByPricesAlone
    return forecast.chanceRange(isBounded: !isOpen, pick).map { Chance(range: $0, isOpen: isOpen) }
  }
}

extension ScenarioReport {
  /// What is built and kept, in words.
  func words(of owning: OwningCost) -> String {
    let keeping = (try? owning.keeping.units) ?? .zero
    let building = (try? owning.building.units) ?? .zero
    let (built, kept) = (owning.buildings.count, owning.providers.count)
    let bills = studied.bill == nil ? "bills" : "what the budget is held against"
    return "\(bills), \(DisplayRounding.limit(building)) to build \(built) "
      + "\(built == 1 ? "integration" : "integrations"), \(DisplayRounding.limit(keeping)) to keep "
      + "\(kept) \(kept == 1 ? "provider" : "providers")"
  }
}

extension String {
  /// The text with its first letter small.
  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
