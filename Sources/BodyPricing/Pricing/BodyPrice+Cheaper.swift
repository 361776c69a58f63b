import BillingTypes
import CostAnalysis
import PricingRules

extension BodyPrice {
  /// Offers of the same model, and slower tiers of this one, that certainly cost less than some amount.
  func cheaper(than floor: Money, _ request: Request) -> [CheaperEquivalent] {
    var found: [CheaperEquivalent] = []
    for tier in bound.offer.serviceTiers where states[ServiceTier.parameterName] == nil {
      var states = states
      states[ServiceTier.parameterName] = .given(.choice(tier.name))
      var slower = request
      slower[ServiceTier.parameterName] = tier.name
      guard let range = try? priced.range(of: states), let ceiling = range.ceiling,
        let amount = try? pricer.quoter.quote(bound.offer.id, slower).amount,
        ceiling.picounits < floor.picounits
      else { continue }
      found.append(
        .init(offer: bound.offer.id, serviceTier: tier.name, amount: amount, ceiling: ceiling))
    }
    let others = pricer.catalogue.offers.filter {
      $0.model == bound.offer.model && $0.category == bound.offer.category
        && $0.id != bound.offer.id
        && $0.validity.contains(pricer.asOf)
    }
    // What none of them has a word for, such as the tokens of a prompt, is no part of what they are asked.
    let asked = request.keeping { name in others.contains { $0.knows(name) } }
    guard !others.isEmpty,
      let comparison = try? Comparer(quoter: pricer.quoter, offers: others.map(\.id))
        .compare(bound.offer.category, asked)
    else { return found }
    for candidate in comparison.ranked where candidate.differs.isEmpty {
      guard let amount = candidate.amount, let ceiling = candidate.range.ceiling,
        ceiling.currency == floor.currency, ceiling.picounits < floor.picounits
      else { continue }
      found.append(
        .init(offer: candidate.quote.offer, serviceTier: nil, amount: amount, ceiling: ceiling))
    }
    return found.sorted { ($0.amount.picounits, $0.offer) < ($1.amount.picounits, $1.offer) }
  }
}
