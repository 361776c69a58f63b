import BillingTypes
import TestSupport
import Testing

@testable import WorkloadSimulator

@Suite("What real bills come to beside an estimate")
struct BoundedFactorTests {
  @Test(
    "The factor stays inside its bounds and has the mean 1",
    arguments: [("0.7", "1.4"), ("0.97", "1.03"), ("0", "5"), ("0.99", "3")])
  func mean(low: String, high: String) throws {
    let (low, high) = (Sample.number(low), Sample.number(high))
    let factor = try #require(BoundedFactor(low: low, high: high))
    let count = 100_000
    var (sum, squares) = (0.0, 0.0)
    for point in 0..<count {
      let value = factor.quantile((Double(point) + 0.5) / Double(count))
      #expect(value >= low.approximation && value <= high.approximation)
      sum += value
      squares += (value - 1) * (value - 1)
    }
    #expect(abs(sum / Double(count) - 1) < 1e-5)
    let variance = (1 - low.approximation) * (high.approximation - 1) / 2
    #expect(abs(squares / Double(count) / variance - 1) < 1e-3)
    #expect(abs(factor.quantile(1e-12) - low.approximation) < 1e-4)
    #expect(abs(factor.quantile(1 - 1e-12) - high.approximation) < 1e-4)
  }

  @Test(
    "Without 1 between its bounds no factor has that mean",
    arguments: [("0.9", "1"), ("1", "1.2"), ("1.1", "1.2")])
  func none(low: String, high: String) {
    #expect(BoundedFactor(low: Sample.number(low), high: Sample.number(high)) == nil)
  }
}
