import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension ScenarioReport {
  /// What it costs, whether that fits the budget, and what would change it most.
  var decision: [Report.Block] {
    let currency = scenario.currency
    guard forecast.completeness != .unknown else {
      return [
        .paragraph("What \(scenario.name) costs is not known; see Warnings."), .bullets(savings),
      ]
    }
    let months = scenario.monthCount
    let blocks: [Report.Block] = [
      .paragraph(
        "As planned, \(scenario.name) costs \(view.wholeText(view.grandTotal)) "
          + "\(currency) over \(months) \(months == 1 ? "month" : "months") from \(scenario.start), "
          + "\(view.wholeText(view.monthlyTotal)) \(currency) a month on average. "
          + knowledge)
    ]
    return blocks + [
      .bullets([largestFeature].compactMap { $0 } + certaintyTexts + budgetTexts + savings)
    ]
  }

  /// How much of the whole is known.
  private var knowledge: String {
    if forecast.completeness == .complete, forecast.wholeRange?.isSingle ?? false {
      return "Every price in it is known."
    }
    guard view.isWholeBounded, let range = forecast.wholeRange else {
      return "This is a lower bound (≥): something in it is not known; see Warnings."
    }
    return "On average it can be \(range.words), by what is not known; see Warnings."
  }

  private var largestFeature: String? {
    guard view.grandTotal > 0,
      let largest = view.payers.max(by: { view.total(of: $0) < view.total(of: $1) })
    else { return nil }
    let share = (view.total(of: largest) * 200 + view.grandTotal) / (2 * view.grandTotal)
    return "The largest part is \(largest.words): "
      + "\(view.text(view.total(of: largest), of: largest)) "
      + "\(scenario.currency), \(share) % of the total."
  }

  private var budgetTexts: [String] {
    var texts: [String] = []
    let isBound = forecast.completeness != .complete
    if let limit = scenario.budget.month {
      let cents = cents(limit)
      let over = scenario.months.indices.filter { view.total(ofMonth: $0) > cents }
      let money = "\(DisplayRounding.text(limit)) \(scenario.currency)"
      if !over.isEmpty {
        texts.append(
          "The monthly budget of \(money) is passed in "
            + over.map { scenario.months[$0].description }.joined(separator: ", ") + ".")
      } else {
        texts.append(
          isBound
            ? "What is known stays within the monthly budget of \(money) in every month."
            : "The monthly budget of \(money) is kept in every month on average.")
      }
    }
    if let limit = scenario.budget.year { texts += yearTexts(limit) }
    return texts
  }

  /// A budget in cents; one that is larger than any amount is kept by every amount.
  private func cents(_ limit: Rational) -> Int128 {
    (try? (limit * Rational(100)).rounded(.halfUp)) ?? .max
  }

  /// The yearly budget against every twelve months of the scenario.
  private func yearTexts(_ limit: Rational) -> [String] {
    let money = "\(DisplayRounding.text(limit)) \(scenario.currency)"
    let cents = cents(limit)
    guard cents < .max else { return ["The yearly budget of \(money) is larger than any amount."] }
    return stride(from: 0, to: scenario.monthCount, by: 12).map { first in
      let year = first..<min(first + 12, scenario.monthCount)
      let total = year.reduce(Int128(0)) { $0 + view.total(ofMonth: $1) }
      let isBound = year.contains { view.completeness[$0].contains { $0 != .complete } }
      let months =
        scenario.monthCount <= 12
        ? "" : " from \(scenario.months[first]) to \(scenario.months[year.upperBound - 1])"
      let distance = view.text(total > cents ? total - cents : cents - total)
      return total > cents
        ? "The yearly budget of \(money) is passed\(months) by \(isBound ? "at least " : "")"
          + "\(distance) \(scenario.currency)."
        : "The yearly budget of \(money) leaves\(months) \(isBound ? "at most " : "")"
          + "\(distance) \(scenario.currency)."
    }
  }

  /// The cheapest priced offer of each feature, where it is not the planned one.
  private var savings: [String] {
    alternatives.map { alternative in
      let name = alternative.feature.name
      guard let planned = alternative.options.first(where: \.isPlanned), planned.isPriced else {
        return
          "\(name): what \(alternative.feature.offer) costs is not fully known, so it cannot be "
          + "compared."
      }
      guard let best = alternative.options.first(where: \.isPriced), !best.isPlanned,
        planned.cost.picounits > best.cost.picounits
      else {
        return "\(name): \(planned.offer.id) is the cheapest offer that qualifies and is priced."
      }
      return "\(name): \(best.offer.id) would cost \(bounded(best)) \(scenario.currency), "
        + "\(saving(best, planned)) less than \(planned.offer.id); compare quality before you "
        + "change.\(remarks(on: best, instead: planned))"
    }
  }

  private func bounded(_ option: FeatureAlternatives.Option) -> String {
    (option.completeness == .complete ? "" : "≥ ") + DisplayRounding.text(option.cost)
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
