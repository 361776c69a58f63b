/// Evenly spread points for integrals over a few random values: a rank-one lattice.
///
/// Point `i` has coordinate `frac(0.5/N-free offset + i × α_d)`, where the α are the powers of the
/// inverse of the d-dimensional golden ratio (the real root of x^(d+1) = x + 1 for d = 8). The first
/// coordinate alone is as good as strata.
enum Lattice {
  /// α_1 … α_8 for the root of x⁹ = x + 1, first one replaced by the golden ratio's inverse.
  private static let steps: [Double] = {
    let root = 1.0850702454914508
    var steps = [0.6180339887498949]
    var power = 1.0
    for _ in 1..<8 {
      power /= root
      steps.append(power)
    }
    return steps
  }()

  /// The coordinate of a point, strictly between 0 and 1.
  static func coordinate(_ point: Int, dimension: Int) -> Double {
    let step = steps[dimension % steps.count]
    let position = (0.5 + Double(point) * step) * (dimension < steps.count ? 1 : 1.5)
    let fraction = position - position.rounded(.down)
    return min(max(fraction, 1e-9), 1 - 1e-9)
  }
}
