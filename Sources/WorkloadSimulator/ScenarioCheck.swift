import BillingTypes
import PricingRules
import Settlement

/// Holds a scenario to a catalogue before anything is computed: what it names exists, can be had, and
/// is used.
struct ScenarioCheck {
  let scenario: Scenario
  let catalogue: Catalogue
  /// The day whose prices are used; what is sold is looked up on it, or on the first day of the
  /// scenario where that is later.
  let asOf: Day

  /// Checks offers, categories, currencies, chains, plans and purchases.
  ///
  /// - Throws: ``ForecastError`` for the first mistake, with its line.
  func run() throws(ForecastError) {
    try checkRoughNumbers()
    try checkPlans()
    for feature in scenario.features { try check(feature) }
    try checkPurchases()
  }

  private func checkRoughNumbers() throws(ForecastError) {
    for (name, about) in scenario.roughNumbers where about.deviation == nil {
      let feature = scenario.features.first { name.hasPrefix("\($0.name).") }
      throw ForecastError(feature.map { .feature($0.name) } ?? .whole, .roughNotAssumed(name))
    }
  }

  private func checkPlans() throws(ForecastError) {
    for (index, subscription) in scenario.subscriptions.enumerated() {
      let id = subscription.plan
      func refuse(_ problem: ScenarioProblem) -> ForecastError {
        ForecastError(.plan(index), problem)
      }
      guard let plan = catalogue.plan(id) else {
        throw refuse(
          .request(.unknownPlan(id, nearest: nearest(to: id, among: catalogue.planIDs))))
      }
      for earlier in scenario.subscriptions.prefix(index) {
        guard let month = earlier.meets(subscription, from: scenario.start) else { continue }
        let inMonth = scenario.changesPlans ? month : nil
        if earlier.plan == id { throw refuse(.planListedTwice(id, in: inMonth)) }
        if let (other, key) = catalogue.clash(of: plan, with: [earlier.plan]) {
          throw refuse(.plansOverlap(other, id, key: key, in: inMonth))
        }
      }
      let first = (subscription.from ?? scenario.start).firstDay
      let day = dayBefore(plan.validity) ?? max(asOf, first)
      guard plan.validity.contains(day) else {
        throw refuse(
          .planNotSold(
            id, validity: plan.validity, day: day, others: alternatives(to: plan, on: day)))
      }
    }
  }

  /// Plans that include what one includes and are sold on a day.
  private func alternatives(to plan: Plan, on day: Day) -> [PlanID] {
    let keys = plan.includes.map(\.key)
    return catalogue.planIDs.filter { id in
      guard let other = catalogue.plan(id), id != plan.id else { return false }
      return other.validity.contains(day) && keys.contains { other.included($0) > .zero }
    }
  }

  /// The scenario's first day where its first month ends before something is sold at all.
  ///
  /// Months before `asOf` are computed at its prices, which did not hold then; what could not be bought then
  /// has none. What is sold only later is another matter: its months are computed, with the gap.
  private func dayBefore(_ validity: Validity) -> Day? {
    guard let from = validity.from, from <= asOf, scenario.start.advanced(by: 1).firstDay <= from
    else { return nil }
    return scenario.start.firstDay
  }

  private func check(_ feature: Feature) throws(ForecastError) {
    func refuse(_ error: RequestError) -> ForecastError {
      ForecastError(feature, .request(error))
    }
    guard let offer = catalogue.offer(feature.offer) else {
      throw refuse(
        .unknownOffer(feature.offer, nearest: catalogue.nearestOffers(to: feature.offer)))
    }
    guard offer.category == feature.category else {
      throw refuse(
        .wrongCategory(offer: offer.id, found: offer.category, asked: feature.category))
    }
    if let day = dayBefore(offer.validity) {
      throw refuse(.notSold(offer: offer.id, validity: offer.validity, day: day))
    }
    guard catalogue.card(offer.provider)?.currency == scenario.currency else {
      throw ForecastError(
        feature,
        .otherCurrency(
          offer: offer.id, catalogue.card(offer.provider)?.currency, scenario: scenario.currency))
    }
    if let chain = feature.calls.chain, chain.isFeedingStated {
      try check(chain, of: feature, offer)
    }
  }

  /// What a chain feeds is a number that the offer takes.
  private func check(
    _ chain: CallPattern.Chain, of feature: Feature, _ offer: Offer
  ) throws(ForecastError) {
    let numbers = offer.parameters.filter { parameter in
      if case .number = parameter.extremes.lowest { true } else { false }
    }
    .map(\.name)
    for name in chain.feeds.flatMap({ [$0.input, $0.output] }) where !numbers.contains(name) {
      throw ForecastError(
        .feeds(feature: feature.name),
        .chainInput(
          name, offer: offer.id, isKnown: offer.parameter(name) != nil, numbers: numbers))
    }
  }

  private func checkPurchases() throws(ForecastError) {
    let used = scenario.features.compactMap { catalogue.offer($0.offer) }.flatMap(\.credits)
    for (index, purchase) in scenario.purchases.enumerated() {
      let id = purchase.credit
      func refuse(_ problem: ScenarioProblem) -> ForecastError {
        ForecastError(.purchase(index), problem)
      }
      guard let credit = catalogue.credit(id) else {
        let known = catalogue.cards.flatMap(\.credits).map(\.id).sorted()
        throw refuse(.unknownCredit(id, known: known))
      }
      guard !credit.packs.isEmpty else {
        throw refuse(.noPacks(credit: id))
      }
      let plan = scenario.plans.first { catalogue.plan($0)?.included(id) ?? .zero > .zero }
      if let plan {
        throw refuse(.packsBesidePlan(credit: id, plan: plan))
      }
      guard used.contains(id) else {
        throw refuse(.creditUnused(id))
      }
    }
  }
}
