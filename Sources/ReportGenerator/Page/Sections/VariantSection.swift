import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension PageSection {
  /// The scenario as it is planned against each of its variants.
  static let variants = PageSection(id: "variants", topic: "What if", reader: .decide) { page in
    let (report, studied) = (page.report, page.report.studied)
    guard !studied.variants.isEmpty, page.forecast.whole.completeness != .unknown else {
      return nil
    }
    let all = [page.forecast] + studied.variants.map(\.forecast)
    let intervals = all.map { own in report.interval(own.whole, in: own) { $0.total } }
    let scale = Scale(
      upTo: zip(all, intervals).map { own, interval in
        max(own.total.units.approximation, interval?.high ?? 0)
      }.max() ?? 0)
    var table = PageTable(
      caption:
        "\(studied.comparesPayable ? "List cost" : "Bills") over the whole scenario, \(page.currency), each held against what is planned",
      style: "folds",
      columns: [
        .init("Variant"), .init("Expected", .figure),
        .init("Eight in ten", .bar, axis: IntervalBar.axis(scale, unit: page.currency)),
        .init("Against what is planned", .figure),
      ] + (studied.comparesPayable ? [.init("To be paid, against that", .figure)] : []) + [
        .init("What is changed, and what turns out otherwise")
      ])
    for (place, own) in all.enumerated() {
      let result = place == 0 ? nil : studied.variants[place - 1]
      let isKnown = own.whole.completeness != .unknown
      table.rows.append(
        PageTable.Row(
          [
            .text(result?.variant.name ?? "As planned"),
            .text(
              isKnown
                ? (own.whole.mark.isEmpty ? "" : "at least ") + report.view.text(own.total)
                : "unknown"),
            PageTable.Cell(
              IntervalBar.drawing(
                mean: isKnown ? own.total.units.approximation : nil, intervals[place], on: scale,
                mark: "of-total")),
            result.map { against($0, report) } ?? "",
          ]
            + (studied.comparesPayable ? [result.map { payable($0, report) } ?? ""] : [])
            + [.text(result.map(words) ?? "")], style: place == 0 ? .planned : .plain))
    }
    return Drawing(
      finding: finding(studied.variants, page),
      body: """
        \(IntervalBar.key(hasLimit: false))\(table.markup)\(Markup.note(
          "Every trial of a variant has the traffic and the luck of that trial of what is planned, so that a difference spreads by what was changed alone."))
        """)
  }

  /// The difference with its own interval.
  private static func against(_ result: VariantResult, _ report: ScenarioReport) -> PageTable.Cell {
    guard result.difference.picounits != 0 else { return "same" }
    let mark: String
    switch result.certainty {
    case .exact: mark = ""
    case .atLeast: mark = "at least "
    case .atMost: mark = "at most "
    case .unknown: return "not known"
    }
    let saved = result.saved
    let ends = result.spread.map { spread in
      [(spread.p10, spread.errors.p10), (spread.p90, spread.errors.p90)].map {
        DisplayRounding.text($0, error: $1).replacing("-", with: "\u{2212}")
      }
    }
    let interval = ends.map { ends in
      "<span class='sub'>\(ends[0] == ends[1] ? ends[0] : "\(ends[0]) to \(ends[1])")</span>"
        as Markup
    }
    return "\(mark)\(report.change(saved))\(interval)"
  }

  /// How much more or less is to be paid by what was agreed.
  private static func payable(_ result: VariantResult, _ report: ScenarioReport) -> PageTable.Cell {
    guard let difference = result.payableDifference else { return "not known" }
    return difference.picounits == 0 ? "same" : "\(report.change(difference.opposite))"
  }

  private static func words(_ result: VariantResult) -> String {
    let flips = result.flips.map(\.words)
    return (result.variant.changes.joined(separator: "; ") + (flips.isEmpty ? "" : ". "))
      + flips.joined(separator: "; ")
  }

  /// The variant that lowers the bills most, or what is to be paid by terms, is worth a sentence where that is a twentieth
  /// and certain.
  private static func finding(_ variants: [VariantResult], _ page: PageContent) -> String? {
    let report = page.report
    func sentence(_ name: String, _ what: String, _ saved: Money) -> String {
      "\u{201C}\(name)\u{201D} lowers \(what) by \(report.view.text(saved)) \(page.currency)"
    }
    let known = variants.filter {
      $0.certainty == .exact && $0.forecast.whole.completeness != .unknown
    }
    guard !report.studied.comparesPayable else {
      let due = report.billed.payable.known.picounits.magnitude
      let told = known.compactMap { own in
        own.payableDifference.map { (name: own.variant.name, saved: $0.opposite) }
      }
      guard let best = told.max(by: { $0.saved.picounits < $1.saved.picounits }),
        best.saved.picounits > 0, best.saved.picounits.magnitude >= due / 20
      else { return nil }
      return sentence(best.name, "what is to be paid", best.saved)
    }
    guard let best = known.min(by: { $0.difference.picounits < $1.difference.picounits }),
      best.difference.picounits < 0,
      best.difference.picounits.magnitude >= page.forecast.total.picounits.magnitude / 20,
      best.spread.map({ $0.p90 < 0 }) ?? true
    else { return nil }
    return sentence(best.variant.name, "the bills", best.saved)
  }
}

extension VariantResult {
  /// How much less it costs than the plan; negative for more.
  fileprivate var saved: Money { difference.opposite }
}

extension Money {
  /// The same with the other sign.
  fileprivate var opposite: Money {
    // The least amount of all has no opposite; no forecast comes to it.
    (try? Money.zero(in: currency) - self) ?? self
  }
}
