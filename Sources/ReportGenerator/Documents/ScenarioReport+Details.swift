import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension ScenarioReport {
  /// One feature's category: offers by cost, then those left out with the reason.
  func alternativeSection(
    _ alternative: FeatureAlternatives, _ footnotes: inout FootnoteList
  ) -> [Report.Block] {
    let currency = scenario.currency.code
    let planned = alternative.options.first(where: \.isPlanned)
    var table = ReportTable([
      .init("offer"), .init("\(currency) in all", .right),
      .init("against the planned offer", .right),
      .init("\(currency) per accepted asset", .right), .init("differs"), .init("sure"),
      .init("notes"), .init("sources"),
    ])
    for option in alternative.options {
      let isKnown = option.completeness != .unknown
      table.rows.append([
        .text("\(option.offer.id)\(plannedWords(option, alternative.feature))"),
        isKnown ? .figure(shownCost(option, alternative.feature)) : .missing("unknown"),
        option.isPlanned || !isKnown ? .empty : .figure(difference(option, planned)),
        option.costPerAccepted.map { .figure(option.shown(each: $0)) } ?? .missing("unknown"),
        .text(option.differs.map(\.words).joined(separator: "; ")),
        .text(option.offer.doubt.confidence.rawValue),
        footnotes.references(to: option.offer.doubt.words),
        footnotes.references(option.offer.allEvidence),
      ])
    }
    return [
      .heading(3, "\(alternative.feature.category.rawValue): \(alternative.feature.name)"),
      .table(table),
    ] + leftOut(of: alternative)
  }

  private func plannedWords(_ option: FeatureAlternatives.Option, _ feature: Feature) -> String {
    guard option.isPlanned else { return "" }
    return sharesPlan(option, feature)
      ? " (planned offer, with a subscription of its own)" : " (planned offer)"
  }

  /// Whether the planned offer costs something else alone than it does here, as a plan is no feature's own or several
  /// take from it.
  func sharesPlan(_ planned: FeatureAlternatives.Option, _ feature: Feature) -> Bool {
    let (alone, here) = (
      planned.cost.picounits, view.cost(of: .feature(feature.name)).known.picounits
    )
    // Half a percent is what trials may differ by.
    return 200 * (alone - here).magnitude > max(alone, here).magnitude
  }

  /// The planned offer shows the figure of the tables above, which is rounded with the others.
  private func shownCost(_ option: FeatureAlternatives.Option, _ feature: Feature) -> String {
    guard option.isPlanned, feature.offer == option.offer.id, !sharesPlan(option, feature) else {
      return view.text(option)
    }
    return view.longText(view.total(of: .feature(feature.name)), of: option.expected)
  }

  /// How much more or less than the plan, where both figures are known as well as each other.
  private func difference(
    _ option: FeatureAlternatives.Option, _ planned: FeatureAlternatives.Option?
  ) -> String {
    guard let planned, planned.cost.picounits > 0, option.isPriced, planned.isPriced
    else { return "" }
    guard let percent = DisplayRounding.percent(from: planned.cost, to: option.cost) else {
      return "far more"
    }
    if percent == 0 { return "the same" }
    return "\(percent < 0 ? "-" : "+")\(percent.magnitude) %"
  }

  /// Plans and packs, month by month.
  var planSection: [Report.Block] {
    let currency = scenario.currency.code
    var table = ReportTable([
      .init("month"), .init("subscription or packs"), .init("used", .right),
      .init("included", .right),
      .init("fee", .right), .init("overage", .right), .init("\(currency) accrued", .right),
      .init("\(currency) paid", .right),
    ])
    for statement in forecast.statements {
      let arePacks = if case .packs = statement.seller { true } else { false }
      table.rows.append([
        .text(statement.month.description),
        .text(arePacks ? "packs of \(statement.seller)" : statement.seller.description),
        .figure(DisplayRounding.count(statement.used)),
        .figure(arePacks ? "" : DisplayRounding.count(statement.included)),
        .figure(DisplayRounding.text(statement.fee)),
        .figure(view.text(statement.overage)),
        .figure(
          (statement.missing == nil ? "" : "≥ ") + view.text(statement.accrued)),
        .figure(view.text(statement.paid)),
      ])
    }
    return [
      .table(table),
      .paragraph(
        "Accrued is what the month's use costs; paid is what leaves the account: yearly fees in their "
          + "first month, packs when they are bought. The totals above are accrued."),
    ]
  }

  /// What the figures rest on.
  var assumptionSection: [Report.Block] {
    var texts: [String] = []
    for feature in scenario.features {
      texts.append("\(feature.name): \(volumeText(feature)).")
      for requestClass in feature.mix {
        texts.append("\(feature.name), \(percent(requestClass.share)): \(classText(requestClass)).")
      }
    }
    for factor in scenario.shared {
      texts.append(
        "\(factor.name) moves every feature: \(factor.distribution.shape.words), mean "
          + "\(DecimalText.print(factor.distribution.mean, places: 4)).")
    }
    texts += studied.silentValues.sentences + variationTexts
    if case .stated = scenario.monthlyVariation { texts += forecast.assumptions.map(\.words) }
    texts.append(
      (forecast.trials == nil
        ? "Figures are expected values: means of the inputs, exact rules."
        : "Figures are means over the trials, exact rules.") + " A pair of p10 and p90 is "
        + "lognormal for quantities, normal for growth, logit-normal for shares.")
    texts.append(
      "Requests are what the product asks for, retakes among them; calls come on top where a failed one is sent again or "
        + "a chain goes on; kept are the requests that end well, divided by the takes until one is kept."
    )
    return [.bullets(texts)]
  }

  /// How far months lie around what is expected of them, as the scenario says or as is assumed.
  var variationTexts: [String] {
    guard case .stated(let variation) = scenario.monthlyVariation else {
      return forecast.assumptions.map(\.words)
    }
    return [
      "Months lie around what is expected of them by \(percent(variation.deviation)), "
        + "\(percent(variation.persistence)) of it carried on to the next."
    ]
  }

  func volumeText(_ feature: Feature) -> String {
    var text: String
    switch feature.volume {
    case .requests(let volume): text = "requests a month \(described(volume))"
    case .sessions(let volume): text = "sessions a month \(described(volume))"
    case .accepted(let volume): text = "assets kept a month \(described(volume))"
    case .follows(let other, let rate):
      text = "\(described(rate)) for every accepted asset of \(other)"
    case .followsRequests(let other, let rate):
      text = "\(described(rate)) for every request of \(other)"
    }
    if feature.growth != .fixed(.zero) { text += "; growth a month \(share(feature.growth))" }
    if !feature.seasonality.isEmpty {
      text +=
        "; seasonality "
        + feature.seasonality.sorted { $0.key < $1.key }
        .map { "\($0.key): \(described($0.value))" }.joined(separator: ", ")
    }
    for step in feature.path.steps {
      text += "; from \(step.from) times \(described(step.factor))"
    }
    if feature.takesPerAccepted != .fixed(.one) {
      text += "; takes per accepted asset \(described(feature.takesPerAccepted))"
    }
    if feature.failureRate != .fixed(.zero) {
      text += "; failures \(share(feature.failureRate))"
    }
    if feature.moderationRate != .fixed(.zero) {
      text += "; stopped by moderation \(share(feature.moderationRate))"
    }
    if feature.timeoutRate != .fixed(.zero) {
      text += "; given up waiting \(share(feature.timeoutRate))"
    }
    if feature.cancelledRate != .fixed(.zero) {
      text += "; taken back \(share(feature.cancelledRate))"
    }
    for (outcome, billing) in feature.billing.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let words = billing.rawValue.replacing("_", with: " ")
      text += "; \(outcome.rawValue) \(words), as the scenario says"
    }
    return text
  }

  private func described(_ distribution: Distribution) -> String {
    if let number = distribution.fixedValue { return number.description }
    return "\(distribution.shape.words) (mean \(DecimalText.print(distribution.mean, places: 4)))"
  }

  /// A rate in percent where it is known, else its distribution.
  private func share(_ distribution: Distribution) -> String {
    distribution.fixedValue.map(percent) ?? described(distribution)
  }

  func classText(_ requestClass: RequestClass) -> String {
    let words = requestClass.values.map { name, value in
      switch value {
      case .text(let text): "\(name) \(text)"
      case .varying(let distribution): "\(name) \(described(distribution))"
      }
    }
    return words.isEmpty ? "the offer's defaults" : words.joined(separator: ", ")
  }

  func percent(_ share: Rational) -> String {
    DisplayRounding.percent(share, places: 2)
  }
}

extension FeatureAlternatives.Option {
  /// The cost of an accepted asset with its range.
  fileprivate func shown(each: Rational) -> String {
    expected.words(DisplayRounding.text(each)) { end in
      end.each(of: accepted).map { DisplayRounding.text($0) } ?? ""
    }
  }
}
