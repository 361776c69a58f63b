/// How one request ends: how many of its calls are billed, and whether an asset is kept.
///
/// A call fails with probability f, is stopped with d, else succeeds; a failed one is sent again up
/// to r times. The last asset is kept with probability one over the takes.
struct OutcomeLaw {
  let failure: Double
  let moderation: Double
  /// The probability that a good asset is kept.
  let keeping: Double
  let retries: Int
  let billsFailures: Bool
  let billsModeration: Bool

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

  init(
    failure: Double, moderation: Double, takes: Double, retries: Int, billsFailures: Bool,
    billsModeration: Bool
  ) {
    let failure = min(max(failure, 0), 1)
    self.failure = failure
    self.moderation = min(max(moderation, 0), 1 - failure)
    keeping = 1 / max(takes, 1)
    self.retries = retries
    self.billsFailures = billsFailures
    self.billsModeration = billsModeration
    if failure == 0, moderation <= 0 {
      kept = keeping
      rest = (kept * (1 - kept)).squareRoot()
      return
    }
    let success = 1 - self.failure - self.moderation
    var (first, second, third, good, joint) = (0.0, 0.0, 0.0, 0.0, 0.0)
    func add(_ probability: Double, _ count: Double) {
      first += probability * count
      second += probability * count * count
      third += probability * count * count * count
    }
    var reached = 1.0
    calls = 0
    let each = billsFailures ? 1.0 : 0.0
    for attempt in 0...retries {
      calls += reached
      let before = Double(attempt) * each
      add(reached * success, before + 1)
      add(reached * self.moderation, before + (billsModeration ? 1 : 0))
      good += reached * success
      joint += reached * success * (before + 1)
      reached *= failure
    }
    add(reached, Double(retries + 1) * each)
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
        let share = stream.uniform(index)
        index += 1
        if share < failure {
          if billsFailures { billed += 1 }
          continue
        }
        if share < failure + moderation {
          if billsModeration { billed += 1 }
        } else {
          billed += 1
          if stream.uniform(index) < keeping { assets += 1 }
          index += 1
        }
        break
      }
    }
    return (billed, assets)
  }
}
