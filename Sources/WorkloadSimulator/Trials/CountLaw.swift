/// How many requests a month has around its mean: known, Poisson, or negative binomial.
///
/// A large count is the rounded quantile of its limit with the first correction for skewness
/// (Cornish and Fisher 1938); a small one is exact, by inversion, as a Poisson count with a gamma
/// mean when it is over-dispersed.
struct CountLaw {
  /// The variance over the mean.
  let overdispersion: Double

  /// From this mean on the limit is used.
  private var limitMean: Double { 32 * max(1, overdispersion) }

  /// The standard deviation of a count.
  func deviation(of mean: Double) -> Double { (overdispersion * mean).squareRoot() }

  /// A count with a mean, from the bits of a trial.
  ///
  /// - Parameters:
  ///   - mean: Not negative.
  ///   - stream: The month's stream.
  ///   - trial: The trial.
  ///   - scores: The table of normal scores.
  /// - Returns: A whole number, not negative.
  @inline(__always)
  func count(mean: Double, _ stream: RandomStream, trial: Int, _ scores: NormalScores) -> Double {
    let bits = stream[trial]
    if overdispersion == 0 {
      let whole = FastRounding.wholePart(mean)
      return whole + (RandomStream.uniform(bits) < mean - whole ? 1 : 0)
    }
    if mean >= limitMean {
      let score = scores.score(bits)
      let skew = (2 * overdispersion - 1) / 6 * (score * score - 1)
      return FastRounding.wholePart(mean + deviation(of: mean) * score + skew + 0.5)
    }
    if mean <= 0 { return 0 }
    return smallCount(mean, bits, stream, trial, scores)
  }

  @inline(never)
  private func smallCount(
    _ mean: Double, _ bits: UInt64, _ stream: RandomStream, _ trial: Int, _ scores: NormalScores
  ) -> Double {
    guard overdispersion > 1 else {
      return Self.poisson(mean, RandomStream.uniform(bits))
    }
    // Poisson given a gamma mean of shape mean / (D - 1) and scale D - 1.
    let scale = overdispersion - 1
    let gamma = scale * Self.gamma(shape: mean / scale, stream.part(trial), scores)
    guard gamma >= 32 else { return Self.poisson(gamma, RandomStream.uniform(bits)) }
    return CountLaw(overdispersion: 1).count(mean: gamma, stream, trial: trial, scores)
  }

  /// The smallest count whose probability up to it reaches `share`.
  private static func poisson(_ mean: Double, _ share: Double) -> Double {
    var probability = Mathematics.exponential(-mean)
    var sum = probability
    var count = 0.0
    while sum < share, count < 1000 {
      count += 1
      probability *= mean / count
      sum += probability
    }
    return count
  }

  /// A gamma number of scale one (Marsaglia and Tsang 2000).
  private static func gamma(
    shape: Double, _ stream: RandomStream, _ scores: NormalScores
  ) -> Double {
    let boosted = shape < 1 ? shape + 1 : shape
    let d = boosted - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    var index = 0
    while true {
      let score = scores.score(stream[index])
      let share = stream.uniform(index + 1)
      index += 2
      let cube = 1 + c * score
      guard cube > 0 else { continue }
      let v = cube * cube * cube
      guard
        Mathematics.logarithm(share) < score * score / 2 + d - d * v + d * Mathematics.logarithm(v)
      else { continue }
      guard shape < 1 else { return d * v }
      return d * v
        * Mathematics.exponential(Mathematics.logarithm(stream.uniform(index)) / shape)
    }
  }
}
