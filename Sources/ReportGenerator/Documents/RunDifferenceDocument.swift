import BillingTypes
public import CostAnalysis
import PricingRules
import WorkloadSimulator

/// What is different between two runs, for people and programs.
public struct RunDifferenceDocument: ReportDocument {
  let difference: RunDifference

  /// Creates a document.
  public init(_ difference: RunDifference) { self.difference = difference }

  /// What changed in the cost and why, then what changed in what was read.
  public var report: Report {
    let (before, after) = (difference.before, difference.after)
    var blocks: [Report.Block] = [
      .heading(1, "From \(before.name) to \(after.name)"),
      .bullets([before, after].map(words)),
    ]
    if let variance = difference.variance {
      blocks.append(.heading(2, "Why list cost changed"))
      blocks += effects(variance.whole)
      if variance.features.count > 1 { blocks += byFeature(variance) }
    } else {
      blocks.append(
        .paragraph(
          "The costs are in \(before.forecast.scenario.currency) and \(after.forecast.scenario.currency): two currencies have no difference."
        ))
    }
    blocks += inputs + catalogue
    return Report(blocks)
  }

  private func words(_ side: RunDifference.Side) -> String {
    let forecast = side.forecast
    return
      "\(side.name): \(forecast.scenario.name), \(forecast.scenario.monthCount) months from \(forecast.scenario.start), "
      + "prices of \(forecast.asOf), \(cost(forecast))"
  }

  private func cost(_ forecast: Forecast) -> String {
    guard forecast.whole.completeness != .unknown else { return "of unknown cost" }
    return forecast.whole.words(
      DisplayRounding.text(forecast.total), end: { DisplayRounding.text($0) }
    ) + " \(forecast.scenario.currency)"
  }

  // MARK: Effects

  private func effects(_ variance: CostVariance) -> [Report.Block] {
    let currency = variance.before.currency.code
    let places = places(variance)
    func text(_ count: Int128) -> String { DisplayRounding.text(count, places: places) }
    func signed(_ count: Int128) -> String { (count > 0 ? "+" : "") + text(count) }
    let (first, last) = (
      DisplayRounding.rounded(variance.before, places: places),
      DisplayRounding.rounded(variance.after, places: places)
    )
    let rest = (try? variance.unexplained()) ?? nil
    let shares = shares(variance)
    var table = ReportTable([
      .init("effect"), .init(currency, .right), .init("what it is"),
    ])
    table.rows.append([
      .text("before"), known(text(first), difference.before), .text("list cost, expected"),
    ])
    for (part, share) in zip(variance.parts, shares) {
      table.rows.append([
        .text(part.effect.title),
        part.amount == nil
          ? .missing("of \(part.unknown.joined(separator: ", "))") : .figure(signed(share)),
        .text(part.effect.words),
      ])
    }
    table.rows.append([
      .text("unexplained"),
      rest == nil ? .missing("an effect is not known") : .figure(signed(shares[shares.count - 1])),
      .text("what the effects leave of the change"),
    ])
    table.rows.append([
      .text("after"), known(text(last), difference.after), .text("list cost, expected"),
    ])
    var blocks: [Report.Block] = [
      .paragraph(
        variance.isKnown
          ? "List cost changes by \(signed(last - first)) \(currency)."
          : "By how much list cost changes is not known: something that changed has no known cost."),
      .table(table),
      .paragraph(
        "One factor after the other goes from before to after, in this order, and each step is priced at after for those "
          + "above it and at before for those below; another order gives other figures with the same sum. Both are expected "
          + "values (--trials 0)\(errors(places))."),
    ]
    let unknown = Set(variance.parts.flatMap(\.unknown)).sorted()
    if !unknown.isEmpty {
      blocks.append(
        .paragraph("The cost of this is not known: \(unknown.joined(separator: "; "))."))
    }
    return blocks
  }

  /// The parts and what they leave, rounded once, so that what is printed adds up to the printed change.
  private func shares(_ variance: CostVariance) -> [Int128] {
    let places = places(variance)
    let change =
      DisplayRounding.rounded(variance.after, places: places)
      - DisplayRounding.rounded(variance.before, places: places)
    let rest = (try? variance.unexplained()) ?? nil
    return DisplayRounding.shares(
      of: variance.parts.map(\.known) + [rest ?? .zero(in: variance.before.currency)],
      places: places, total: variance.isKnown ? change : nil)
  }

