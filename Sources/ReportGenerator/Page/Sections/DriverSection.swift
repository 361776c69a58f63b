import BillingTypes
import CostAnalysis
import WorkloadSimulator

extension PageSection {
  /// What makes the range as wide as it is.
  static let drivers = PageSection(id: "drivers", topic: "What drives the range", reader: .trust) {
    page in
    let drivers = page.report.studied.drivers
    guard let first = drivers.first else { return nil }
    let scale = Scale(upTo: 100 * (drivers.map { $0.total + $0.totalError }.max() ?? 1))
    var table = PageTable(
      caption: "Shares of the variance of the total with their standard errors, per cent",
      style: "folds",
      columns: [
        .init("Input"), .init("Share with all it works with", .figure),
        .init(
          "Share, with its error", .bar,
          axis: IntervalBar.axis(scale, unit: "per cent of the variance")),
        .init("Alone", .figure),
      ])
    table.rows = drivers.map { driver in
      let error = 100 * driver.totalError
      return PageTable.Row([
        .text(words(driver.name)), .text(page.report.share(driver.total, driver.totalError)),
        PageTable.Cell(
          IntervalBar.drawing(
            mean: 100 * driver.total,
            PageInterval(
              low: max(0, 100 * driver.total - error), high: 100 * driver.total + error,
              error: error),
            on: scale, mark: "of-total")),
        .text(
          driver.firstOrder.map { page.report.share($0, driver.firstOrderError) } ?? "not certain"),
      ])
    }
    let correlated =
      page.scenario.correlations.isEmpty
      ? ""
      : " Of inputs that move together each counts what they share, so that the shares may pass 100 %."
    return Drawing(
      finding: first.total >= 0.3
        ? "\(DisplayRounding.share(first.total, of: 1)) of the uncertainty is \(words(first.name))"
        : nil,
      body: table.markup
        + .note(
          "Dot: the share of the variance that goes with an input and all that it works with; band: its standard error. "
            + "Chance is counts and mixes that vary though every input is known.\(correlated)")
        + ceilings(page))
  }

  /// An input's name for people: `clips: requests per month`.
  static func words(_ name: String) -> String {
    let parts = name.split(separator: ".", maxSplits: 1)
    guard parts.count == 2 else { return name.replacing("_", with: " ") }
    return "\(parts[0]): \(parts[1].replacing("_", with: " "))"
  }

  /// The most that single calls can cost.
  private static func ceilings(_ page: PageContent) -> Markup {
    guard !page.report.studied.ceilings.isEmpty else { return "" }
    return "<h3>The most that a call can cost</h3>"
      + PageBlocks.markup(of: [.bullets(page.report.ceilingTexts)], caption: "Ceilings")
  }
}
