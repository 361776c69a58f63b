public import BillingTypes

/// Which reading of a plan is taken where sources disagree on it.
public enum PlanReading: Hashable, Sendable {
  /// The largest allowance, and the lowest price of more.
  case cheapest
  /// The smallest allowance, and the highest price of more.
  case dearest
}

extension Plan {
  /// Whether sources disagree on what the plan includes, or on what more costs.
  public var isDisputed: Bool { !otherIncludes.isEmpty || !otherOverage.isEmpty }

  /// How much of `key` one period includes by each source, the likeliest first.
  public func includedReadings(of key: String) -> [Rational] {
    [included(key)] + otherIncludes.filter { $0.key == key }.map(\.quantity)
  }

  /// The plan as one of its readings has it.
  public func taking(_ reading: PlanReading) -> Plan {
    guard isDisputed else { return self }
    var plan = self
    plan.includes = includes.map { key, quantity in
      let all = includedReadings(of: key)
      return (key, (reading == .cheapest ? all.max() : all.min()) ?? quantity)
    }
    plan.overage = overage.map { key, price in
      guard case .price(let listed) = price else { return (key, price) }
      let all = [listed] + otherOverage.filter { $0.key == key }.map(\.price)
      return (key, .price((reading == .cheapest ? all.min() : all.max()) ?? listed))
    }
    return plan
  }
}

extension Catalogue {
  /// The catalogue with every plan as one of its readings has it.
  package func taking(_ reading: PlanReading) -> Catalogue {
    guard cards.contains(where: { $0.plans.contains(where: \.isDisputed) }) else { return self }
    let cards = cards.map { card in
      RateCard(
        provider: card.provider, name: card.name, relation: card.relation, currency: card.currency,
        offers: card.offers, plans: card.plans.map { $0.taking(reading) }, credits: card.credits,
        reviewed: card.reviewed)
    }
    return Catalogue(
      cards: cards, vocabulary: vocabulary, content: DeferredText { digest },
      priceChanges: priceChanges, assumptions: assumptions)
  }
}
