import CostAnalysis
import PricingRules
import WorkloadSimulator

extension PageSection {
  /// What would change the total most, at most three things.
  static let levers = PageSection(id: "levers", topic: "What would change it most", reader: .decide)
  {
    page in
    let report = page.report
    let levers = report.shownLevers
    guard let first = levers.first else { return nil }
    let cards = levers.map { lever -> Markup in
      """
      <li><strong>\(report.title(of: lever))</strong><span class='amount'>\(report.change(lever.saving))\
      <small>\u{A0}\(page.currency)</small></span>\(badges(lever, report))\
      <p>\(chance(lever, page.decision))\(report.loss(of: lever))</p></li>
      """
    }
    return Drawing(
      finding: (levers.count == 1
        ? "One change would lower \(report.lowered) by "
        : "The largest of \(levers.count) changes would lower \(report.lowered) by ")
        + "\(report.view.text(first.saving))\u{A0}\(page.currency)"
        + (first.change == .model ? ", with another model" : ""),
      body: """
        <ul class='levers'>\(cards)</ul>
        \(Markup.note(remark(report)))
        """)
  }

  private static func badges(_ lever: Lever, _ report: ScenarioReport) -> Markup {
    var badges: [PageBadge] = []
    if report.levers.advised.contains(where: {
      $0.feature.name == lever.feature.name && $0.change == lever.change
    }) {
      badges.append(.good("recommended"))
    }
    if lever.change == .model {
      badges.append(.doubt("another model"))
    } else if !lever.isLikeForLike {
      badges.append(.doubt("not like for like"))
    }
    if lever.offer.doubt.confidence == .low { badges.append(.doubt("low confidence")) }
    return badges.isEmpty ? "" : "<span class='badges'>\(badges.map(\.markup))</span>"
  }

  private static func chance(_ lever: Lever, _ decision: PageDecision) -> Markup {
    guard let now = decision.chance, !now.isOpen,
      let then = lever.chance
    else { return "" }
    let (before, after) = (now.words, DisplayRounding.chance(then))
    return before == after
      ? "The chance to exceed the budget stays at \(before). "
      : "The chance to exceed the budget goes from \(before) to \(after). "
  }

  private static func remark(_ report: ScenarioReport) -> String {
    let drivers = report.studied.drivers.first.map {
      " What you cannot change: \(PageSection.words($0.name)) moves the total most."
    }
    let listed =
      report.studied.contracted == nil
      ? ""
      : " Changes are of list cost; what was agreed is not in them. The chance is by your terms."
    return "Change of the expected bills, each taken alone and forecast with the whole scenario."
      + listed + (drivers ?? "")
  }
}

extension ScenarioReport {
  /// What a change lowers, in words.
  fileprivate var lowered: String { studied.contracted == nil ? "the bills" : "list cost" }
}
