package import BillingTypes
package import PricingRules

/// How many calls one request leads to and how many of them are billed, by the offer's own rules for
/// outcomes.
package struct BilledCalls: Sendable, Hashable {
  /// Expected calls that are billed.
  package let billed: Rational
  /// Expected calls whose billing nobody knows.
  package let unknown: Rational

  /// Computes both for one request.
  ///
  /// - Parameters:
  ///   - offer: Whose rules hold.
  ///   - failureRate: The share of calls that fail.
  ///   - moderationRate: The share of calls that moderation stops after generation.
  ///   - retries: How often a failed call is sent again.
  /// - Throws: ``NumberError/overflow``.
  package init(
    offer: Offer, failureRate: Rational, moderationRate: Rational, retries: Int = 0
  ) throws(NumberError) {
    var billed = Rational.one
    var unknown = Rational.zero
    for (outcome, rate) in [
      (Outcome.failed, failureRate), (.moderatedOutput, moderationRate),
    ] where rate > .zero {
      switch offer.billing(of: outcome) {
      case .billed: break
      case .notBilled: billed = try billed - rate
      case .unknown:
        billed = try billed - rate
        unknown = try unknown + rate
      }
    }
    // Every call has the same chances, whichever try it is.
    let calls = try CallPattern.calls(failureRate: failureRate, retries: retries)
    self.billed = try max(.zero, billed) * calls
    self.unknown = try unknown * calls
  }

  /// The same calls when every one of them ends so that nobody knows whether it is billed.
  ///
  /// - Throws: ``NumberError/overflow``.
  func allUnknown() throws(NumberError) -> BilledCalls {
    BilledCalls(billed: .zero, unknown: try billed + unknown)
  }

  private init(billed: Rational, unknown: Rational) {
    self.billed = billed
    self.unknown = unknown
  }
}
