import BillingTypes
import Synchronization

/// What requests use, kept for the next forecast that asks for the same.
///
/// Variants, levers and alternatives of a scenario are forecasts of nearly the same features: what their requests use is
/// integrated once.
final class UsageMemory: Sendable {
  private struct Key: Hashable {
    let usage: UsageKey
    let day: Day
    let tolerance: Double
  }

  private let known = Mutex<[Key: FeatureUsage]>([:])

  /// More are not kept: then all are forgotten.
  private static let most = 1024

  /// The usage, computed where it is not known; two threads that ask at once may both compute it, to the same end.
  ///
  /// - Parameters:
  ///   - usage: What decides it, beside the rate cards of the forecaster.
  ///   - day: The day whose prices hold.
  ///   - tolerance: The error of a mean over calls that is small enough.
  ///   - compute: Computes it.
  /// - Throws: What `compute` throws.
  /// - Returns: The usage.
  func usage(
    _ usage: UsageKey, _ day: Day, _ tolerance: Double, _ compute: () throws -> FeatureUsage
  ) throws -> FeatureUsage {
    let key = Key(usage: usage, day: day, tolerance: tolerance)
    if let found = known.withLock({ $0[key] }) { return found }
    let found = try compute()
    known.withLock { known in
      if known.count >= Self.most { known.removeAll() }
      known[key] = found
    }
    return found
  }
}
