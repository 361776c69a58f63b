import BillingTypes
import PricingRules
public import WorkloadSimulator

extension ForecastWarning {
  /// What a reader should know, in words.
  public var words: String {
    switch self {
    case .planAssumed(let key, let plan):
      "\(key) is taken under \(plan), the card's default; the scenario lists no plan for it"
    case .queueNotSimulated(let feature, let month, let calls, let most):
      Self.notSimulated("waiting for limits", feature, month, calls, most)
    case .sessionsNotSimulated(let feature, let month, let calls, let most):
      Self.notSimulated("how many sessions are open at once", feature, month, calls, most)
    case .limitsUnknown(let feature, let offer):
      "\(feature): how long requests wait is not known: no limits of \(offer) were found"
    case .oldSource(let offer, let old): "\(offer): \(old.words)"
    case .priceNotKnownYet(let offer, let meter, let from):
      "\(offer): the price of \(meter) from \(from) does not count, since the card does not say when it became known; "
        + "write 'known: {from: DAY}' beside it, or --known-at a later day"
    }
  }

  private static func notSimulated(
    _ subject: String, _ feature: String, _ month: Month, _ calls: Int, _ most: Int
  ) -> String {
    "\(feature): \(subject) is not simulated: \(month) has \(calls) calls, more than \(most)"
  }
}
