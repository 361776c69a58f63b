import Testing

@testable import WorkloadSimulator

@Suite("The standard normal quantile")
struct NormalQuantileTests {
  // From mpmath with 40 digits; both sides of the approximation's seams at 0.02425 and 0.97575.
  @Test(
    "It is the published value",
    arguments: [
      (0.5, 0.0), (0.6, 0.2533471031357998), (0.9, 1.2815515655446004), (0.975, 1.959963984540054),
      (0.999, 3.0902323061678135), (0.02425, -1.9729610513118849), (0.0001, -3.7190164854556806),
      (1e-10, -6.361340902404056), (1e-20, -9.262340089798408),
    ])
  func knownValues(p: Double, expected: Double) {
    // A probability near one is itself known to 10⁻¹⁶ only; 0.999 leaves 3 × 10⁻¹⁴.
    #expect(abs(Mathematics.normalQuantile(p) - expected) <= 4e-14 * max(0.01, abs(expected)))
  }

  @Test("The deviation of p90 is the quantile at 90 %")
  func constantOfP90() {
    #expect(abs(Mathematics.normalQuantile(0.9) - Mathematics.normalP90) < 1e-15)
  }

  @Test("The probability below the quantile is the one that was asked for")
  func inverse() {
    for index in 1..<10_000 {
      let p = Double(index) / 10_000
      #expect(abs(Mathematics.normalCDF(Mathematics.normalQuantile(p)) - p) < 1e-15)
    }
  }

  @Test("Both tails are alike")
  func symmetry() {
    for index in 1..<5_000 {
      let p = Double(index) / 10_000
      let (low, high) = (Mathematics.normalQuantile(p), Mathematics.normalQuantile(1 - p))
      #expect(abs(low + high) < 1e-12)
    }
  }
}
