import PricingRules

/// How one request ends: how many of its calls are billed, and whether an asset is kept.
///
/// A call is sent again with probability f, since it failed or nobody waits for it any longer, up to r times; with d it
/// ends otherwise without an asset, else well. The last asset is kept with probability one over the takes.
struct OutcomeLaw {
  let chances: OutcomeChances
  /// The probability that a good asset is kept.
  let keeping: Double
  let retries: Int
  let bills: BilledEndings

  /// Expected billed calls, their variance and skewness.
  private(set) var billed = 1.0
  private(set) var billedVariance = 0.0
  private(set) var billedSkewness = 0.0
  /// Expected kept assets, and the covariance with billed calls.
  private(set) var kept = 1.0
  private(set) var covariance = 0.0
  /// Expected calls.
  private(set) var calls = 1.0
  /// The deviation of billed calls, how far kept assets follow it, and their own deviation.
  private var deviation = 0.0
  private var slope = 0.0
  private var rest = 0.0

  init(_ chances: OutcomeChances, takes: Double, retries: Int, bills: BilledEndings) {
    let chances = chances.bounded
    self.chances = chances
    keeping = 1 / max(takes, 1)
    self.retries = retries
    self.bills = bills
    if chances.resent == 0, chances.lost <= 0 {
      kept = keeping
      rest = (kept * (1 - kept)).squareRoot()
      return
    }
    let success = 1 - chances.resent - chances.lost
    let (again, lost) = (bills.resentShare(chances), bills.lostShare(chances))
    var (first, second, third, good, joint) = (0.0, 0.0, 0.0, 0.0, 0.0)
    func add(_ probability: Double, _ before: BilledBefore, _ more: Double) {
      first += probability * (before.first + more)
      second += probability * (before.second + more * (2 * before.first + 1))
      third += probability * (before.third + more * (3 * before.second + 3 * before.first + 1))
    }
    var reached = 1.0
    calls = 0
    for attempt in 0...retries {
      calls += reached
      let before = BilledBefore(attempt, share: again)
      add(reached * success, before, 1)
      add(reached * chances.lost, before, lost)
      good += reached * success
      joint += reached * success * (before.first + 1)
      reached *= chances.resent
    }
    add(reached, BilledBefore(retries + 1, share: again), 0)
    billed = first
    billedVariance = max(0, second - first * first)
    if billedVariance > 1e-14 {
      let central = third - 3 * first * second + 2 * first * first * first
      billedSkewness = central / (billedVariance * billedVariance.squareRoot())
    }
    kept = keeping * good
    covariance = keeping * joint - kept * first
    deviation = billedVariance.squareRoot()
    slope = deviation > 0 ? covariance / deviation : 0
    rest = max(0, kept * (1 - kept) - slope * slope).squareRoot()
  }

  /// With fewer requests than this their outcomes are drawn one by one.
  static let limitCount = 64.0

  /// Whether every request is one billed call and one kept asset.
  var isCertain: Bool { billedVariance == 0 && kept == 1 && billed == 1 }

  /// What `count` requests come to: billed calls and kept assets, whole numbers.
  ///
  /// - Parameters:
  ///   - count: A whole number, not negative.
  ///   - stream: The stream of the feature's outcomes in the month.
  ///   - trial: The trial.
  ///   - scores: The table of normal scores.
  /// - Returns: Billed calls and kept assets.
  @inline(__always)
  func draw(
    _ count: Double, _ stream: RandomStream, trial: Int, _ scores: NormalScores
  ) -> (billed: Double, kept: Double) {
    if isCertain { return (count, count) }
    if count < Self.limitCount { return drawEach(Int(count), stream.part(trial)) }
    let root = count.squareRoot()
    var drawn = count * billed
    var score = 0.0
    if deviation > 0 {
      score = scores.score(stream[2 &* trial])
      // The correction for skewness; with few requests of rare outcomes it would go too far.
      let skew = count >= billedSkewness * billedSkewness ? billedSkewness : 0
      drawn = FastRounding.wholePart(
        drawn + deviation * (root * score + skew / 6 * (score * score - 1)) + 0.5)
    }
    let other = rest > 0 ? scores.score(stream[2 &* trial &+ 1]) : 0
    let assets = FastRounding.wholePart(
      count * kept + root * (slope * score + rest * other) + 0.5)
    return (drawn, min(assets, count))
  }

  @inline(never)
  private func drawEach(_ count: Int, _ stream: RandomStream) -> (billed: Double, kept: Double) {
    var (billed, assets) = (0.0, 0.0)
    var index = 0
    for _ in 0..<count {
      for _ in 0...retries {
        let outcome = chances.outcome(stream.uniform(index))
        index += 1
        if bills.isBilled(outcome) { billed += 1 }
        if outcome.isSentAgain { continue }
        if outcome == .succeeded {
          if stream.uniform(index) < keeping { assets += 1 }
          index += 1
        }
        break
      }
    }
    return (billed, assets)
  }
}

/// The moments of how many calls of so many are billed, each with the same chance.
private struct BilledBefore {
  let first: Double
  let second: Double
  let third: Double

  init(_ count: Int, share: Double) {
    let n = Double(count)
    let mean = n * share
    first = mean
    second = mean * (1 - share) + mean * mean
    third =
      mean
      * (1 - 3 * share + 3 * n * share + 2 * share * share - 3 * n * share * share
        + n * n * share * share)
  }
}
