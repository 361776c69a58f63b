import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

/// A forecast's amounts rounded for people, once: to as many digits as the error of the total allows.
///
/// The total is rounded to nearest; months and payers share it by largest remainder of what each comes to exactly; the cells add
/// up to both.
struct ForecastView {
  let forecast: Forecast
  /// The decimals of every amount: cents at most; below 0, digits left of the point that say nothing.
  let places: Int
  /// Features in order, then the plans whose fees no usage shares.
  let payers: [Payer]
  /// Counts of the last decimal by month and payer.
  let cells: [[Int128]]
  /// What is expected, exactly, by month and payer.
  let costs: [[ExpectedCost]]
  /// What is expected of every payer together, by month.
  let monthCosts: [ExpectedCost]
  /// What is expected over the scenario, by payer.
  let payerCosts: [ExpectedCost]

  /// The count of everything: what is expected, rounded to nearest.
  let grandTotal: Int128
  /// Counts by month: parts of ``grandTotal``, from what each month comes to exactly.
  let monthTotals: [Int128]
  /// Counts by payer: parts of ``grandTotal``, from what each comes to exactly, not from its rounded months.
  let payerTotals: [Int128]
  /// Counts a month on average, by payer; they add up to ``monthlyTotal``.
  let monthly: [Int128]
  /// Counts a month on average of everything.
  let monthlyTotal: Int128

  /// Who a cost is shown for.
  enum Payer: Hashable {
    case feature(String)
    /// A plan or packs, for what no feature bears.
    case seller(CreditSeller)
  }

  init(_ forecast: Forecast) {
    self.forecast = forecast
    let sellers = forecast.lines.filter { $0.feature == nil }.compactMap(\.seller).uniqued()
    let payers =
      forecast.scenario.features.map { Payer.feature($0.name) } + sellers.map { .seller($0) }
    let months = forecast.scenario.months
    costs = months.map { month in
      payers.map { payer in forecast.expected { $0.month == month && payer.pays($0) } }
    }
    monthCosts = months.map { month in forecast.expected { $0.month == month } }
    payerCosts = payers.map { payer in forecast.expected(where: payer.pays) }
    let places = Self.places(forecast, costs.joined().map(\.known))
    self.places = places
    grandTotal = DisplayRounding.rounded(forecast.total, places: places)
    monthTotals = DisplayRounding.shares(
      of: monthCosts.map(\.known), places: places, total: grandTotal)
    payerTotals = DisplayRounding.shares(
      of: payerCosts.map(\.known), places: places, total: grandTotal)
    cells = DisplayRounding.table(
      of: costs.map { $0.map(\.known) }, places: places, rows: monthTotals, columns: payerTotals)
    self.payers = payers
    let averages = payerCosts.map { $0.known.over(months.count) }
    monthlyTotal = DisplayRounding.rounded(forecast.total.over(months.count), places: places)
    monthly = DisplayRounding.shares(of: averages, places: places, total: monthlyTotal)
  }

  /// As many digits as the error of the total allows, and two at least of every cost.
  private static func places(_ forecast: Forecast, _ costs: [Money]) -> Int {
    let error = forecast.meanError(where: { _ in true }) { $0.total }
    let smallest = costs.map { abs($0.units.approximation) }.filter { $0 > 0 }.min()
    return max(
      DisplayRounding.places(for: error),
      smallest.map { DisplayRounding.places(for: $0 / 10) } ?? -9)
  }

  /// An amount of its own, with the digits of the others, and three at least.
  func text(_ amount: Money) -> String {
    let size = abs(amount.units.approximation)
    let places = size > 0 ? max(places, DisplayRounding.places(for: size / 100)) : places
    return DisplayRounding.text(DisplayRounding.rounded(amount, places: places), places: places)
  }

  /// The count of a month.
  func total(ofMonth row: Int) -> Int128 { monthTotals[row] }

  /// The count of a payer over the scenario.
  func total(of payer: Payer) -> Int128 {
    payers.firstIndex(of: payer).map { payerTotals[$0] } ?? 0
  }

