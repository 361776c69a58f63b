import BillingTypes
import TestSupport
import Testing
import WorkloadSimulator

@Suite("What every distribution promises")
struct DistributionTests {
  /// A distribution with what is stated of it.
  struct Case: Sendable, CustomTestStringConvertible {
    let distribution: Distribution
    /// No value lies outside.
    var bounds: ClosedRange<Double> = -.infinity ... .infinity
    /// How far the mean over the grid may be from the stated one, as a share of it.
    var tolerance = 1e-6

    var testDescription: String { distribution.shape.words }
    var shape: any DistributionShape { distribution.shape }
  }

  // A grid of 20,000 midpoints gives a bounded shape's mean to the square of its width, about
  // 10⁻⁹; of a shape without an end it misses some of the outermost part of the tail, which for the
  // widest lognormal here holds 0.15 % of the mean and is hit to about a quarter.
  static let cases: [Case] = [
    Case(distribution: Sample.fixed("12.5"), bounds: 12.5...12.5, tolerance: 1e-12),
    Case(distribution: Sample.lognormal("40", "420"), bounds: 0 ... .infinity, tolerance: 5e-4),
    Case(distribution: Sample.lognormal("8000", "15000"), bounds: 0 ... .infinity, tolerance: 1e-4),
    Case(distribution: Sample.lognormal("1.3", "3.0"), bounds: 0 ... .infinity, tolerance: 1e-4),
    Case(distribution: Sample.normal("0.01", "0.08"), tolerance: 1e-4),
    Case(distribution: Sample.logitNormal("0.01", "0.2"), bounds: 0...1, tolerance: 1e-4),
    Case(distribution: Sample.logitNormal("0.3", "0.9"), bounds: 0...1, tolerance: 1e-4),
    Case(distribution: Sample.uniform("5", "60"), bounds: 5...60),
    Case(distribution: Sample.triangular("800", "1200", "2200"), bounds: 800...2200),
    Case(distribution: Sample.triangular("0", "0", "3"), bounds: 0...3),
    Case(distribution: Sample.triangular("0", "3", "3"), bounds: 0...3),
    // The grid meets every sample as often, up to one point in 20,000.
    Case(distribution: Sample.samples("8", "4", "4", "6"), bounds: 4...8),
    Case(distribution: Sample.samples("1", "2", "9"), bounds: 1...9, tolerance: 1e-4),
    Case(
      distribution: Sample.mixture(("0.25", Sample.uniform("0", "4")), ("0.75", Sample.fixed("9"))),
      bounds: 0...9),
  ]

  @Test("The mean over a fine grid of quantiles is the stated mean", arguments: cases)
  func sampledMean(_ testCase: Case) {
    let count = 20_000
    let sum = (0..<count).reduce(0.0) {
      $0 + testCase.shape.quantile((Double($1) + 0.5) / Double(count))
    }
    let mean = testCase.shape.mean
    #expect(abs(sum / Double(count) - mean) <= testCase.tolerance * abs(mean))
  }

  @Test("A larger share of the values never lies below a smaller value", arguments: cases)
  func quantileAscends(_ testCase: Case) {
    let quantiles = (1..<10_000).map { testCase.shape.quantile(Double($0) / 10_000) }
    #expect(zip(quantiles, quantiles.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test("No value lies outside the bounds, also in the outermost tails", arguments: cases)
  func boundsHold(_ testCase: Case) {
    let tails = [1e-300, 1e-30, 1e-9, 1 - 1e-9, 1 - 1e-15, 1.0.nextDown]
    for p in tails + (1..<1000).map({ Double($0) / 1000 }) {
      let value = testCase.shape.quantile(p)
      #expect(value.isFinite && testCase.bounds.contains(value), "at \(p): \(value)")
    }
  }

  @Test("The mean as an exact number is the statistic to nine decimals", arguments: cases)
  func exactAndApproximateMeanAgree(_ testCase: Case) {
    let mean = testCase.shape.mean
    #expect(abs(testCase.distribution.mean.approximation - mean) <= 1e-9 + 1e-15 * abs(mean))
  }

  @Test(
    "A pair of p10 and p90 comes back as the quantiles at 10 % and 90 %",
    arguments: [
      (Sample.lognormal("40", "420"), 40.0, 420.0),
      (Sample.lognormal("0.8", "1.25"), 0.8, 1.25),
      (Sample.lognormal("7", "7"), 7, 7),
      (Sample.normal("-0.01", "0.08"), -0.01, 0.08),
      (Sample.logitNormal("0.01", "0.2"), 0.01, 0.2),
      (Sample.logitNormal("0.5", "0.99"), 0.5, 0.99),
    ])
  func pairComesBack(_ distribution: Distribution, p10: Double, p90: Double) {
    // Statistics are binary numbers: a few roundings in the 16th digit are what is left.
    #expect(abs(distribution.shape.quantile(0.1) - p10) <= 1e-13 * max(1, abs(p10)))
    #expect(abs(distribution.shape.quantile(0.9) - p90) <= 1e-13 * max(1, abs(p90)))
  }

  @Test("The median of a lognormal is the geometric mean of its pair")
  func lognormalMedian() {
    #expect(abs(Sample.lognormal("4", "9").shape.quantile(0.5) - 6) < 1e-14)
  }

  @Test(
    "A quantile of a triangle cuts off the stated share of its area",
    arguments: [0.001, 0.1, 0.2857, 0.2858, 0.5, 0.9, 0.999])
  func triangularInverse(p: Double) {
    let value = Sample.triangular("800", "1200", "2200").shape.quantile(p)
    let area =
      value < 1200
      ? (value - 800) * (value - 800) / (1400 * 400)
      : 1 - (2200 - value) * (2200 - value) / (1400 * 1000)
    #expect(abs(area - p) < 1e-14)
  }

  @Test(
    "Sorted samples are cut into equal shares, the upper one from its bound on",
    arguments: [(0.1, 4.0), (0.49, 4), (0.5, 6), (0.74, 6), (0.75, 8), (0.999, 8)])
  func sampleQuantiles(p: Double, expected: Double) {
    #expect(Sample.samples("8", "4", "4", "6").shape.quantile(p) == expected)
  }

  @Test("A mixture draws every part as often as its share, in whatever order the parts stand")
  func mixtureShares() {
    let mixture = Sample.mixture(("0.3", Sample.fixed("9")), ("0.7", Sample.fixed("2")))
    let draws = (0..<1000).map { mixture.shape.quantile((Double($0) + 0.5) / 1000) }
    #expect(draws.filter { $0 == 9 }.count == 300)
    #expect(draws.filter { $0 == 2 }.count == 700)
    // The smaller values are drawn by the smaller shares, so that ranks mean what they say.
    #expect(draws == draws.sorted())
  }
}
