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
  /// What is expected, exactly, by month and payer.
  let costs: [[ExpectedCost]]
  /// What is expected of every payer together, by month.
  let monthCosts: [ExpectedCost]
  /// What is expected over the scenario, by payer.
  let payerCosts: [ExpectedCost]

  /// Cents a month on average, by payer; they add up to ``monthlyTotal``.
  let monthly: [Int128]
  /// Cents a month on average of everything.
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
    let roundedTotals = DisplayRounding.shares(of: monthCosts.map(\.known), places: 2)
    cells = zip(costs, roundedTotals).map { row, total in
      DisplayRounding.shares(of: row.map(\.known), places: 2, total: total)
    }
    self.payers = payers
    let averages = payerCosts.map { $0.known.over(months.count) }
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

  /// What a payer's cost is expected to be over the scenario.
  func cost(of payer: Payer) -> ExpectedCost {
    payers.firstIndex(of: payer).map { payerCosts[$0] }
      ?? forecast.expected(where: payer.pays)
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
    case .seller(let seller): return seller.provider
    }
  }

  /// A figure of a cost where there is no room for its range, which ``openTable`` shows.
  ///
  /// - Parameters:
  ///   - cents: The figure as it is shown.
  ///   - cost: Whose figure it is.
  ///   - months: How many months it is the average of.
  /// - Returns: The figure, marked where nothing limits it.
  func text(_ cents: Int128, of cost: ExpectedCost, over months: Int = 1) -> String {
    let end = end(of: cost, beside: cents, over: months)
    return cost.shortWords(DisplayRounding.text(cents, places: 2), end: end)
  }

  /// A figure of a cost with its range.
  func longText(_ cents: Int128, of cost: ExpectedCost) -> String {
    cost.words(DisplayRounding.text(cents, places: 2), end: end(of: cost, beside: cents))
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
    let exact = DisplayRounding.rounded(cost.known.over(months), places: 2)
    return { end in
      let shown = cents + DisplayRounding.rounded(end.over(months), places: 2) - exact
      return DisplayRounding.text(shown, places: 2)
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
    case .seller(let seller): "plan \(seller)"
    }
  }
}
