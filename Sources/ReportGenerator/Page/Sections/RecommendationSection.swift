import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension PageSection {
  /// One recommendation per feature, with what is lost; to keep where no rule says otherwise.
  static let recommendations = PageSection(
    id: "recommendations", topic: "Recommendation per feature", reader: .decide
  ) { page in
    let report = page.report
    guard !report.alternatives.isEmpty else { return nil }
    let (all, changed) = (page.scenario.features.count, report.levers.advised.count)
    let finding =
      changed == 0
      ? all == 1 ? "Keep what is planned" : "Keep all \(all) features as planned"
      : "Change \(changed) of \(all) \(all == 1 ? "feature" : "features"), keep the rest"
    var table = PageTable(
      caption: "Expected bills over \(page.scenario.monthCount) months, \(page.currency)",
      style: "folds",
      columns: [
        .init("Feature"), .init("Do this"), .init("Cost", .figure),
        .init("Eight in ten", .figure), .init("What you lose, or why nothing changes"),
      ])
    table.rows = page.scenario.features.map { row(of: $0, page) }
    return Drawing(
      finding: changed == all && all > 1 ? "Change all \(all) features" : finding,
      body: table.markup
        + .note(
          "A change is recommended where the budget fits better by a whole verdict, every needed part is there, and what "
            + "is lost is stated; otherwise the planned offer is kept."))
  }

  private static func row(of feature: Feature, _ page: PageContent) -> PageTable.Row {
    let report = page.report
    let payer = ForecastView.Payer.feature(feature.name)
    let cost = report.view.cost(of: payer)
    let name: PageTable.Cell =
      "\(feature.name)<span class='sub swatch \(feature.category.mark)'>\(feature.category.words)</span>"
    if let lever = report.levers.advised.first(where: { $0.feature.name == feature.name }) {
      let own = lever.forecast.expected { $0.feature == feature.name }
      let interval = report.interval(own, in: lever.forecast) { trials in
        trials.features.first { $0.feature == feature.name }?.total
      }
      return PageTable.Row(
        [
          name,
          "<strong>\(report.title(of: lever))</strong> \(PageBadge.good("recommended").markup)",
          .text(report.view.text(own.known)), .text(interval?.words ?? ""),
          .text("\(report.loss(of: lever)) It saves \(report.view.text(lever.saving))."),
        ], style: .planned)
    }
    let interval = report.interval(cost) { trials in
      trials.features.first { $0.feature == feature.name }?.total
    }
    return PageTable.Row([
      name, "Keep <code>\(feature.offer.rawValue)</code>",
      .text(report.shown(report.view.total(of: payer), of: cost)), .text(interval?.words ?? ""),
      .text(reasonToKeep(feature, page)),
    ])
  }

  /// Why nothing is advised: what is nearest to a change, and what keeps it from being advised.
  private static func reasonToKeep(_ feature: Feature, _ page: PageContent) -> String {
    let report = page.report
    let own = report.levers.levers.filter { $0.feature.name == feature.name }
    if let near = own.filter(\.isLikeForLike).max(by: { $0.saving.picounits < $1.saving.picounits })
    {
      let budget = report.scenario.budget
      let rule =
        near.chance != nil
        ? "the verdict on the budget stays"
        : budget.year == nil && budget.month == nil
          ? "there is no budget that it has to fit" : "whether the budget fits cannot be told"
      return "\(report.title(of: near)) would save \(report.view.text(near.saving)): "
        + "\(rule). \(report.loss(of: near))"
    }
    if let other = own.max(by: { $0.saving.picounits < $1.saving.picounits }) {
      return
        "Nothing. \(other.offer.id) would save \(report.view.text(other.saving)), and is not like for like."
    }
    let alternative = report.alternatives.first { $0.feature.name == feature.name }
    guard let planned = alternative?.options.first(where: \.isPlanned), planned.isPriced else {
      return "What it costs is not fully known, so that nothing can be held against it."
    }
    return "Nothing: no offer costs certainly less by 2 % of the whole or more."
  }
}
