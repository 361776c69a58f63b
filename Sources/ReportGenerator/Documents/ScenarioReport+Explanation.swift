import BillingTypes
import PricingRules
import WorkloadSimulator

extension ScenarioReport {
  /// The distribution of every input, for who asks what the words of a scenario mean.
  public var explanation: Report {
    Report([
      .heading(1, scenario.name),
      .paragraph(
        "Drawn once per trial. A pair of p10 and p90 is lognormal for volumes, sizes and durations, "
          + "normal for growth, logit-normal for shares and rates."),
      .table(inputTable), .paragraph("Drawn for every request:"), .table(requestTable),
      .bullets(countTexts + correlationTexts + variationTexts + [priceRiskText]),
    ])
  }

  /// The scenario's own inputs, then how far real bills lie around the estimates of its offers.
  private var inputTable: ReportTable {
    var table = ReportTable([.init("input"), .init("distribution"), .init("mean", .right)])
    for input in scenario.inputs {
      table.rows.append([
        .text(input.name), .text(input.distribution.shape.words),
        .figure(DecimalText.print(input.distribution.mean, places: 6)),
      ])
    }
    for input in forecast.estimateInputs {
      table.rows.append([
        .text(input.name), .text(input.distribution.shape.words), .figure("1"),
      ])
    }
    return table
  }

  private var requestTable: ReportTable {
    var table = ReportTable([
      .init("feature"), .init("share", .right), .init("parameter"), .init("value of a request"),
    ])
    for feature in scenario.features {
      for requestClass in feature.mix {
        let percent = DisplayRounding.percent(requestClass.share, places: 2)
        for (name, value) in requestClass.values {
          let words =
            switch value {
            case .text(let text): text
            case .varying(let distribution): distribution.shape.words
            }
          table.rows.append([
            .text(feature.name), .figure(percent),
            .text(name), .text(words),
          ])
        }
      }
      if let chain = feature.calls.chain {
        table.rows.append([
          .text(feature.name), .figure("100 %"), .text("calls of a chain"),
          .text(
            chain.calls.shape.words
              + (chain.endsAtFailure ? "; a call that fails for good ends it" : "")),
        ])
      }
    }
    return table
  }

  private var countTexts: [String] {
    scenario.features.map { feature in
      let variance = feature.calls.overdispersion
      let law =
        variance == .zero
        ? "is known"
        : variance == .one ? "is Poisson" : "is negative binomial, variance \(variance) × mean"
      return "\(feature.name): the month's count, given its mean, \(law)."
    }
  }

  private var correlationTexts: [String] {
    scenario.correlations.map {
      "\($0.first) and \($0.second): rank correlation \($0.rank)."
    }
  }

  /// What `--price-risk` draws from.
  private var priceRiskText: String {
    let risk = PriceRisk(catalogue, until: forecast.asOf)
    func shown(_ value: Double, _ places: Int) -> String {
      DecimalText.print(Rational(statistic: value), places: places)
    }
    func sentence(_ law: PriceRisk.Law) -> String? {
      guard let least = law.factors.first, let most = law.factors.last else { return nil }
      let middle = law.factors[law.factors.count / 2]
      return
        "one change in \(shown(1 / law.monthlyProbability, 0)) months that an offer is on sale, by a factor "
        + (least == most
          ? "of \(shown(least, 3))"
          : "from \(shown(least, 3)) to \(shown(most, 3)), in the middle \(shown(middle, 3))")
    }
    let offers = scenario.features.map(\.offer).uniqued()
    let laws = offers.map { risk.law(of: $0) }.uniqued()
    guard let first = laws.first, let words = sentence(first) else {
      return
        "Prices stay: the rate cards saw none change, so that --price-risk has nothing to draw."
    }
    if laws.count == 1 { return "Prices stay unless --price-risk is given, which draws \(words)." }
    let parts = laws.compactMap { law -> String? in
      let own = offers.filter { risk.law(of: $0) == law }.map(\.provider).uniqued()
      return sentence(law).map { "for \(own.joined(separator: ", ")) \($0)" }
    }
    return "Prices stay unless --price-risk is given, which draws " + parts.joined(separator: "; ")
      + "."
  }
}
