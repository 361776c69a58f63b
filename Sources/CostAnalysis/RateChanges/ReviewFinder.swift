import BillingTypes
import PricingRules

/// Who looked at a change: a review that the earlier side does not have.
struct ReviewFinder {
  private let before: RateSide
  private let after: RateSide
  private let knownAt: Day?

  init(_ before: RateSide, _ after: RateSide, knownAt: Day?) {
    self.before = before
    self.after = after
    self.knownAt = knownAt
  }

  /// The first review that is of the change; nil where nobody looked.
  func review(of change: RateChange) -> Review? {
    let provider = change.thing.provider
    guard let card = after.catalogue.card(provider) else { return nil }
    let old = before.catalogue.card(provider)
    guard case .offer(let id) = change.thing, let offer = after.catalogue.offer(id) else {
      return new(card.reviewed, old?.reviewed ?? [])
    }
    let same = before.catalogue.offer(id)
    return priceReview(change.subject, offer, same)
      ?? new(offer.reviewed, same?.reviewed ?? []) ?? new(card.reviewed, old?.reviewed ?? [])
  }

  /// On two days of one catalogue a review is new where it was made after the first of them.
  private func new(_ reviews: [Review], _ old: [Review]) -> Review? {
    reviews.first { review in
      !old.contains(review) || isOneCatalogue && before.day < review.day
    }
  }

  private var isOneCatalogue: Bool {
    before.day != after.day && before.catalogue.digest == after.catalogue.digest
  }

  /// The review beside the amounts that hold now, and did not before.
  private func priceReview(_ subject: RateSubject, _ offer: Offer, _ old: Offer?) -> Review? {
    guard subject.charge != nil || subject.isRequest else { return nil }
    for (name, charge) in offer.namedCharges {
      if let own = subject.charge, own != name { continue }
      let past = old?.namedCharges.first { $0.name == name }?.charge.price
      let known = past?.amounts(on: before.day, knownAt: knownAt)?.reviewed ?? []
      let now = charge.price.amounts(on: after.day, knownAt: knownAt)?.reviewed ?? []
      if let review = now.first(where: { !known.contains($0) }) { return review }
    }
    return nil
  }
}
