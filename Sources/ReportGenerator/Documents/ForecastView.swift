import BillingTypes
import PricingRules
import WorkloadSimulator

/// A forecast's amounts rounded for people, once: cents by largest remainder, so that rows, columns
/// and totals add up as shown.
struct ForecastView {
  let forecast: Forecast
  /// Features in order, then the plans whose fees no usage shares.
  let payers: [Payer]
  /// Cents by month and payer.
  let cells: [[Int128]]
  /// Whether the figure of a payer's month is all, a lower bound, or unknown.
  let completeness: [[Completeness]]
  /// Whether the figure of a payer's month is known to a range, so that it needs no mark.
  let isBounded: [[Bool]]

  /// Cents a month on average, by payer; they add up to ``monthlyTotal``.
  let monthly: [Int128]
  /// Cents a month on average of everything.
  let monthlyTotal: Int128

  /// Who a cost is shown for.
  enum Payer: Hashable {
    case feature(String)
    case plan(String)
  }

  init(_ forecast: Forecast) {
    self.forecast = forecast
    let plans = forecast.lines.filter { $0.feature == nil }.compactMap(\.plan).uniqued()
    let payers = forecast.scenario.features.map { Payer.feature($0.name) } + plans.map { .plan($0) }
    let months = forecast.scenario.months
    var exact = [[Money]](
      repeating: [Money](repeating: .zero(in: forecast.scenario.currency), count: payers.count),
      count: months.count)
    var completeness = [[Completeness]](
      repeating: [Completeness](repeating: .complete, count: payers.count), count: months.count)
    for (row, month) in months.enumerated() {
      for (column, payer) in payers.enumerated() {
        (exact[row][column], completeness[row][column]) = forecast.cost {
          $0.month == month && payer.pays($0)
        }
      }
    }
    isBounded = months.map { month in
      payers.map { payer in
        let range = try? forecast.range { $0.month == month && payer.pays($0) }
        return range?.ceiling != nil
      }
    }
    let monthTotals = months.map { month in forecast.cost { $0.month == month }.0 }
    let roundedTotals = DisplayRounding.shares(of: monthTotals, places: 2)
    cells = zip(exact, roundedTotals).map { row, total in
      DisplayRounding.shares(of: row, places: 2, total: total)
    }
    self.payers = payers
    self.completeness = completeness
    let averages = payers.map { payer in forecast.cost(where: payer.pays).0.over(months.count) }
    monthlyTotal = DisplayRounding.rounded(forecast.total.over(months.count), places: 2)
    monthly = DisplayRounding.shares(of: averages, places: 2, total: monthlyTotal)
  }

  /// Cents of a month.
  func total(ofMonth row: Int) -> Int128 { cells[row].reduce(0, +) }

  /// Cents of a payer over the scenario.
  func total(of payer: Payer) -> Int128 {
    guard let column = payers.firstIndex(of: payer) else { return 0 }
    return cells.reduce(0) { $0 + $1[column] }
  }

  /// How much of a payer's cost is known over the scenario.
  func completeness(of payer: Payer) -> Completeness {
    guard let column = payers.firstIndex(of: payer) else { return .complete }
    let months = completeness.map { $0[column] }
    if months.allSatisfy({ $0 == .complete }) { return .complete }
    return months.allSatisfy { $0 == .unknown } ? .unknown : .partial
  }

  /// Cents a month on average of a payer.
  func monthly(of payer: Payer) -> Int128 {
    payers.firstIndex(of: payer).map { monthly[$0] } ?? 0
  }

  /// Cents of everything.
  var grandTotal: Int128 { cells.reduce(0) { $0 + $1.reduce(0, +) } }

  /// Cents of everything of one provider.
  func total(ofProvider provider: String) -> Int128 {
    payers.filter { self.provider(of: $0) == provider }.reduce(0) { $0 + total(of: $1) }
  }

  /// Who bills a payer's cost.
  func provider(of payer: Payer) -> String {
    switch payer {
    case .feature(let name):
      return forecast.scenario.features.first { $0.name == name }?.offer.provider ?? ""
    case .plan(let id): return PlanID(id).provider
    }
  }

  /// Cents as text, and a mark where it is a lower bound without a ceiling.
  func text(
    _ cents: Int128, _ completeness: Completeness = .complete, isBounded: Bool = false
  ) -> String {
    if completeness == .unknown { return "unknown" }
    let amount = DisplayRounding.text(cents, places: 2)
    return completeness != .complete && !isBounded ? "≥ \(amount)" : amount
  }

  /// Whether every figure of a payer is known to a range.
  func isBounded(_ payer: Payer) -> Bool {
    guard let column = payers.firstIndex(of: payer) else { return true }
    return isBounded.allSatisfy { $0[column] }
  }

  /// Whether the whole is known to a range.
  var isWholeBounded: Bool { isBounded.allSatisfy { $0.allSatisfy(\.self) } }

  /// The whole, or a month of it on average, with its mark.
  func wholeText(_ cents: Int128) -> String {
    text(cents, forecast.completeness, isBounded: isWholeBounded)
  }

  /// A month, with its mark.
  func text(ofMonth row: Int) -> String {
    let isPartial = completeness[row].contains { $0 != .complete }
    return text(
      total(ofMonth: row), isPartial ? .partial : .complete,
      isBounded: isBounded[row].allSatisfy(\.self))
  }

  /// How much of a payer's cost is known: what it can be, where that is more than one figure.
  func knowledge(of payer: Payer) -> String {
    knowledge(completeness(of: payer), around: total(of: payer)) { payer.pays($0) }
  }

  /// How much of the whole is known.
  var knowledgeOfWhole: String {
    knowledge(forecast.completeness, around: grandTotal) { _ in true }
  }

  /// The ends of a range, as far from the figure as it is shown as they are from the exact one.
  private func knowledge(
    _ completeness: Completeness, around cents: Int128, where isIncluded: (ForecastLine) -> Bool
  ) -> String {
    guard let range = try? forecast.range(where: isIncluded), let ceiling = range.ceiling,
      !range.isSingle
    else { return completeness.rawValue }
    let exact = DisplayRounding.rounded(forecast.cost(where: isIncluded).0, places: 2)
    let (low, high) = (
      cents + DisplayRounding.rounded(range.floor, places: 2) - exact,
      cents + DisplayRounding.rounded(ceiling, places: 2) - exact
    )
    return "\(DisplayRounding.text(low, places: 2)) to \(DisplayRounding.text(high, places: 2))"
  }

  /// A figure of a payer, with its mark.
  func text(_ cents: Int128, of payer: Payer) -> String {
    text(cents, completeness(of: payer), isBounded: isBounded(payer))
  }
}

extension ForecastView.Payer {
  func pays(_ line: ForecastLine) -> Bool {
    switch self {
    case .feature(let name): line.feature == name
    case .plan(let id): line.feature == nil && line.plan == id
    }
  }

  var words: String {
    switch self {
    case .feature(let name): name
    case .plan(let id): "plan \(id)"
    }
  }
}
