/// Evenly spread points over a few random values, for the requests of a trace: a rank-one lattice.
///
/// Point `i` has coordinate `(i × g_d mod 512 + ½) / 512` in dimension `d`. Every `g` is odd, so each
/// dimension alone visits every one of 512 equal parts exactly once, in its middle; the `g` were
/// chosen one after the other so that any few dimensions together are evenly filled too.
enum Lattice {
  /// How many points there are.
  static let pointCount = 512

  private static let generators = [1, 111, 143, 413, 91, 391, 325, 35, 217, 449, 237, 155]

  /// The coordinate of a point, strictly between 0 and 1; the dimensions repeat after the twelfth.
  static func coordinate(_ point: Int, dimension: Int) -> Double {
    let part = point * generators[dimension % generators.count] % pointCount
    return (Double(part) + 0.5) / Double(pointCount)
  }
}
