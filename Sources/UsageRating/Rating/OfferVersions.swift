import BillingTypes
import PricingRules

/// The days between which nothing of an offer's prices changes.
struct OfferVersions: Sendable {
  /// A stretch of days with the same prices.
  struct Version: Sendable {
    /// The first day, since 1970-01-01.
    let from: Int32
    /// The first day that is no longer in it.
    let to: Int32
    /// A day in it.
    let day: Day
  }

  /// Ascending; days between them are days on which the offer is not sold.
  let versions: [Version]

  /// Cuts time where a price or the sale begins or ends.
  init(_ offer: Offer) {
    let earliest = Int32(-719_162)  // 0001-01-01
    let latest = Int32(2_932_897)  // 10000-01-01
    var cuts: Set<Int32> = [earliest, latest]
    for day in [offer.validity.from, offer.validity.to].compactMap({ $0 }) {
      cuts.insert(Int32(day.number))
    }
    for day in offer.priceDays { cuts.insert(Int32(day.number)) }
    let days = cuts.sorted()
    versions = zip(days, days.dropFirst()).compactMap { from, to in
      let day = Day(number: Int(from))
      return offer.validity.contains(day) ? Version(from: from, to: to, day: day) : nil
    }
  }

  /// The version that holds on a day; -1 when the offer is not sold then.
  func index(on day: Int32) -> Int {
    versions.firstIndex { $0.from <= day && day < $0.to } ?? -1
  }
}
