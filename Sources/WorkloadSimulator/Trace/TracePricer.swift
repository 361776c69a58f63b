import BillingTypes
import PricingRules
import Settlement

/// Prices the requests of a trace as `rerate` prices its rows: money at once, what is pooled when the month is settled.
struct TracePricer {
  private let offer: Offer
  private let quoter: Quoter
  private let compiled: CompiledOffer
  /// By charge: the pool that settles it; nil for what is priced row by row.
  private let found: [PoolFinder.Found?]
  private let feature: Feature

  /// Prepares an offer on a day.
  ///
  /// - Parameters:
  ///   - offer: The offer.
  ///   - quoter: The day's prices.
  ///   - found: By charge: the pool that settles it.
  ///   - feature: Whose requests they are.
  /// - Throws: ``PricingError`` for rules that cannot be proven.
  init(
    _ offer: Offer, _ quoter: Quoter, _ found: [PoolFinder.Found?], _ feature: Feature
  ) throws {
    self.offer = offer
    self.quoter = quoter
    self.found = found
    self.feature = feature
    compiled = try CompiledOffer(
      offer, currency: quoter.catalogue.currency(of: offer.provider), on: quoter.asOf,
      knownAt: quoter.knownAt, creditWorth: quoter.creditWorth(of: offer, pools: found))
  }

  /// The pools that its requests use.
  var pools: [PoolID: Pool] {
    found.compactMap(\.self).reduce(into: [:]) { $0[$1.id] = $1.pool }
  }

  /// What a request comes to that ends in one way; nil where nothing is known of it.
  ///
  /// - Throws: ``ForecastError`` for a request that the offer refuses.
  func price(
    _ request: [(name: String, text: String)], _ outcome: Outcome
  ) throws -> TracePoint.Price? {
    if feature.billing[outcome] == .notBilled {
      return TracePoint.Price(picounits: 0, isComplete: true)
    }
    let billed = feature.billing[outcome] == .billed ? Outcome.succeeded : outcome
    let request = Request(request + [(Outcome.parameterName, billed.rawValue)])
    do throws(RequestError) {
      let ruled = try compiled.price(request, quoter.catalogue.vocabulary)
      guard ruled.pricing != .unknown else { return nil }
      let range = ruled.range().total
      var run = ruled.run
      var price = TracePoint.Price(
        picounits: 0,
        // What a month's steps make of it is settled with the month.
        isComplete: ruled.pricing == .complete
          && (range.isSingle || range.reasons.allSatisfy { $0.code == .monthSteps }))
      do throws(NumberError) {
        var picounits: Int128 = 0
        for (index, pool) in found.enumerated() {
          let charge = try run.billed(index)
          guard let pool else {
            picounits = try picounits.plus(charge.picounits)
            continue
          }
          let used = pool.countsCost ? charge.cost : charge.quantity
          if used != .zero { price.pooled.append((pool.id, used)) }
        }
        return TracePoint.Price(
          picounits: picounits, isComplete: price.isComplete, pooled: price.pooled)
      } catch {
        throw .pricing(offer: offer.id, .number(error))
      }
    } catch {
      throw ForecastError(feature, .request(error))
    }
  }
}
