import BillingTypes
import PricingRules
import Settlement

/// Every trial's months, settled by what was agreed of providers' bills: only so a chance holds a commitment that is
/// missed in some trials and met in others.
struct ContractTrials {
  /// What is used by the terms, without tax, by month.
  let used: [Column]
  /// What is to be paid by the terms, with tax, by month.
  let paid: [Column]
  /// How far means of what is settled lie from what is settled of means.
  let moves: Moves

  /// The same of what is used and of what is paid.
  struct Moves: Sendable {
    var used: ContractMoves = [:]
    var paid: ContractMoves = [:]
  }

  /// Settles the trials.
  ///
  /// - Parameters:
  ///   - terms: What was agreed.
  ///   - totals: What the trials came to, closed.
  ///   - months: The months.
  /// - Throws: `NumberError` for amounts that do not fit.
  init(_ terms: Terms, _ totals: TrialRun.Totals, in months: [Month]) throws {
    let trials = totals.months.first?.accrued.values.count ?? 0
    func copies(_ columns: [Column]) -> [Column] {
      columns.map { column in
        let copy = Column(blank: trials)
        for trial in 0..<trials { copy.values[trial] = column.values[trial] }
        return copy
      }
    }
    let used = copies(totals.months.map(\.accrued))
    let paid = copies(totals.months.map(\.paid))
    var moves = Moves()
    for (provider, own) in totals.providers.sorted(by: { $0.key < $1.key }) {
      let contract = try ContractTerms(terms, of: provider, in: months).approximation
      let taxes = months.map { terms.taxRate(of: provider, on: $0.firstDay).approximation }
      moves.used[provider] = Self.settle(contract, own.map(\.accrued), into: used, taxes: nil)
      moves.paid[provider] = Self.settle(contract, own.map(\.paid), into: paid, taxes: taxes)
    }
    (self.used, self.paid, self.moves) = (used, paid, moves)
  }

  /// Puts what a provider's months come to by the terms in place of what they come to before.
  private static func settle(
    _ contract: ContractTerms<Double>, _ columns: [Column], into whole: [Column], taxes: [Double]?
  ) -> [ContractTerms<Double>.Month] {
    let trials = columns.first?.values.count ?? 0
    var costs = [Double](repeating: 0, count: columns.count)
    var means = costs
    var sums = costs.map { _ in
      ContractTerms<Double>.Month(shortfall: 0, credits: 0, breakage: 0)
    }
    for trial in 0..<trials {
      for month in columns.indices {
        costs[month] = columns[month].values[trial]
        means[month] += costs[month]
      }
      let settled = contract.settled(costs)
      for (month, parts) in settled.enumerated() {
        let net = costs[month] + parts.shortfall - parts.credits
        // On the grid of all money, so that a commitment that is met to the cent is no more than that.
        let due = FastRounding.onGrid(net * (1 + (taxes?[month] ?? 0)))
        whole[month].values[trial] += due - costs[month]
        sums[month].shortfall += parts.shortfall
        sums[month].credits += parts.credits
        sums[month].breakage += parts.breakage
      }
    }
    let count = Double(max(trials, 1))
    let ofMeans = contract.settled(means.map { $0 / count })
    for (month, mean) in ofMeans.enumerated() {
      sums[month].shortfall = sums[month].shortfall / count - mean.shortfall
      sums[month].credits = sums[month].credits / count - mean.credits
      sums[month].breakage = sums[month].breakage / count - mean.breakage
    }
    return sums
  }
}
