import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

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
    let others = (pricer.sold[bound.offer.model] ?? []).filter {
      $0.category == bound.offer.category && $0.id != bound.offer.id
    }
    found += Parallel.map(others.count) { index in
      equivalent(at: others[index], request, below: floor).flatMap { amount, ceiling in
        guard ceiling.picounits < floor.picounits else { return nil }
        return CheaperEquivalent(
          offer: others[index].id, serviceTier: nil, amount: amount, ceiling: ceiling)
      }
    }.compactMap(\.self)
    return found.sorted { ($0.amount.picounits, $0.offer) < ($1.amount.picounits, $1.offer) }
  }

  /// What the same costs at another offer, and the most that it may; nil where it is not the same, or costs no less than
  /// something.
  private func equivalent(
    at other: Offer, _ request: Request, below floor: Money
  ) -> (amount: Money, ceiling: Money)? {
    let terms = pricer.catalogue.vocabulary.parameters
    // What only describes what is sent in, such as the tokens of a prompt, is missed by nobody.
    let asked = request.keeping { other.knows($0) || terms[$0]?.isInput != true }
    let own = bound.offer.parameters.filter { $0.isChoice && request[$0.name] == nil }
    guard own.allSatisfy({ other.knows($0.name) || terms[$0.name]?.isInput == true }),
      let comparison = try? Comparer(ofTaken: pricer.quoter, offers: [other.id])
        .compare(bound.offer.category, asked),
      let candidate = comparison.ranked.first, candidate.differs.isEmpty, candidate.calls == 1,
      let amount = candidate.amount, amount.currency == floor.currency,
      // The most that it may be is not lower, and takes longer to find.
      amount.picounits < floor.picounits
    else { return nil }
    // What the body says nothing of is open there.
    var states: [String: InputState] = [:]
    for value in candidate.quote.request.values where other.parameter(value.name) != nil {
      if value.origin == .given { states[value.name] = .given(value.value) }
    }
    for parameter in other.parameters where states[parameter.name] == nil {
      states[parameter.name] = .notReported(within: nil)
    }
    guard let priced = try? pricer.quoter.compiled(other),
      let ceiling = try? priced.range(of: states)?.ceiling
    else { return nil }
    return (amount, ceiling)
  }
}

extension Parameter {
  /// Whether it has more than one legal value.
  fileprivate var isChoice: Bool { extremes.lowest != extremes.highest }
}
