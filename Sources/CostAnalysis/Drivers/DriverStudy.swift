import WorkloadSimulator

/// What drives the spread of a scenario's total.
///
/// An input's first-order share is the variance of the mean of the total given the input (Sobol
/// 1993), from the trials themselves cut into equal parts by the input. Its total share is half the
/// mean squared change of the total when the input alone is drawn again (Jansen 1999), over the
/// variance.
struct DriverStudy {
  private let replay: TrialReplay
  private let totals: [Double]

  /// No more inputs than this are drawn again; the others are smaller.
  private static let largest = 16

  /// Prepares a study of trials that were run.
  init(_ replay: TrialReplay) {
    self.replay = replay
    totals = replay.totals
  }

  /// Inputs with a share of at least a thousandth, the largest total share first; none for fewer than
  /// a hundred trials.
  func drivers() -> [Driver] {
    guard totals.count >= 100 else { return [] }
    let variance = Self.variance(of: totals)
    guard variance > 0 else { return [] }
    let names = replay.inputs
    let firstOrders = names.indices.map { firstOrder(of: $0, variance) }
    let order = firstOrders.indices.sorted {
      (-firstOrders[$0], names[$0]) < (-firstOrders[$1], names[$1])
    }
    let usual = replay.costs(ofGroups: replay.groupIndices, redrawing: .nothing)
    var whole = [Double](repeating: 0, count: replay.repeats)
    for group in usual { for trial in whole.indices { whole[trial] += group[trial] } }
    let baseVariance = Self.variance(of: whole)
    guard baseVariance > 0 else { return [] }
    func change(_ redraw: TrialReplay.Redraw, of groups: [Int]) -> Double {
      var sums = [Double](repeating: 0, count: replay.repeats)
      for (index, costs) in zip(groups, replay.costs(ofGroups: groups, redrawing: redraw)) {
        for trial in sums.indices { sums[trial] += costs[trial] - usual[index][trial] }
      }
      return sums.reduce(0) { $0 + $1 * $1 } / (2 * Double(replay.repeats) * baseVariance)
    }
    var drivers = order.prefix(Self.largest).map { input in
      let share = change(.input(input), of: replay.groups(dependingOn: input))
      return Driver(
        name: names[input], firstOrder: firstOrders[input],
        total: min(1, max(share, firstOrders[input])))
    }
    let everyGroup = Array(replay.groupIndices)
    let left = change(.chance, of: everyGroup)
    let known = names.isEmpty ? 0 : change(.everyInput, of: everyGroup)
    drivers.append(
      Driver(
        name: "chance", firstOrder: min(1, max(0, 1 - known)),
        total: min(1, max(left, 1 - known, 0))))
    return drivers.filter { $0.total >= 0.001 }
      .sorted { ($1.total, $0.name) < ($0.total, $1.name) }
  }

  /// The variance between parts of the trials by an input, less what chance alone would make of it.
  private func firstOrder(of input: Int, _ variance: Double) -> Double {
    let trials = totals.count
    let parts = min(50, max(2, trials / 50))
    var sums = [Double](repeating: 0, count: parts)
    var counts = [Double](repeating: 0, count: parts)
    for trial in 0..<trials {
      let share = replay.share(of: input, in: trial)
      let part = min(parts - 1, max(0, Int(share * Double(parts))))
      sums[part] += totals[trial]
      counts[part] += 1
    }
    let mean = sums.reduce(0, +) / Double(trials)
    var between = 0.0
    for part in 0..<parts where counts[part] > 0 {
      let difference = sums[part] / counts[part] - mean
      between += counts[part] * difference * difference
    }
    let share = between / (Double(trials) * variance)
    let adjusted = 1 - (1 - share) * Double(trials - 1) / Double(max(1, trials - parts))
    return min(1, max(0, adjusted))
  }

  private static func variance(of values: [Double]) -> Double {
    var mean = 0.0
    for value in values { mean += value }
    mean /= Double(values.count)
    var sum = 0.0
    for value in values { sum += (value - mean) * (value - mean) }
    let variance = sum / Double(values.count)
    return variance > mean * mean * 1e-24 ? variance : 0
  }
}
