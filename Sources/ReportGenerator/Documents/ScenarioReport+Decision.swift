import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension ScenarioReport {
  /// What it costs, whether that fits the budget, and what would change it most.
  var decision: [Report.Block] {
    let months = scenario.monthCount
    let currency = scenario.currency
    let total = view.text(view.grandTotal, forecast.completeness)
    let perMonth = DisplayRounding.text(
      (try? forecast.total.units / Rational(months)) ?? .zero)
    var blocks: [Report.Block] = [
      .paragraph(
        "As planned, \(scenario.name) costs \(total) \(currency) over \(months) "
          + "\(months == 1 ? "month" : "months") from \(scenario.start), "
          + "\(perMonth) \(currency) a month on average. "
          + (forecast.completeness == .complete
            ? "Every price in it is known."
            : "This is a lower bound (≥): some of what is charged has no known price; see Warnings.")
      )
    ]
    var points: [String] = []
    if let point = largestFeature { points.append(point) }
    points += budgetTexts
    points += savings
    blocks.append(.bullets(points))
    return blocks
  }

  private var largestFeature: String? {
    guard view.grandTotal > 0,
      let largest = view.payers.max(by: { view.total(of: $0) < view.total(of: $1) })
    else { return nil }
    let share = view.total(of: largest) * 100 / view.grandTotal
    return "The largest part is \(largest.words): "
      + "\(view.text(view.total(of: largest))) \(scenario.currency), \(share) % of the total."
  }

  private var budgetTexts: [String] {
    var texts: [String] = []
    func money(_ number: Rational) -> String {
      "\(DisplayRounding.text(number)) \(scenario.currency)"
    }
    if let limit = scenario.budget.month {
      let cents = (try? (limit * Rational(100)).rounded(.halfUp)) ?? 0
      let over = scenario.months.indices.filter { view.total(ofMonth: $0) > cents }
      texts.append(
        over.isEmpty
          ? "The monthly budget of \(money(limit)) is kept in every month on average."
          : "The monthly budget of \(money(limit)) is passed in "
            + over.map { scenario.months[$0].description }.joined(separator: ", ") + ".")
    }
    if let limit = scenario.budget.year {
      let difference = (try? forecast.total.units - limit) ?? .zero
      let distance = (try? difference.magnitude()) ?? .zero
      texts.append(
        difference > .zero
          ? "The budget of \(money(limit)) for the whole is passed by \(money(distance))."
          : "The budget of \(money(limit)) for the whole leaves \(money(distance)).")
    }
    return texts
  }

  /// The cheapest offer of each feature, where it is not the planned one.
  private var savings: [String] {
    alternatives.compactMap { alternative in
      guard let planned = alternative.options.first(where: \.isPlanned),
        let best = alternative.options.first(where: \.isPriced),
        !best.isPlanned, let saving = try? planned.cost - best.cost, saving.picounits > 0
      else {
        return
          "\(alternative.feature.name): \(alternative.feature.offer) is the cheapest offer that "
          + "qualifies."
      }
      var differs =
        best.differs.isEmpty ? "" : " It differs: \(best.differs.joined(separator: "; "))."
      let lacking = planned.offer.capabilities.filter { !best.offer.capabilities.contains($0) }
      if !lacking.isEmpty { differs += " It does not list \(lacking.joined(separator: ", "))." }
      let bound = best.completeness == .partial || planned.completeness == .partial ? "about " : ""
      return
        "\(alternative.feature.name): \(best.offer.id) would cost \(DisplayRounding.text(best.cost)) "
        + "\(scenario.currency), \(bound)\(DisplayRounding.text(saving)) less than "
        + "\(planned.offer.id); compare quality before you change.\(differs)"
    }
  }
}
