import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension ScenarioReport {
  /// What it costs, whether that fits the budget, and what would change it most.
  var decision: [Report.Block] {
    let currency = scenario.currency
    guard forecast.whole.completeness != .unknown else {
      return [
        .paragraph("What \(scenario.name) costs is not known; see Warnings."), .bullets(savings),
      ]
    }
    let months = scenario.monthCount
    let blocks: [Report.Block] = [
      .paragraph(
        "As planned, \(scenario.name) costs \(view.text(view.grandTotal, of: forecast.whole)) "
          + "\(currency) over \(months) \(months == 1 ? "month" : "months") from \(scenario.start), "
          + "\(view.text(view.monthlyTotal, of: forecast.whole, over: months)) \(currency) a month on "
          + "average. "
          + knowledge)
    ]
    return blocks + [
      .bullets(
        [contractedText, largestFeature, owningText].compactMap(\.self) + certaintyTexts
          + budgetTexts + savings + listOnly)
    ]
  }

  /// That offers are compared as the cards have them, where something else was agreed.
  private var listOnly: [String] {
    studied.contracted == nil || alternatives.isEmpty
      ? [] : ["Offers and providers are compared by list cost; what was agreed is not in it."]
  }

  /// How much of the whole is known.
  private var knowledge: String {
    let range = forecast.whole.range
    if range.isSingle { return "Every price in it is known." }
    if forecast.whole.isOpenByPricesAlone {
      return "Every price in it is known; how prices may change is in the figures."
    }
    guard range.ceiling != nil else {
      return "This is a lower bound (≥): something in it is not known; see Warnings."
    }
    return "On average it can be \(view.words(range)), by what is not known; see Warnings."
  }

  private var largestFeature: String? {
    guard view.grandTotal > 0,
      let largest = view.payers.max(by: { view.total(of: $0) < view.total(of: $1) })
    else { return nil }
    let share = (view.total(of: largest) * 200 + view.grandTotal) / (2 * view.grandTotal)
    return "The largest part is \(largest.words): "
      + "\(view.text(view.total(of: largest), of: view.cost(of: largest))) "
      + "\(scenario.currency), \(share) % of the total."
  }

  private var budgetTexts: [String] {
    var texts: [String] = []
    if let limit = scenario.budget.month {
      let costs = scenario.months.indices.map { billed.budgeted(in: $0..<$0 + 1) }
      let over = costs.indices.filter { costs[$0].known.units > limit }
      let money = "\(DisplayRounding.text(limit)) \(scenario.currency)"
      if !over.isEmpty {
        texts.append(
          "The monthly budget of \(money)\(budgetWords) is passed in "
            + over.map { scenario.months[$0].description }.joined(separator: ", ") + ".")
      } else {
        let isCertain = costs.allSatisfy { isKept(limit, by: $0) }
        texts.append(
          isCertain
            ? "The monthly budget of \(money)\(budgetWords) is kept in every month on average."
            : "What is known stays within the monthly budget of \(money)\(budgetWords) in every month."
        )
      }
    }
    if let limit = scenario.budget.year { texts += yearTexts(limit) }
    return texts
  }

  /// What a budget is for, where that is not what is used alone.
  private var budgetWords: String {
    let budget = scenario.budget
    let words = [
      studied.bill != nil
        ? budget.basis == .paid
          ? "what is to be paid by your terms, tax in it" : "what is used by your terms, before tax"
        : budget.basis == .paid ? "what is paid" : nil,
      budget.coversOwning ? "building and keeping too" : nil,
    ].compactMap(\.self)
    return words.isEmpty ? "" : " (\(words.joined(separator: ", ")))"
  }

  /// What it costs with all that stands beside the bills.
  private var owningText: String? {
    guard let owning = forecast.owning, owning.isCounted, let beside = try? owning.total,
      let all = try? billedTotal + beside, let building = try? owning.building,
      let keeping = try? owning.keeping
    else { return nil }
    return "With building (\(view.text(building)) \(scenario.currency) once) and keeping "
      + "(\(view.text(keeping)) \(scenario.currency)) \(owning.providers.count) "
      + "\(owning.providers.count == 1 ? "provider" : "providers") it comes to "
      + "\(billed.whole.mark)\(view.text(all)) \(scenario.currency)."
  }

  /// What the bills come to that building and keeping come on top of.
  private var billedTotal: Money {
    studied.bill == nil
      ? billed.total : billed.billed(in: scenario.months.indices).known
  }

  /// Whether a budget is certainly kept, whatever turns out of what is not known.
  private func isKept(_ limit: Rational, by cost: ExpectedCost) -> Bool {
    cost.range.ceiling.map { $0.units <= limit } ?? false
  }

  /// Whether a budget is certainly passed.
  private func isPassed(_ limit: Rational, by cost: ExpectedCost) -> Bool {
    cost.range.floor.units > limit
  }

  /// The yearly budget against every twelve months of the scenario.
  private func yearTexts(_ limit: Rational) -> [String] {
    let money = "\(DisplayRounding.text(limit)) \(scenario.currency)"
    guard let budget = try? Money(rounding: limit, in: scenario.currency) else {
      return ["The yearly budget of \(money) is larger than any amount."]
    }
    return billed.budgetYears.map { year in
      let cost = billed.budgeted(in: year)
      let months =
        scenario.monthCount <= 12
        ? ""
        : " from \(scenario.months[year.lowerBound]) to \(scenario.months[year.upperBound - 1])"
      let isOver = cost.known.picounits > budget.picounits
      let distance =
        (try? isOver ? cost.known - budget : budget - cost.known).map(view.text) ?? "much"
      if isOver {
        let bound = cost.mark.isEmpty ? "" : "at least "
        let doubt = isPassed(limit, by: cost) ? "" : "; what is not known may keep it"
        return
          "The yearly budget of \(money)\(budgetWords) is passed\(months) by \(bound)\(distance) "
          + "\(scenario.currency)\(doubt)."
      }
      let bound = cost.mark.isEmpty ? "" : "at most "
      let doubt =
        !cost.mark.isEmpty || isKept(limit, by: cost)
        ? "" : "; what is not known may pass it"
      return "The yearly budget of \(money)\(budgetWords) leaves\(months) \(bound)\(distance) "
        + "\(scenario.currency)\(doubt)."
    }
  }

  /// The cheapest priced offers of each feature that cost less than the planned one: of the same model, and of others.
  private var savings: [String] {
    alternatives.flatMap { alternative in
      let name = alternative.feature.name
      guard let planned = alternative.options.first(where: \.isPlanned), planned.isPriced else {
        return [
          "\(name): what \(alternative.feature.offer) costs is not fully known, so it cannot be "
            + "compared."
        ]
      }
      guard !hasCreditsWithOthers(planned, alternative.feature) else {
        return [
          "\(name): \(planned.offer.id) shares a subscription with other features, so that what a change saves is no "
            + "difference of this feature's figures; forecast the scenario with another offer to see it."
        ]
      }
      let others = alternative.options.filter {
        $0.isPriced && !$0.isPlanned && !$0.offer.validity.life.ranksApart
      }
      guard others.contains(where: { $0.cost.picounits < planned.cost.picounits }) else {
        return ["\(name): \(planned.offer.id) is the cheapest of the offers that were compared."]
      }
      let choices = [true, false].compactMap { isSameModel in
        alternative.choice(ofSameModel: isSameModel).map { (isSameModel, $0) }
      }.filter { isSaving($1.option, planned) }
      guard !choices.isEmpty else {
        return [
          "\(name): no offer that was compared costs certainly less than \(planned.offer.id), by "
            + "\(Self.leastSaving) % or more."
        ]
      }
      return choices.map { isSameModel, choice in
        let best = choice.option
        return "\(name): \(best.offer.id) would cost \(view.text(best)) \(scenario.currency), "
          + "\(saving(best, planned)) less than \(planned.offer.id); "
          + (isSameModel ? "it is the same model." : "compare quality before you change.")
          + remarks(on: best, instead: planned)
          + (passedOverText(choice.passedOver).map { " " + $0 } ?? "")
      }
    }
  }

  /// Whether the planned offer costs something else alone than it does here, as another feature takes from the same
  /// credits; a plan that only this feature takes from comes with it or goes.
  private func hasCreditsWithOthers(
    _ planned: FeatureAlternatives.Option, _ feature: Feature
  ) -> Bool {
    let own = Set(planned.offer.credits)
    return sharesPlan(planned, feature)
      && alternatives.contains { other in
        other.feature.name != feature.name
          && other.options.contains { $0.isPlanned && !own.isDisjoint(with: $0.offer.credits) }
      }
  }

  /// Less than so many percent are no reason to change.
  private static let leastSaving = 2

  /// Whether an offer saves something worth speaking of, whatever is not known of it and of the planned one.
  private func isSaving(
    _ other: FeatureAlternatives.Option, _ planned: FeatureAlternatives.Option
  ) -> Bool {
    guard let ceiling = other.range.ceiling, ceiling.picounits < planned.range.floor.picounits
    else { return false }
    guard let percent = DisplayRounding.percent(from: planned.cost, to: other.cost) else {
      return true
    }
    return -percent >= Self.leastSaving
  }

  /// How much less, in the planned offer's share of it; both sides leave out the same failures.
  private func saving(
    _ best: FeatureAlternatives.Option, _ planned: FeatureAlternatives.Option
  ) -> String {
    guard let percent = DisplayRounding.percent(from: planned.cost, to: best.cost) else {
      return "much"
    }
    return percent == 0 ? "under 1 %" : "about \(percent.magnitude) %"
  }

  /// What differs, what is missing, and what the offer's card says to watch.
  private func remarks(
    on best: FeatureAlternatives.Option, instead planned: FeatureAlternatives.Option
  ) -> String {
    var text =
      best.differs.isEmpty ? "" : " It \(best.differs.map(\.words).joined(separator: "; "))."
    let lacking = planned.offer.capabilities.filter { !best.offer.capabilities.contains($0) }
    if !lacking.isEmpty { text += " It does not list \(lacking.joined(separator: ", "))." }
    return best.offer.cautions.first.map { "\(text) \($0)" } ?? text
  }
}
