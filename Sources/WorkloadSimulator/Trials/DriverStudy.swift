import BillingTypes

/// What drives the spread of a scenario's total.
///
/// An input's first-order share is the variance of the mean of the total given the input (Sobol
/// 1993), from the trials themselves cut into equal parts by the input. Its total share is half the
/// mean squared change of the total when the input alone is drawn again (Jansen 1999), over the
/// variance.
struct DriverStudy {
  let run: TrialRun
  let table: InputTable

  /// Trials that are drawn again for total shares.
  static let trials = 1000
  /// No more inputs than this are drawn again; the others are smaller.
  static let largest = 16

  /// Inputs with a share of at least a thousandth, the largest total share first.
  func drivers(of total: Column) -> [Driver] {
    guard run.source.trials >= 100 else { return [] }
    let variance = Self.variance(of: total.values)
    guard variance > 0 else { return [] }
    let firstOrders = table.inputs.indices.map { firstOrder(of: $0, total, variance) }
    let order = firstOrders.indices.sorted {
      (-firstOrders[$0], table.inputs[$0].name) < (-firstOrders[$1], table.inputs[$1].name)
    }
    let base = InputSource(
      table: table, trials: min(run.source.trials, Self.trials), seed: run.source.seed)
    let usual = costs(of: run.groups, base)
    var whole = [Double](repeating: 0, count: base.trials)
    for group in usual { for trial in whole.indices { whole[trial] += group[trial] } }
    let baseVariance = whole.withUnsafeMutableBufferPointer { Self.variance(of: $0) }
    guard baseVariance > 0 else { return [] }
    func change(_ source: InputSource, where touches: (FeatureProgram) -> Bool) -> Double {
      let groups = run.groups
      var sums = [Double](repeating: 0, count: base.trials)
      for (index, group) in groups.enumerated() where group.contains(where: touches) {
        let costs = costs(of: [group], source)[0]
        for trial in sums.indices { sums[trial] += costs[trial] - usual[index][trial] }
      }
      return sums.reduce(0) { $0 + $1 * $1 } / (2 * Double(base.trials) * baseVariance)
    }
    var drivers: [Driver] = []
    for input in order.prefix(Self.largest) {
      var source = base
      source.replaced = [input]
      let users =
        [input]
        + table.inputs.indices.filter { other in
          table.inputs[other].mixture?.contains { $0.input == input && $0.weight != 0 } ?? false
        }
      let share = change(source) { program in users.contains { program.uses($0, table) } }
      drivers.append(
        Driver(
          name: table.inputs[input].name, firstOrder: firstOrders[input],
          total: min(1, max(share, firstOrders[input]))))
    }
    var chance = base
    chance.replacesChance = true
    var inputs = base
    inputs.replaced = Set(table.inputs.indices)
    let left = change(chance) { _ in true }
    let known = table.inputs.isEmpty ? 0 : change(inputs) { _ in true }
    drivers.append(
      Driver(
        name: "chance", firstOrder: min(1, max(0, 1 - known)),
        total: min(1, max(left, 1 - known, 0))))
    return drivers.filter { $0.total >= 0.001 }
      .sorted { ($1.total, $0.name) < ($0.total, $1.name) }
  }

  /// What each group costs in every trial.
  private func costs(of groups: [[FeatureProgram]], _ source: InputSource) -> [[Double]] {
    let other = TrialRun(
      scenario: run.scenario, programs: run.programs, source: source, risk: run.risk,
      workers: run.workers, idlePlans: run.idlePlans)
    return groups.map { group in
      let totals = TrialRun.Totals(
        trials: source.trials, months: run.scenario.monthCount, isDetailed: false)
      _ = other.run(group, into: totals, isDetailed: false)
      let money = totals.months[0]
      return zip(money.direct.values, money.accrued.values).map { $0 + $1 }
    }
  }

  /// The variance between parts of the trials by an input, less what chance alone would make of it.
  private func firstOrder(of input: Int, _ total: Column, _ variance: Double) -> Double {
    let trials = run.source.trials
    let parts = min(50, max(2, trials / 50))
    var sums = [Double](repeating: 0, count: parts)
    var counts = [Double](repeating: 0, count: parts)
    for trial in 0..<trials {
      let share = run.source.share(of: input, in: trial)
      let part = min(parts - 1, max(0, Int(share * Double(parts))))
      sums[part] += total.values[trial]
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

  private static func variance(of values: UnsafeMutableBufferPointer<Double>) -> Double {
    var mean = 0.0
    for value in values { mean += value }
    mean /= Double(values.count)
    var sum = 0.0
    for value in values { sum += (value - mean) * (value - mean) }
    let variance = sum / Double(values.count)
    return variance > mean * mean * 1e-24 ? variance : 0
  }
}

extension FeatureProgram {
  /// Whether an input changes what the feature costs.
  fileprivate func uses(_ input: Int, _ table: InputTable) -> Bool {
    let own = [volume, growth, takes, failure, moderation] + shared + steps.map(\.factor)
    let isOwn = own.contains { value in
      if case .input(let place) = value { place == input } else { false }
    }
    return isOwn
      || usages.contains { usage in
        usage.slots.contains { slot in slot.estimate.map { table.place(of: $0) == input } ?? false }
      }
  }
}
