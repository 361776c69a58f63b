import WorkloadSimulator

/// Trials run twice: as they were, and with some of their numbers drawn again.
///
/// What a number is responsible for is half the mean squared change of the total when it alone is drawn again, over
/// the variance (Jansen 1999).
struct PairedRuns {
  private let replay: TrialReplay
  let sample: TrialReplay.Sample
  /// What the trials cost as they were.
  private let whole: [Double]
  /// What groups cost as they were, by group, then by trial.
  private let usual: [[Double]]
  /// The squared distance of each trial's total from their mean.
  private let squares: [Double]
  private let variance: Double

  /// Runs trials as they were; nil where their totals are all the same.
  init?(_ replay: TrialReplay, _ count: Int) {
    self.replay = replay
    sample = replay.sample(count)
    usual = replay.costs(ofGroups: replay.groupIndices, redrawing: .nothing, in: sample)
    var whole = [Double](repeating: 0, count: sample.count)
    for group in usual { for trial in whole.indices { whole[trial] += group[trial] } }
    guard let (mean, variance) = Self.moments(of: whole) else { return nil }
    self.variance = variance
    self.whole = whole
    squares = whole.map { ($0 - mean) * ($0 - mean) }
  }

  /// The share of the variance that goes with what is drawn again, in groups that it can change.
  ///
  /// The error is that of a ratio of two means over the same trials.
  func share(_ redraw: TrialReplay.Redraw, of groups: [Int]) -> DriverStudy.Share {
    var changes = [Double](repeating: 0, count: sample.count)
    for (index, costs) in zip(groups, replay.costs(ofGroups: groups, redrawing: redraw, in: sample))
    {
      for trial in changes.indices { changes[trial] += costs[trial] - usual[index][trial] }
    }
    return share(ofChanges: &changes)
  }

  /// What trials come to with every input drawn again.
  var redrawn: [Double] {
    var totals = [Double](repeating: 0, count: sample.count)
    for costs in replay.costs(ofGroups: replay.groupIndices, redrawing: .everyInput, in: sample) {
      for trial in totals.indices { totals[trial] += costs[trial] }
    }
    return totals
  }

  /// The share of the variance that goes with what sets totals apart from the usual ones.
  func share(_ totals: [Double]) -> DriverStudy.Share {
    var changes = zip(totals, whole).map { $0 - $1 }
    return share(ofChanges: &changes)
  }

  private func share(ofChanges changes: inout [Double]) -> DriverStudy.Share {
    let count = Double(sample.count)
    for trial in changes.indices { changes[trial] *= changes[trial] / 2 }
    let share = changes.reduce(0, +) / count / variance
    var sum = 0.0
    for trial in changes.indices {
      let left = changes[trial] - share * squares[trial]
      sum += left * left
    }
    return .init(value: share, error: sum.squareRoot() / count / variance)
  }

  /// The mean and the variance; nil where nothing is left of it but rounding.
  static func moments(of values: [Double]) -> (mean: Double, variance: Double)? {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    return variance > mean * mean * 1e-24 ? (mean, variance) : nil
  }
}
