/// What is left of allowances or packs in every trial, by the month it was bought in; the oldest is
/// used first.
///
/// The exact form is ``LotLedger``; a test holds both together.
struct LotColumns {
  /// Months that a lot can be used in; nil for as long as there is some.
  private let monthsKept: Int?
  private let lots: [Column]

  init(trials: Int, monthsKept: Int?) {
    // No forecast is longer than 120 months.
    self.monthsKept = monthsKept.map { min(max($0, 1), 121) }
    lots = (0..<(self.monthsKept ?? 1)).map { _ in Column(trials) }
  }

  /// Adds a quantity bought in a month.
  func add(_ quantity: Double, in month: Int, trial: Int) {
    lots[place(of: month)].values[trial] += quantity
  }

  /// What can be used in a trial.
  func available(trial: Int) -> Double {
    var sum = 0.0
    for lot in lots { sum += lot.values[trial] }
    return sum
  }

  /// Uses a quantity of what is available, the oldest first.
  func use(_ quantity: Double, in month: Int, trial: Int) {
    var rest = quantity
    for age in stride(from: lots.count - 1, through: 0, by: -1) where rest > 0 {
      let lot = lots[place(of: month - age)]
      let used = min(rest, lot.values[trial])
      lot.values[trial] -= used
      rest -= used
    }
  }

  /// Ends a month: what cannot be used any longer is gone, and is returned.
  func expire(after month: Int, trial: Int) -> Double {
    guard monthsKept != nil else { return 0 }
    let lot = lots[place(of: month + 1)]
    let gone = lot.values[trial]
    lot.values[trial] = 0
    return gone
  }

  private func place(of month: Int) -> Int {
    let count = lots.count
    return ((month % count) + count) % count
  }
}