  /// What a payer's cost is expected to be over the scenario.
  func cost(of payer: Payer) -> ExpectedCost {
    payers.firstIndex(of: payer).map { payerCosts[$0] }
      ?? forecast.expected(where: payer.pays)
  }

  /// The count a month on average of a payer.
  func monthly(of payer: Payer) -> Int128 {
    payers.firstIndex(of: payer).map { monthly[$0] } ?? 0
  }

  /// The count of everything of one provider.
  func total(ofProvider provider: String) -> Int128 {
    payers.filter { self.provider(of: $0) == provider }.reduce(0) { $0 + total(of: $1) }
  }

  /// Who bills a payer's cost.
  func provider(of payer: Payer) -> String {
    switch payer {
    case .feature(let name):
      return forecast.scenario.features.first { $0.name == name }?.offer.provider ?? ""
    case .seller(let seller): return seller.provider
    }
  }

  /// A figure of a cost where there is no room for its range, which another table shows.
  ///
  /// - Parameters:
  ///   - cents: The figure as it is shown.
  ///   - cost: Whose figure it is.
  ///   - months: How many months it is the average of.
  /// - Returns: The figure, marked where nothing limits it.
  func text(_ cents: Int128, of cost: ExpectedCost, over months: Int = 1) -> String {
    let end = end(of: cost, beside: cents, over: months)
    return cost.shortWords(DisplayRounding.text(cents, places: places), end: end)
  }

  /// A sum below figures, some of which are nothing but a range: it then has its range as well.
  ///
  /// - Parameters:
  ///   - cents: The sum as it is shown.
  ///   - cost: What it is of.
  ///   - parts: The costs above it.
  ///   - months: How many months it is the average of.
  /// - Returns: The sum.
  func sumText(
    _ cents: Int128, of cost: ExpectedCost, below parts: [ExpectedCost], over months: Int = 1
  ) -> String {
    let hasRange = parts.contains {
      $0.amount == nil && $0.range.ceiling != nil && !$0.range.isSingle
    }
    guard hasRange else { return text(cents, of: cost, over: months) }
    let end = end(of: cost, beside: cents, over: months)
    return cost.words(DisplayRounding.text(cents, places: places), end: end)
  }

  /// A figure of a cost with its range.
  func longText(_ cents: Int128, of cost: ExpectedCost) -> String {
    cost.words(DisplayRounding.text(cents, places: places), end: end(of: cost, beside: cents))
  }

  /// A range in words, such as `86,380 to 88,420 USD`.
  func words(_ range: CodedRange) -> String {
    let currency = range.floor.currency
    guard let ceiling = range.ceiling else { return "at least \(text(range.floor)) \(currency)" }
    return "\(text(range.floor)) to \(text(ceiling)) \(currency)"
  }

  /// The cost of an alternative with its range.
  func text(_ option: FeatureAlternatives.Option) -> String {
    option.expected.words(text(option.cost)) { text($0) }
  }

  /// How much of a cost is known: what it can be, where that is more than one figure.
  func knowledge(_ cost: ExpectedCost, around cents: Int128) -> String {
    guard let ceiling = cost.range.ceiling, !cost.range.isSingle else {
      return cost.completeness.rawValue
    }
    let end = end(of: cost, beside: cents)
    return "\(end(cost.range.floor)) to \(end(ceiling))"
  }

  /// The ends of a range, as far from the figure as it is shown as they are from the exact one.
  private func end(
    of cost: ExpectedCost, beside cents: Int128, over months: Int = 1
  ) -> (Money) -> String {
    let exact = DisplayRounding.rounded(cost.known.over(months), places: places)
    return { end in
      let shown = cents + DisplayRounding.rounded(end.over(months), places: places) - exact
      return DisplayRounding.text(shown, places: places)
    }
  }
}

extension ForecastView.Payer {
  func pays(_ line: ForecastLine) -> Bool {
    switch self {
    case .feature(let name): line.feature == name
    case .seller(let seller): line.feature == nil && line.seller == seller
    }
  }

  var words: String {
    switch self {
    case .feature(let name): name
    case .seller(let seller): "subscription \(seller)"
    }
  }
}
