import BillingTypes
import PricingRules

/// The figures of both sides, held against each other one by one.
struct RateComparison {
  private let before: RateSide
  private let after: RateSide
  private let knownAt: Day?
  private let quoters: (before: Quoter, after: Quoter)

  init(_ before: RateSide, _ after: RateSide, knownAt: Day?) {
    self.before = before
    self.after = after
    self.knownAt = knownAt
    quoters = (
      Quoter(catalogue: before.catalogue, asOf: before.day, knownAt: knownAt),
      Quoter(catalogue: after.catalogue, asOf: after.day, knownAt: knownAt)
    )
  }

  /// What is not the same, card by card: the whole, offers, plans, credits.
  var changes: [RateChange] {
    after.catalogue.cards.flatMap { card -> [RateChange] in
      guard let old = before.catalogue.card(card.provider) else { return [] }
      return changes(.card(card.provider), RateFigures(old), RateFigures(card), [], [])
        + card.offers.sorted { $0.id < $1.id }.flatMap { changes(of: $0, old, card) }
        + card.plans.sorted { $0.id < $1.id }.flatMap { changes(of: $0, old, card) }
        + card.credits.sorted { $0.id < $1.id }.flatMap { credit -> [RateChange] in
          guard let same = old.credits.first(where: { $0.id == credit.id }) else { return [] }
          return changes(
            .credit(credit.id), RateFigures(same, old.currency), RateFigures(credit, card.currency),
            same.evidence, credit.evidence)
        }
    }
  }

  private func changes(of offer: Offer, _ old: RateCard, _ card: RateCard) -> [RateChange] {
    guard offer.validity.contains(after.day), let same = before.catalogue.offer(offer.id),
      same.validity.contains(before.day)
    else { return [] }
    let figures = changes(
      .offer(offer.id), RateFigures(same, old.currency, on: before.day, knownAt: knownAt),
      RateFigures(offer, card.currency, on: after.day, knownAt: knownAt), same.evidence,
      offer.evidence
    ) { subject in
      // A charge with sources of its own has its figures from there.
      guard let name = subject.charge else { return nil }
      let own = offer.namedCharges.first { $0.name == name }?.charge.evidence ?? []
      let past = same.namedCharges.first { $0.name == name }?.charge.evidence ?? []
      return own.isEmpty ? nil : (past, own)
    }
    return figures + requests(same, offer)
  }

  private func changes(of plan: Plan, _ old: RateCard, _ card: RateCard) -> [RateChange] {
    guard plan.validity.contains(after.day), let same = before.catalogue.plan(plan.id),
      same.validity.contains(before.day)
    else { return [] }
    return changes(
      .plan(plan.id), RateFigures(same, old.currency), RateFigures(plan, card.currency),
      same.evidence, plan.evidence)
  }

  private func changes(
    _ thing: RateThing, _ old: RateFigures, _ new: RateFigures, _ past: [Evidence],
    _ present: [Evidence],
    sources own: (RateSubject) -> (past: [Evidence], present: [Evidence])? = { _ in nil }
  ) -> [RateChange] {
    let tables = old.lookedUp.union(new.lookedUp)
    let subjects = new.order + old.order.filter { new.values[$0] == nil }
    return subjects.compactMap { subject in
      if case .cell(let table, _) = subject, tables.contains(table) { return nil }
      let (before, after) = (old.values[subject], new.values[subject])
      guard before != after else { return nil }
      let (past, present) = own(subject) ?? (past, present)
      return RateChange(
        thing, subject, before: before, after: after,
        evidence: present.filter { !past.contains($0) }.newest ?? present.newest)
    }
  }

  /// What requests come to: with every default, and those that sources work out.
  private func requests(_ old: Offer, _ new: Offer) -> [RateChange] {
    let asked =
      [Asked(request: [:], plan: nil)]
      + (new.examples + old.examples).map { Asked(request: $0.request, plan: $0.plan) }
    var seen: Set<[RuledAlike?]> = []
    return asked.uniqued().compactMap { asked in
      let quotes = (quote(asked, old, quoters.before), quote(asked, new, quoters.after))
      let (before, after) = (quotes.0.map(Self.value), quotes.1.map(Self.value))
      // What says no more than a request before it on both sides is the same request.
      let alike = [quotes.0, quotes.1].map { RuledAlike($0, asked.plan) }
      guard before != after, seen.insert(alike).inserted else { return nil }
      return RateChange(
        .offer(new.id), .request(asked.request, asked.plan), before: before, after: after,
        evidence: new.evidence.filter { !old.evidence.contains($0) }.newest ?? new.evidence.newest)
    }
  }

  private struct Asked: Hashable {
    let request: Request
    let plan: PlanID?
  }

  /// What a request says with all defaults, the same for requests that are alike.
  private struct RuledAlike: Hashable {
    let values: [String: FormulaValue]
    let plan: PlanID?

    init?(_ quote: Quote?, _ plan: PlanID?) {
      guard let quote else { return nil }
      values = Dictionary(
        quote.request.values.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
      self.plan = plan
    }
  }

  /// The quote; nil where the request is refused.
  private func quote(_ asked: Asked, _ offer: Offer, _ quoter: Quoter) -> Quote? {
    try? quoter.quote(offer.id, asked.request, plan: asked.plan)
  }

  private static func value(_ quote: Quote) -> RateValue {
    quote.amount.map { .number($0.units, unit: $0.currency.code) } ?? .unknown
  }
}
