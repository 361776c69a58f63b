import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension PageSection {
  /// What other offers would cost, category by category; nothing is ranked across categories.
  static let alternatives = PageSection(
    id: "alternatives", topic: "Alternatives", reader: .engineering
  ) { page in
    let all = page.report.alternatives.filter { !$0.options.isEmpty }
    guard !all.isEmpty else { return nil }
    return Drawing(
      finding: finding(page, all),
      body: """
        <p>Each table holds one feature and its category. Categories are different products and are never ranked together. \
        Every offer is priced for the feature's whole mix and volume, under subscriptions of its own.</p>\
        \(IntervalBar.key(hasLimit: false, hasInterval: page.forecast.trials != nil))\(all.map { table(of: $0, page) })
        """)
  }

  /// Features of which the same model is sold for less; none is no finding.
  private static func finding(_ page: PageContent, _ all: [FeatureAlternatives]) -> String? {
    let cheaper = all.filter { alternative in
      page.report.levers.levers.contains {
        $0.feature.name == alternative.feature.name && $0.change == .seller && $0.isLikeForLike
      }
    }
    guard !cheaper.isEmpty else { return nil }
    return
      "The same model is sold for less by another provider for \(cheaper.map(\.feature.name).sentence)"
  }

  private static func table(of alternative: FeatureAlternatives, _ page: PageContent) -> Markup {
    let (feature, report) = (alternative.feature, page.report)
    let known = alternative.options.filter { $0.completeness != .unknown }
    let intervals = alternative.options.map { option in
      report.interval(option.expected, in: option.forecast) { trials in
        trials.features.first { $0.feature == feature.name }?.total
      }
    }
    // A plan's fee that no usage shares is in the cost and in no feature's trials.
    let scale = Scale(upTo: scaleEnd(known, intervals))
    var table = PageTable(
      caption:
        "\(feature.name): whole mix and volume over \(page.scenario.monthCount) months, \(page.currency)",
      style: "folds offers",
      columns: [
        .init("Offer"), .init("Expected", .figure),
        .init("Drawn on one scale", .bar, axis: IntervalBar.axis(scale, unit: page.currency)),
        .init("Eight in ten", .figure), .init("Against the planned offer", .figure),
        .init("Doubts and sources"),
      ])
    let planned = alternative.options.first(where: \.isPlanned)
    table.rows = alternative.options.enumerated().map { place, option in
      let isKnown = option.completeness != .unknown
      let mean = isKnown ? option.cost.units.approximation : nil
      return PageTable.Row(
        [
          "\(option.offer.model)<span class='sub'><code>\(option.offer.id.rawValue)</code></span>",
          "\(shown(option, report))\(openness(option, report).map { "<span class='sub'>\($0)</span>" as Markup })\(each(option))",
          PageTable.Cell(
            IntervalBar.drawing(
              mean: mean, isKnown ? intervals[place] : nil, on: scale, mark: feature.category.mark)),
          .text(isKnown ? intervals[place]?.words ?? "" : ""),
          .text(difference(option, planned)),
          "\(badges(option, report)) \(page.sources.references(option.offer.allEvidence))",
        ], style: option.isPlanned ? .planned : .plain)
    }
    let rest = report.leftOut(of: alternative)
    return """
      <h3><span class='swatch \(feature.category.mark)'>\(feature.category.words)</span>: \(feature.name)</h3>\
      \(table.markup)\(rest.isEmpty ? "" : Markup.details("Left out, and why", PageBlocks.markup(of: rest, caption: "Left out")))
      """
  }

  private static func each(_ option: FeatureAlternatives.Option) -> Markup? {
    option.costPerAccepted.map {
      "<span class='sub'>\(DisplayRounding.text($0)) each kept</span>"
    }
  }

  /// The scale holds what is at most five times the plan: a single far offer does not flatten the others.
  private static func scaleEnd(
    _ known: [FeatureAlternatives.Option], _ intervals: [PageInterval?]
  ) -> Double {
    let numbers =
      known.map(\.cost.units.approximation) + intervals.compactMap { $0?.high ?? $0?.low }
    let planned = known.first(where: \.isPlanned)?.cost.units.approximation ?? 0
    let most = numbers.max() ?? 0
    return planned > 0 ? min(most, 5 * planned) : most
  }

  private static func shown(_ option: FeatureAlternatives.Option, _ report: ScenarioReport)
    -> String
  {
    guard option.completeness != .unknown else { return "unknown" }
    guard option.isPlanned, !report.sharesPlan(option, option.forecast.scenario.features[0]) else {
      return (option.expected.mark.isEmpty ? "" : "at least ") + report.view.text(option.cost)
    }
    let payer = ForecastView.Payer.feature(option.forecast.scenario.features[0].name)
    return report.shown(report.view.total(of: payer), of: report.view.cost(of: payer))
  }

  private static func openness(_ option: FeatureAlternatives.Option, _ report: ScenarioReport)
    -> String?
  {
    guard option.completeness != .unknown, !option.range.isSingle,
      !option.expected.isOpenByPricesAlone,
      let ceiling = option.range.ceiling
    else { return nil }
    let (least, most) = (report.view.text(option.range.floor), report.view.text(ceiling))
    return least == most ? nil : "\(least)–\(most)"
  }

  /// Under half a per cent is the same.
  private static func difference(
    _ option: FeatureAlternatives.Option, _ planned: FeatureAlternatives.Option?
  ) -> String {
    guard let planned, !option.isPlanned, planned.cost.picounits > 0, option.isPriced,
      planned.isPriced
    else { return "" }
    guard let percent = DisplayRounding.percent(from: planned.cost, to: option.cost) else {
      return "far more"
    }
    if percent == 0 { return "same" }
    return
      "\(percent < 0 ? "\u{2212}" : "+")\(DisplayRounding.text(Int128(percent.magnitude), places: 0))\u{A0}%"
  }

  /// What is to be known of the row, on the row.
  private static func badges(_ option: FeatureAlternatives.Option, _ report: ScenarioReport)
    -> Markup
  {
    let (offer, doubt) = (option.offer, option.offer.doubt)
    var badges: [PageBadge] = option.isPlanned ? [.plain("as planned")] : []
    let feature = option.forecast.scenario.features.first
    if report.levers.advised.contains(where: {
      $0.feature.name == feature?.name && $0.offer.id == offer.id && $0.change != .seller
        && $0.change != .model
    }) {
      badges.append(.good("recommended with another tier"))
    } else if report.levers.advised.contains(where: {
      $0.feature.name == feature?.name && $0.offer.id == offer.id
    }) {
      badges.append(.good("recommended"))
    }
    if option.completeness == .unknown { badges.append(.doubt("price unknown")) }
    if option.completeness != .unknown, !option.isPriced { badges.append(.doubt("parts missing")) }
    if !doubt.notIncluded.isEmpty {
      badges.append(.doubt("not included: \(doubt.notIncluded.sentence)"))
    }
    switch doubt.life {
    case .retiring:
      badges.append(.doubt(doubt.lastsUntil.map { "sold until \($0)" } ?? "may be retired"))
    case .disputed: badges.append(.doubt("may be retired"))
    case .preview: badges.append(.doubt("preview"))
    case .active, .announced, .withdrawn, .retired: break
    }
    if !offer.disputes.isEmpty || offer.charges.contains(where: { $0.doubt != nil }) {
      badges.append(.doubt("sources disagree"))
    }
    if doubt.confidence == .low { badges.append(.doubt("low confidence")) }
    if let badge = age(of: offer, report) { badges.append(badge) }
    badges += option.differs.map { .plain($0.words) }
    if offer.derivations.contains(where: \.isEstimate) { badges.append(.plain("estimate")) }
    return badges.map(\.markup).joined(by: "")
  }

  /// How old the newest source of the offer is, where that is old or not known.
  private static func age(of offer: Offer, _ report: ScenarioReport) -> PageBadge? {
    let ages = offer.allEvidence.compactMap { PageSources.age(of: $0, on: report.forecast.asOf) }
    guard let newest = ages.min() else { return .doubt("price undated") }
    return newest > PageSources.oldAge ? .doubt("price \(newest / 30) months old") : nil
  }
}
