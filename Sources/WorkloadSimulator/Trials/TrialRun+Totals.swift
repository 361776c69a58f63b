extension TrialRun {
  /// Money of every month in every trial.
  final class Totals: Sendable {
    let months: [MonthMoney]
    /// Of some providers by themselves; when all is closed it is in the months as well.
    let providers: [String: [MonthMoney]]

    /// Columns of their own for each month, or one for all.
    init(trials: Int, months: Int, isDetailed: Bool, providers: some Sequence<String> = []) {
      func money() -> MonthMoney {
        MonthMoney(direct: Column(trials), accrued: Column(trials), paid: Column(trials))
      }
      self.months =
        isDetailed
        ? (0..<months).map { _ in money() } : Array(repeating: money(), count: months)
      self.providers = Dictionary(
        uniqueKeysWithValues: providers.map { ($0, (0..<months).map { _ in money() }) })
    }

    /// Adds what is used and paid in the same month to both of what is used and what is paid, with
    /// what nobody's plans come to, and adds up all providers.
    func close(
      _ idlePlans: [(accrued: Double, paid: Double)],
      _ settled: [String: [(accrued: Double, paid: Double)]] = [:], among workers: Int
    ) {
      Parallel.share(months.count, among: workers) { index in
        Self.close(months[index], idlePlans[index])
        for (provider, money) in providers.sorted(by: { $0.key < $1.key }) {
          Self.close(money[index], settled[provider]?[index] ?? (0, 0))
          let (whole, own) = (months[index], money[index])
          for trial in whole.direct.values.indices {
            whole.accrued.values[trial] += own.accrued.values[trial]
            whole.paid.values[trial] += own.paid.values[trial]
          }
        }
      }
    }

    private static func close(_ money: MonthMoney, _ idle: (accrued: Double, paid: Double)) {
      let direct = money.direct.values
      for trial in direct.indices {
        money.accrued.values[trial] += direct[trial] + idle.accrued
        money.paid.values[trial] += direct[trial] + idle.paid
        direct[trial] = 0
      }
    }
  }
}
