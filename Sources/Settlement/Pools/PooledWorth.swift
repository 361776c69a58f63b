package import BillingTypes
package import PricingRules

extension Quoter {
  /// What the credits of an offer are worth by the default plans, where those that a pool counts count as one each:
  /// they are counted, not valued.
  ///
  /// A credit without a worth has none here: nothing is known of its charges.
  ///
  /// - Parameters:
  ///   - offer: The offer.
  ///   - pools: By charge of the offer: the pool that settles it.
  /// - Returns: Money per credit.
  package func creditWorth(
    of offer: Offer, pools: [PoolFinder.Found?]
  ) -> [CreditID: Rational] {
    var worth = defaultWorths(of: offer).money
    for (charge, pool) in zip(offer.charges, pools) where pool != nil {
      if case .credit(let id) = charge.price.unit { worth[id] = .one }
    }
    return worth
  }
}
