import BillingTypes
import TestSupport
import Testing
import WorkloadSimulator

@Suite("The parameters and exact means of distributions")
struct DistributionParameterTests {
  @Test(
    "A mean that is a fraction of the inputs is exact",
    arguments: [
      (Sample.fixed("0.1"), 1, 10),
      (Sample.uniform("1", "2"), 3, 2),
      (Sample.uniform("0.1", "0.2"), 3, 20),
      (Sample.triangular("1", "2", "4"), 7, 3),
      (Sample.normal("0.01", "0.08"), 9, 200),
      (Sample.samples("1", "1", "3"), 5, 3),
      (Sample.lognormal("7", "7"), 7, 1),
      (Sample.logitNormal("0.02", "0.02"), 1, 50),
      (
        Sample.mixture(
          ("0.25", Sample.uniform("1", "2")), ("0.75", Sample.triangular("1", "2", "4"))), 17, 8
      ),
    ])
  func exactMean(_ distribution: Distribution, numerator: Int, denominator: Int) throws {
    let expected = try Rational(numerator) / Rational(denominator)
    #expect(distribution.shape.exactMean == expected)
    #expect(distribution.mean == expected)
  }

  @Test("The mean of the stated normal is its first number")
  func normalByMeanAndDeviation() throws {
    let normal = try #require(Normal(mean: Sample.number("0.05"), deviation: Sample.number("0.02")))
    #expect(normal.exactMean == Sample.number("0.05"))
    #expect(abs(normal.quantile(0.5) - 0.05) < 1e-17)
    #expect(abs(normal.quantile(0.975) - (0.05 + 0.02 * 1.959963984540054)) < 1e-16)
  }

  @Test("The mean of a lognormal is exp(µ + σ²/2), above its median")
  func lognormalMean() {
    // By hand: µ = (ln 40 + ln 420) / 2, σ = ln(420 / 40) / (2 × 1.2815515655446004).
    let distribution = Sample.lognormal("40", "420")
    #expect(distribution.shape.exactMean == nil)
    #expect(abs(distribution.shape.mean - 197.42778957425682) < 1e-9)
  }

  @Test("Without a closed form the mean is the statistic, rounded to nine decimals")
  func roundedMean() {
    let mean = Sample.logitNormal("0.01", "0.2").mean
    #expect((try? mean * Rational(1_000_000_000))?.isWhole == true)
  }

  @Test(
    "A statistic becomes the number with so many decimals nearest to it, a tie the even one",
    arguments: [
      (0.1, 9, "0.1"), (1.0 / 3, 9, "0.333333333"), (2.0 / 3, 3, "0.667"), (0.5, 0, "0"),
      (1.5, 0, "2"), (-2.5, 0, "-2"), (1e12, 6, "1000000000000"),
    ])
  func nearest(value: Double, places: Int, expected: String) {
    #expect(Rational(nearest: value, places: places).description == expected)
  }

  #if compiler(>=6.2)
    @Test("A statistic that is not finite never becomes a number")
    func infiniteStatistic() async {
      await #expect(processExitsWith: .failure) {
        _ = Rational(nearest: .infinity, places: 9)
      }
    }
  #endif

  @Test("Parameters that make no distribution give none")
  func illegalParameters() {
    func lognormal(_ p10: Int, _ p90: Int) -> Lognormal? {
      Lognormal(p10: Rational(p10), p90: Rational(p90))
    }
    #expect(lognormal(0, 1) == nil)
    #expect(lognormal(-1, 1) == nil)
    #expect(lognormal(2, 1) == nil)
    #expect(lognormal(1, 1) != nil)

    func logitNormal(_ p10: String, _ p90: String) -> LogitNormal? {
      LogitNormal(p10: Sample.number(p10), p90: Sample.number(p90))
    }
    #expect(logitNormal("0", "0.5") == nil)
    #expect(logitNormal("0.5", "1") == nil)
    #expect(logitNormal("0.6", "0.5") == nil)
    #expect(logitNormal("0.0001", "0.9999") != nil)

    #expect(Normal(mean: .zero, deviation: Rational(-1)) == nil)
    #expect(Normal(mean: .zero, deviation: .zero) != nil)
    #expect(Normal(p10: .one, p90: .zero) == nil)
    #expect(Uniform(.one, .zero) == nil)
    #expect(Uniform(.one, .one) != nil)
    #expect(Triangular(.one, .zero, .one) == nil)
    #expect(Triangular(.zero, Rational(2), .one) == nil)
    #expect(Triangular(.one, .one, .one) != nil)
    #expect(Samples([]) == nil)
    #expect(Samples([.zero]) != nil)
  }

  @Test(
    "The shares of a mixture are above zero and add up to one",
    arguments: [
      ([], false), (["1"], true), (["0.5", "0.5"], true), (["0.5", "0.4"], false),
      (["0.5", "0.6"], false), (["1", "0"], false), (["1.5", "-0.5"], false),
    ])
  func mixtureShares(shares: [String], isLegal: Bool) {
    let parts = shares.map {
      Mixture.Component(share: Sample.number($0), distribution: Sample.fixed("1"))
    }
    #expect((Mixture(parts) != nil) == isLegal)
  }

  @Test(
    "A distribution whose bounds are one value has no other",
    arguments: [
      Sample.lognormal("7", "7"), Sample.normal("7", "7"), Sample.uniform("7", "7"),
      Sample.triangular("7", "7", "7"), Sample.samples("7"), Sample.fixed("7"),
    ])
  func degenerate(_ distribution: Distribution) {
    for p in [0.001, 0.1, 0.5, 0.9, 0.999] {
      #expect(abs(distribution.shape.quantile(p) - 7) < 1e-14)
    }
  }

  @Test(
    "A distribution says its name and its parameters",
    arguments: [
      (Sample.fixed("0.05"), "exactly 0.05"),
      (Sample.lognormal("40", "420"), "lognormal, p10 40, p90 420"),
      (Sample.normal("0.01", "0.08"), "normal, p10 0.01, p90 0.08"),
      (Sample.logitNormal("0.01", "0.2"), "logit-normal, p10 0.01, p90 0.2"),
      (Sample.uniform("5", "60"), "uniform from 5 to 60"),
      (Sample.triangular("1", "2", "4"), "triangular from 1 over 2 to 4"),
      (Sample.samples("1", "2"), "one of 2 samples"),
      (
        Sample.mixture(("0.3", Sample.fixed("9")), ("0.7", Sample.uniform("1", "2"))),
        "a mix of 0.3 × (exactly 9), 0.7 × (uniform from 1 to 2)"
      ),
    ])
  func words(_ distribution: Distribution, expected: String) {
    #expect(distribution.shape.words == expected)
  }
}
