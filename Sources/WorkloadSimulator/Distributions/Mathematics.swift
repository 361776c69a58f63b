import RealModule

/// The few elementary functions that distributions need.
package enum Mathematics {
  package static func exponential(_ x: Double) -> Double { Double.exp(x) }
  package static func logarithm(_ x: Double) -> Double { Double.log(x) }
  static func logGamma(_ x: Double) -> Double { Double.logGamma(x) }
  static func sine(_ x: Double) -> Double { Double.sin(x) }

  /// The probability that a standard normal variable is at most `x`.
  static func normalCDF(_ x: Double) -> Double { 0.5 * Double.erfc(-x / 2.0.squareRoot()) }

  /// The standard normal quantile: Acklam's rational approximation with one step of Halley's
  /// method, accurate to about 10⁻¹⁵.
  ///
  /// - Parameter p: a probability strictly between 0 and 1.
  /// - Returns: The value below which a share `p` of standard normal values lies.
  static func normalQuantile(_ p: Double) -> Double {
    let x = approximateNormalQuantile(p)
    let error = normalCDF(x) - p
    let step = error * (2 * Double.pi).squareRoot() * Double.exp(x * x / 2)
    return x - step / (1 + x * step / 2)
  }

  private static func approximateNormalQuantile(_ p: Double) -> Double {
    let a = [
      -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
      1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00,
    ]
    let b = [
      -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
      6.680131188771972e+01, -1.328068155288572e+01, 1,
    ]
    let c = [
      -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
      -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00,
    ]
    let d = [
      7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
      3.754408661907416e+00, 1,
    ]
    func horner(_ coefficients: [Double], _ x: Double) -> Double {
      coefficients.reduce(0) { $0 * x + $1 }
    }
    let tail = 0.02425
    if p < tail {
      let q = (-2 * Double.log(p)).squareRoot()
      return horner(c, q) / horner(d, q)
    }
    if p > 1 - tail {
      let q = (-2 * Double.log(1 - p)).squareRoot()
      return -horner(c, q) / horner(d, q)
    }
    let q = p - 0.5
    return horner(a, q * q) * q / horner(b, q * q)
  }

  /// The standard normal quantile of 90 %: how many deviations p10 and p90 lie from the middle.
  package static let normalP90 = 1.2815515655446004
}
