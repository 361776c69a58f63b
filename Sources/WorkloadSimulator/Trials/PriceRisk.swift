public import BillingTypes
public import PricingRules

/// How prices may change during a forecast, from the dated prices of the catalogue itself.
///
/// Changes come at the rate at which the catalogue saw them: changes per offer and month on sale. Each
/// multiplies an offer's prices by one of the factors that were seen, each as likely. Changes that are
/// announced are prices, not risk, and apply anyway.
public struct PriceRisk: Sendable, Hashable {
  /// The probability that an offer's prices change in a month.
  public let monthlyProbability: Double
  /// The factors that were seen, in ascending order.
  public let factors: [Double]

  /// Reads the history of every offer up to a day.
  ///
  /// - Parameters:
  ///   - catalogue: The rate cards.
  ///   - day: The last day that counts.
  public init(_ catalogue: Catalogue, until day: Day) {
    var factors: [Double] = []
    var days = 0
    for offer in catalogue.offers {
      let amounts = offer.charges.map { charge in
        charge.price.history.filter { $0.calledOff == nil && ($0.from.map { $0 <= day } ?? true) }
      }
      let firsts =
        amounts.flatMap { $0.compactMap(\.from) } + [offer.validity.from].compactMap { $0 }
      guard let first = firsts.min(), first < day else { continue }
      days += (offer.validity.to.map { min($0, day) } ?? day).number - first.number
      let changes = Set(amounts.flatMap { $0.dropFirst().compactMap(\.from) }).sorted()
      for change in changes {
        let ratios = amounts.compactMap { Self.ratio(of: $0, at: change) }
        guard !ratios.isEmpty else { continue }
        factors.append(ratios.reduce(0, +) / Double(ratios.count))
      }
    }
    self.factors = factors.sorted()
    let months = Double(days) / 30.436875
    monthlyProbability = months > 0 ? min(1, Double(factors.count) / months) : 0
  }

  /// New amounts over old on the day of a change, on average over the amounts that are numbers.
  private static func ratio(of history: [DatedAmounts], at day: Day) -> Double? {
    guard let index = history.firstIndex(where: { $0.from == day }), index > 0 else { return nil }
    let pairs = zip(history[index - 1].amounts, history[index].amounts)
    let ratios = pairs.compactMap { before, after -> Double? in
      guard let before = before?.constant, let after = after?.constant, before > .zero else {
        return nil
      }
      return after.approximation / before.approximation
    }
    return ratios.isEmpty ? nil : ratios.reduce(0, +) / Double(ratios.count)
  }

  /// Multiplies by the changes of one month.
  func advance(
    _ prices: UnsafeMutableBufferPointer<Double>, _ stream: RandomStream, from first: Int
  ) {
    guard monthlyProbability > 0, !factors.isEmpty else { return }
    for index in prices.indices {
      let share = stream.uniform(first + index)
      guard share < monthlyProbability else { continue }
      let pick = Int(share / monthlyProbability * Double(factors.count))
      prices[index] *= factors[min(pick, factors.count - 1)]
    }
  }
}
