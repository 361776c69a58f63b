/// What a month's billed calls use together when requests are a Poisson process, and how many assets
/// are kept given what was used.
///
/// With λ expected requests, b billed calls and k kept assets of each, and calls whose use X has the
/// moments E X, E X², E X³, what is used is a compound Poisson sum: mean λ b E X, variance λ b E X²,
/// third central moment λ b E X³. Where it is large it is drawn from its limit with the first
/// correction for skewness (Cornish and Fisher 1938), count, outcomes and mix at once; where all calls
/// use the same, as a whole number of them. Kept assets are a part of the calls, so their covariance
/// with what is used is λ k E X; what use does not explain of them is accumulated over the months and
/// drawn once, because only the scenario's number of assets is asked for.
struct CompoundLaw {
  /// Expected use of a request, and the deviation of what √λ requests use.
  let mean: Double
  let deviation: Double
  /// What the score's square beyond one adds.
  let skew: Double
  /// What every call uses, where all use the same, and one over it; else 0.
  let unit: Double
  private let perUnit: Double
  /// With fewer expected requests than this the calls are drawn one by one.
  let limit: Double
  /// Expected billed calls and kept assets of a request.
  let billed: Double
  let kept: Double
  /// Kept assets: per expected request, per quantity used, and their variance per expected request.
  let keptBase: Double
  let keptSlope: Double
  let keptVariance: Double

  /// Creates the law of a slot; nil where nothing is billed, or nothing used.
  init?(_ outcomes: OutcomeLaw, _ sample: CallSample, slot: Int) {
    let (first, spread) = (sample.mean[slot], sample.deviation[slot])
    let second = first * first + spread * spread
    guard outcomes.billed > 0, first > 0, second > 0 else { return nil }
    let third =
      sample.skewness[slot] * spread * spread * spread + 3 * first * spread * spread
      + first * first * first
    billed = outcomes.billed
    kept = outcomes.kept
    mean = billed * first
    deviation = (billed * second).squareRoot()
    skew = third / (6 * second)
    unit = sample.isFixed ? first : 0
    perUnit = 1 / first
    // From here on the skewness is a quarter at most.
    let least = third * third / (second * second * second) * 16
    limit = min(max(least, 32), 4096) / billed
    keptSlope = kept * first / (billed * second)
    keptBase = kept - keptSlope * mean
    keptVariance = max(0, kept - keptSlope * kept * first)
  }

  /// What is used in two trials.
  ///
  /// - Parameters:
  ///   - requests: Expected requests λ.
  ///   - roots: Their square roots.
  ///   - scores: Standard normal scores.
  ///   - areAlike: Whether all calls use the same, ``unit``.
  /// - Returns: Quantities, not negative.
  @inline(__always)
  func use(
    _ requests: SIMD2<Double>, _ roots: SIMD2<Double>, _ scores: SIMD2<Double>, areAlike: Bool
  ) -> SIMD2<Double> {
    var use =
      requests * SIMD2(repeating: mean) + roots * scores * SIMD2(repeating: deviation)
      + (scores * scores - SIMD2(repeating: 1)) * SIMD2(repeating: skew)
    if areAlike {
      use = FastRounding.nearest(use * SIMD2(repeating: perUnit)) * SIMD2(repeating: unit)
    }
    return use.replacing(with: 0, where: use .< SIMD2.zero)
  }
}
