import BillingTypes
import PricingRules

/// An offer over days on which nothing of its prices changes.
struct OfferPeriod {
  let offer: Offer
  /// The first day; nil where there is no other before it.
  let from: Day?
  /// The first day that is no longer in it; nil for no end.
  let to: Day?
  /// A day in it, whose prices hold.
  let day: Day

  /// The periods of an offer, ascending; none when it is not sold.
  ///
  /// - Parameters:
  ///   - offer: The offer.
  ///   - asOf: The one day whose prices count; nil for every day.
  ///   - knownAt: Prices that became known later begin no period.
  /// - Returns: The periods.
  static func all(of offer: Offer, asOf: Day?, knownAt: Day?) -> [OfferPeriod] {
    if let asOf {
      return offer.validity.contains(asOf)
        ? [OfferPeriod(offer: offer, from: nil, to: nil, day: asOf)] : []
    }
    let validity = offer.validity
    let inside = Set(offer.priceDays).filter { day in
      (validity.from.map { $0 < day } ?? true) && (validity.to.map { day < $0 } ?? true)
    }
    var periods: [OfferPeriod] = []
    var starts: [Day?] = [validity.from]
    starts += inside.sorted().map { Optional($0) }
    for (index, start) in starts.enumerated() {
      let next = index + 1 < starts.count ? starts[index + 1] : validity.to
      guard let day = start ?? next.map({ Day(number: $0.number - 1) }) ?? Day("2026-01-01"),
        validity.contains(day)
      else { continue }
      if let last = periods.last, last.to == start,
        prices(of: offer, on: last.day, knownAt) == prices(of: offer, on: day, knownAt)
      {
        periods[periods.count - 1] = OfferPeriod(
          offer: offer, from: last.from, to: next, day: last.day)
      } else {
        periods.append(OfferPeriod(offer: offer, from: start, to: next, day: day))
      }
    }
    return periods
  }

  /// Which prices hold on a day, charge by charge, and whether they have evidence yet.
  private static func prices(of offer: Offer, on day: Day, _ knownAt: Day?) -> [Int?] {
    offer.charges.flatMap { charge in
      let amounts = charge.price.amounts(on: day, knownAt: knownAt)
      let place = amounts.flatMap { amounts in
        charge.price.history.firstIndex {
          $0.from == amounts.from && $0.knownFrom == amounts.knownFrom
        }
      }
      return [place, offer.isBeforeEvidence(charge, on: day) ? 1 : 0]
    }
  }

  /// The days in words.
  var words: String {
    switch (from, to) {
    case (nil, nil): "on every day"
    case (let from?, nil): "from \(from)"
    case (nil, let to?): "until \(to)"
    case (let from?, let to?): "from \(from) until \(to)"
    }
  }
}
