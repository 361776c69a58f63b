import BillingTypes
import PricingRules
import TestSupport
import WorkloadSimulator

/// A feature of known numbers, for which demand and cost can be worked out with pencil and paper.
///
/// It is written twice: once as the simulator's own ``Feature`` and ``Offer``, once as the plain
/// loops of ``PlainScenario``. Neither uses the other.
struct PlainFeature: Sendable {
  var name: String
  /// Requests in the first month; nil when it follows another feature.
  var requests: Rational?
  /// The feature it follows, and requests for every accepted asset of it.
  var follows: (name: String, perAccepted: Rational)?
  var growth = Rational.zero
  var seasonality: [Int: Rational] = [:]
  var takes = Rational.one
  var failure = Rational.zero
  var moderation = Rational.zero
  var failed = OutcomeBilling.billed
  var moderated = OutcomeBilling.billed
  /// Shares with how many images each of their requests asks for.
  var mix: [(share: Rational, images: Int)] = [(.one, 1)]
  /// Money per image.
  var price = Rational.one

  var offerID: OfferID { "acme/\(name)/generate" }

  /// The offer that serves it and nothing else.
  var offer: Offer {
    Sample.imageOffer(
      offerID, price: price.description,
      outcomes: [.failed: failed, .moderatedOutput: moderated])
  }

  /// The feature as the simulator knows it.
  var feature: Feature {
    let volume: Volume
    if let follows {
      volume = .follows(feature: follows.name, perAccepted: .fixed(follows.perAccepted))
    } else {
      volume = .requests(.fixed(requests ?? .zero))
    }
    return Sample.feature(
      name, offer: offerID, volume: volume, growth: .fixed(growth), seasonality: seasonality,
      mix: mix.map { share, images in
        RequestClass(share: share, values: [("images", .text(String(images)))])
      }, takes: .fixed(takes), failure: .fixed(failure), moderation: .fixed(moderation))
  }

  /// Images per request sent that somebody pays for, over the mix.
  func billedImages() throws -> Rational {
    var images = Rational.zero
    for part in mix { images = try images + part.share * Rational(part.images) }
    var billed = Rational.one
    if failed != .billed { billed = try billed - failure }
    if moderated != .billed { billed = try billed - moderation }
    return try images * billed
  }
}

/// Features of known numbers with one shared factor, and what they come to, by plain loops.
struct PlainScenario: Sendable {
  var features: [PlainFeature]
  var shared = Rational.one
  var start = "2027-01"
  var months = 12

  var scenario: Scenario {
    Sample.scenario(
      features.map(\.feature), start: start, months: months, shared: [.fixed(shared)])
  }

  var catalogue: Catalogue { Sample.catalogue(features.map(\.offer)) }

  /// Requests that a feature sends in a month, with six decimals: the volume, grown month by month,
  /// in season.
  func requests(_ name: String, month: Int) throws -> Rational {
    guard let feature = features.first(where: { $0.name == name }) else { return .zero }
    var amount: Rational
    if let follows = feature.follows {
      amount = try accepted(follows.name, month: month) * follows.perAccepted
    } else {
      amount = try (feature.requests ?? .zero) * shared
    }
    for _ in 0..<month { amount = try amount * (Rational.one + feature.growth) }
    let monthOfYear = (Month(index: Sample.day(start + "-01").month.index + month)).monthOfYear
    amount = try amount * (feature.seasonality[monthOfYear] ?? .one)
    return try amount.rounded(toPlaces: 6, .halfEven)
  }

  /// Assets of a feature that are kept in a month.
  func accepted(_ name: String, month: Int) throws -> Rational {
    guard let feature = features.first(where: { $0.name == name }) else { return .zero }
    let good = try Rational.one - feature.failure - feature.moderation
    return try requests(name, month: month) * good / feature.takes
  }

  /// What a feature costs in a month.
  func cost(_ feature: PlainFeature, month: Int) throws -> Money {
    let requests = try requests(feature.name, month: month)
    return try Money(rounding: requests * feature.billedImages() * feature.price, in: .usd)
  }
}
