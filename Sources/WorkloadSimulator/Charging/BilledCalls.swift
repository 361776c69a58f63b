package import BillingTypes
package import PricingRules

/// How many calls one request leads to and how many of them are billed, by the offer's own rules for
/// outcomes.
package struct BilledCalls: Sendable, Hashable {
  /// Expected calls that are billed.
  package let billed: Rational
  /// Expected calls whose billing nobody knows.
  package let unknown: Rational
  /// Expected calls, however they end.
  private let calls: Rational

  /// The share of calls whose billing nobody knows.
  func unknownShare() throws(NumberError) -> Rational { try unknown / calls }

  /// Computes both for one request.
  ///
  /// - Parameters:
  ///   - feature: How its calls end, and how often they are sent again.
  ///   - offer: Whose rules hold where the feature has none of its own.
  /// - Throws: ``NumberError/overflow``.
  package init(_ feature: Feature, offer: Offer) throws(NumberError) {
    var billed = Rational.one
    var unknown = Rational.zero
    for ending in feature.endings where ending.rate.mean > .zero {
      switch feature.billing(of: ending.outcome, by: offer) {
      case .billed: break
      case .notBilled: billed = try billed - ending.rate.mean
      case .unknown:
        billed = try billed - ending.rate.mean
        unknown = try unknown + ending.rate.mean
      }
    }
    // Every call has the same chances, whichever try it is.
    let calls = try CallPattern.calls(
      failureRate: feature.resentRate, retries: feature.calls.retries)
    self.calls = calls
    self.billed = try max(.zero, billed) * calls
    self.unknown = try unknown * calls
  }

  /// The same calls when every one of them ends so that nobody knows whether it is billed.
  ///
  /// - Throws: ``NumberError/overflow``.
  func allUnknown() throws(NumberError) -> BilledCalls {
    BilledCalls(billed: .zero, unknown: try billed + unknown, calls: calls)
  }

  /// The same calls, none of which is billed.
  func noneBilled() -> BilledCalls {
    BilledCalls(billed: .zero, unknown: .zero, calls: calls)
  }

  private init(billed: Rational, unknown: Rational, calls: Rational) {
    self.calls = calls
    self.billed = billed
    self.unknown = unknown
  }
}