  /// How sure expected values are that no exact sum gives; nothing where both are exact.
  private func errors(_ places: Int) -> String {
    let errors = [difference.before, difference.after].map { side in
      side.forecast.meanError(where: { _ in true }) { $0.total }
    }
    guard errors.contains(where: { $0 > 0 }) else { return "" }
    let words = errors.map { "\u{B1}\(DecimalText.print(Rational(statistic: $0), places: places))" }
    return
      ", known to \(words[0]) before and \(words[1]) after (one standard error): less than that may be no change at all"
  }

  private func known(_ text: String, _ side: RunDifference.Side) -> ReportTable.Cell {
    side.forecast.whole.completeness == .unknown
      ? .missing("nothing is known of it") : .figure(side.forecast.whole.mark + text)
  }

  private func places(_ variance: CostVariance) -> Int {
    DisplayRounding.places(showingThreeDigitsOf: max(variance.before.units, variance.after.units))
  }

  /// Each feature by its effects; those that come to nothing everywhere are left out.
  private func byFeature(_ variance: ForecastVariance) -> [Report.Block] {
    let whole = variance.whole
    let places = places(whole)
    let shown = whole.parts.indices.filter { place in
      variance.features.contains { feature in
        let part = feature.variance.parts[place]
        return part.known.picounits != 0 || !part.unknown.isEmpty
      }
    }
    guard !shown.isEmpty else { return [] }
    let rows = variance.features.map { feature in
      shown.map { feature.variance.parts[$0].known }
    }
    // The same figures as those of the whole.
    let shares = shares(whole)
    let columns = shown.map { shares[$0] }
    let all = DisplayRounding.shares(
      of: variance.features.map { feature in
        (try? Money.sum(
          feature.variance.parts.map(\.known), in: whole.before.currency))
          ?? .zero(in: whole.before.currency)
      }, places: places, total: columns.reduce(0, +))
    let cells = DisplayRounding.table(of: rows, places: places, rows: all, columns: columns)
    func figure(_ count: Int128) -> ReportTable.Cell {
      .figure((count > 0 ? "+" : "") + DisplayRounding.text(count, places: places))
    }
    var table = ReportTable(
      [.init(whole.before.currency.code)]
        + shown.map { .init(whole.parts[$0].effect.title, .right) } + [.init("change", .right)])
    for (row, feature) in variance.features.enumerated() {
      let parts = shown.enumerated().map { column, place -> ReportTable.Cell in
        feature.variance.parts[place].amount == nil
          ? .missing("something has no known cost") : figure(cells[row][column])
      }
      table.rows.append(
        [.text(feature.feature ?? "no feature")] + parts + [
          feature.variance.isKnown ? figure(all[row]) : .missing("an effect is not known")
        ])
    }
    return [.table(table)]
  }

  // MARK: What was read

  private var inputs: [Report.Block] {
    guard !difference.inputs.isEmpty else {
      return [.paragraph("Both read the same scenario, with the same options.")]
    }
    return [
      .heading(2, "What changed in the scenario and the options"),
      .table(
        ReportTable(
          [.init("path"), .init("before"), .init("after")],
          rows: difference.inputs.map { value in
            [
              .text(value.path), .text(ChangedValue.words(value.before)),
              .text(ChangedValue.words(value.after)),
            ]
          })),
    ]
  }

  private var catalogue: [Report.Block] {
    guard difference.before.forecast.catalogue != difference.after.forecast.catalogue else {
      return [.paragraph("Both read the same rate cards.")]
    }
    let used = difference.offers.filter { difference.uses($0.id) }
    let others = difference.offers.count - used.count
    var blocks: [Report.Block] = [.heading(2, "What changed in the rate cards")]
    if !used.isEmpty {
      var table = ReportTable([
        .init("offer", keepsWords: true), .init("figure"), .init("before"), .init("after"),
      ])
      for offer in used {
        for value in offer.changes {
          table.rows.append([
            .text(offer.id), .text(value.path), .text(ChangedValue.words(value.before)),
            .text(ChangedValue.words(value.after)),
          ])
        }
      }
      blocks.append(.table(table))
    }
    let neighbours = difference.neighbours
    blocks.append(
      .paragraph(
        (used.isEmpty
          ? "No offer that the scenario uses has other figures"
          : "These are what the scenario uses")
          + "; \(others == 0 ? "nothing" : "\(others) offers, plans and credits") beside them changed"
          + (neighbours.isEmpty ? "." : ", and so did \(neighbours.joined(separator: " and ")).")))
    return blocks
  }
}
