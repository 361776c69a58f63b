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
    plan.overage = Self.taking(reading, of: overage, otherOverage)
    plan.changes = changes.map { change in
      var change = change
      change.overage = Self.taking(reading, of: change.overage, change.otherOverage)
      return change
    }
    return plan
  }

  private static func taking(
    _ reading: PlanReading, of overage: [(key: String, price: Overage)],
    _ others: [(key: String, price: Rational)]
  ) -> [(key: String, price: Overage)] {
    overage.map { key, price in
      guard case .price(let listed) = price else { return (key, price) }
      let all = [listed] + others.filter { $0.key == key }.map(\.price)
      return (key, .price((reading == .cheapest ? all.min() : all.max()) ?? listed))
    }
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
