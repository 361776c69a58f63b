import WorkloadSimulator

/// What drives the spread of a scenario's total.
///
/// An input's first-order share is the variance of the mean of the total given the input (Sobol
/// 1993), from the trials, and those with every input drawn again, cut into parts of fifty by the input. Its total share comes from
/// ``PairedRuns``, the more of them the more trials there are. Every share has its standard error, and what may be
/// nothing is not told.
struct DriverStudy {
  /// A share of the variance with its standard error.
  struct Share {
    let value: Double
    let error: Double

    /// A share that several samples tell, by the sizes of the samples.
    init(mean shares: [Share], weights: [Double]) {
      let whole = weights.reduce(0, +)
      let parts = zip(shares, weights).map { (value: $0.value * $1, error: $0.error * $1) }
      value = parts.reduce(0) { $0 + $1.value } / whole
      error = parts.reduce(0) { $0 + $1.error * $1.error }.squareRoot() / whole
    }

    init(value: Double, error: Double) {
      self.value = value
      self.error = error
    }

    /// What two estimates of one share make likeliest: each counts by the inverse of its squared error.
    init(likeliestOf one: Share, _ other: Share) {
      let weights = [other.error * other.error, one.error * one.error]
      self.init(mean: [one, other], weights: weights.allSatisfy { $0 == 0 } ? [1, 1] : weights)
    }

    /// Whether it is at least twice its error.
    var isCertain: Bool { value >= 2 * error }
  }

  /// Shares below a thousandth are not told.
  static let smallest = 0.001
  /// Trials in a part, of which there are as many as that leaves: what varies inside of a part is not seen.
  private static let partSize = 50
  /// How many samples of the trials are compared for the error of a first-order share.
  private static let sampleCount = 20
  /// Pairs of a first look, and at most.
  private static let (fewestPairs, mostPairs) = (1000, 100_000)

  private let replay: TrialReplay
  private let totals: [Double]

  /// Prepares a study of trials that were run.
  init(_ replay: TrialReplay) {
    self.replay = replay
    totals = replay.totals
  }

  /// Inputs with a share of at least a thousandth, the largest total share first; none for fewer than
  /// a hundred trials.
  func drivers() -> [Driver] {
    guard totals.count >= 100, PairedRuns.moments(of: totals) != nil,
      let first = PairedRuns(replay, Self.fewestPairs)
    else { return [] }
    let pairs = Self.pairs(trials: totals.count)
    // What a first look finds to be small is not looked at more closely.
    let more = pairs > Self.fewestPairs ? PairedRuns(replay, pairs) : nil
    func share(_ redraw: TrialReplay.Redraw, of groups: [Int]) -> Share {
      let found = first.share(redraw, of: groups)
      guard let more, found.value + 2 * found.error >= 2 * Self.smallest else { return found }
      return more.share(redraw, of: groups)
    }
    let names = replay.inputs
    // Trials with every input drawn again are as good as the trials themselves.
    let pair = more ?? first
    let redrawn = pair.redrawn
    var drivers = names.indices.compactMap { input in
      let samples = [
        firstOrder(of: totals, replay.shares(of: input)),
        firstOrder(of: redrawn, replay.shares(of: input, inRedrawn: pair.sample)),
      ]
      return Driver(
        name: names[input],
        firstOrder: Share(mean: samples, weights: [totals.count, redrawn.count].map(Double.init)),
        total: share(.input(input), of: replay.groups(dependingOn: input)))
    }
    let everyGroup = Array(replay.groupIndices)
    if replay.hasVariation,
      // Of what all months share, no trial has one number to sort by.
      let months = Driver(
        name: "monthly_variation", firstOrder: Share(value: 0, error: 1),
        total: share(.variation, of: everyGroup))
    {
      drivers.append(months)
    }
    let hasInputs = !names.isEmpty || replay.hasVariation
    let known = hasInputs ? pair.share(redrawn) : Share(value: 0, error: 0)
    let chance = Driver(
      name: "chance", firstOrder: Share(value: 1 - known.value, error: known.error),
      total: share(.chance, of: everyGroup))
    if let chance { drivers.append(chance) }
    return drivers.sorted { ($1.total, $0.name) < ($0.total, $1.name) }
  }

  /// How many trials are run in pairs: a fiftieth of their square in thousands, and all from fifty thousand on.
  private static func pairs(trials: Int) -> Int {
    min(max(fewestPairs, trials >= 50_000 ? trials : trials * trials / 50_000), mostPairs)
  }

  /// The variance between parts of trials by an input, less what chance alone would make of it.
  private func firstOrder(of totals: [Double], _ shares: [Double]) -> Share {
    guard totals.count >= 100 else { return Share(value: 0, error: 1) }
    let whole = firstOrder(
      of: totals, shares, every: 1, from: 0, parts: max(2, totals.count / Self.partSize))
    // A sample has the size of a part for every five of the whole, so that it has parts enough to look at.
    let count = Self.sampleCount
    let parts = max(2, totals.count / count / (Self.partSize / 5))
    let samples = (0..<count).map {
      firstOrder(of: totals, shares, every: count, from: $0, parts: parts)
    }
    let mean = samples.reduce(0, +) / Double(count)
    let squares = samples.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return Share(
      value: min(1, max(0, whole)),
      error: (squares / Double(count * (count - 1))).squareRoot())
  }

  /// The same of every so many trials.
  private func firstOrder(
    of totals: [Double], _ shares: [Double], every step: Int, from start: Int, parts: Int
  ) -> Double {
    var sums = [Double](repeating: 0, count: parts)
    var counts = [Double](repeating: 0, count: parts)
    var (sum, squares, trials) = (0.0, 0.0, 0.0)
    for trial in stride(from: start, to: totals.count, by: step) {
      let part = min(parts - 1, max(0, Int(shares[trial] * Double(parts))))
      sums[part] += totals[trial]
      counts[part] += 1
      sum += totals[trial]
      trials += 1
    }
    let mean = sum / trials
    for trial in stride(from: start, to: totals.count, by: step) {
      squares += (totals[trial] - mean) * (totals[trial] - mean)
    }
    guard squares > 0, trials > Double(parts) else { return 0 }
    var between = 0.0
    for part in 0..<parts where counts[part] > 0 {
      let difference = sums[part] / counts[part] - mean
      between += counts[part] * difference * difference
    }
    return 1 - (1 - between / squares) * (trials - 1) / (trials - Double(parts))
  }
}
