import BillingTypes
import PricingRules

/// What decides what one request of a feature uses and costs: features with the same key have the same
/// ``FeatureUsage``, which is then computed once.
struct UsageKey: Hashable {
  private let offer: OfferID
  /// By class: its share and what it asks for.
  private let shares: [Rational]
  private let names: [[String]]
  private let values: [[RequestValue]]
  private let rates: [Distribution]
  private let billing: [Outcome: OutcomeBilling]
  private let retries: Int
  /// Calls per chain; nil for single calls.
  private let chain: Distribution?
  private let inputs: [String]
  private let outputs: [String]
  private let endsAtFailure: Bool
  /// The feature, where a mean of its requests or a share of its mix is drawn for it alone.
  private let feature: String?

  init(_ feature: Feature) {
    offer = feature.offer
    shares = feature.mix.map(\.share)
    names = feature.mix.map { $0.values.map(\.name) }
    values = feature.mix.map { $0.values.map(\.value) }
    rates = feature.endings.map(\.rate)
    billing = feature.billing
    retries = feature.calls.retries
    chain = feature.calls.chain?.calls
    inputs = feature.calls.chain?.feeds.map(\.input) ?? []
    outputs = feature.calls.chain?.feeds.map(\.output) ?? []
    let isKnown = feature.uncertainMeans.isEmpty && feature.uncertainShares.isEmpty
    self.feature = isKnown ? nil : feature.name
    endsAtFailure = feature.calls.chain?.endsAtFailure ?? false
  }
}

extension [UsageKey] {
  /// Where each key is first, in order, and the place of each key among those.
  var distinct: (firsts: [Int], places: [Int]) {
    var firsts: [Int] = []
    var known: [UsageKey: Int] = [:]
    let places = indices.map { index in
      if let place = known[self[index]] { return place }
      known[self[index]] = firsts.count
      firsts.append(index)
      return firsts.count - 1
    }
    return (firsts, places)
  }
}
