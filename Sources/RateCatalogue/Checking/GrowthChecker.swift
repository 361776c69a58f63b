import BillingTypes
import PricingRules
import WorkloadSimulator

extension DataReader {
  /// Refuses growth by which a volume would pass what can be counted with before the scenario ends.
  ///
  /// What one in a thousand trials would draw counts: such a trial would end the whole forecast.
  ///
  /// - Parameters:
  ///   - growth: What this place says.
  ///   - volume: What grows.
  ///   - months: The first and the last month of the scenario; nil when they do not read.
  func checkGrowth(_ growth: Distribution, of volume: Volume, in months: ClosedRange<Month>?) {
    // Growth that is known is computed with, and a sum that does not fit names the feature.
    guard let months, growth.fixedValue == nil else { return }
    let count = Double(months.upperBound.index - months.lowerBound.index)
    let start = volume.distribution.mean.approximation
    let rate = growth.quantile(0.999)
    // In logarithms, so that no growth is too large to be looked at; without any volume nothing grows.
    let most =
      Mathematics.logarithm(max(start, 1e-12)) + count * Mathematics.logarithm(max(1 + rate, 1e-12))
    guard most > Mathematics.logarithm(Self.mostRequests) else { return }
    report(
      "with growth of \(Int(min(rate * 100, 1_000_000).rounded())) % a month, as one trial in a thousand has it, more than a "
        + "million million requests are asked for in \(months.upperBound); write less growth or "
        + "fewer months")
  }

  /// More a month has no meaning, and sums of it would not be exact.
  private static var mostRequests: Double { 1e12 }
}
