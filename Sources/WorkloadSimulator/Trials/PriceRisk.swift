public import BillingTypes
public import PricingRules

/// How prices may change during a forecast: how often, and by which factors, each as likely.
///
/// A data folder with a `price-risk.yaml` says it by the kind of seller, from a history of dated changes. Else it is read
/// from the dated prices of the catalogue itself, as changes per offer and month on sale. Changes that are announced are
/// prices, not risk, and apply anyway.
public struct PriceRisk: Sendable, Hashable {
  /// How the prices of one kind of seller change.
  public struct Law: Sendable, Hashable {
    /// The probability that an offer's prices change in a month.
    public let monthlyProbability: Double
    /// What prices are then multiplied by, in ascending order.
    public let factors: [Double]

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

  /// By provider.
  private let laws: [String: Law]
  /// For a provider without a card.
  private let any: Law
  /// Whether it was fitted to a history beyond the catalogue's own.
  public let isFitted: Bool

  /// Reads how prices change, up to a day.
  ///
  /// - Parameters:
  ///   - catalogue: The rate cards.
  ///   - day: The last day that counts of the catalogue's own history.
  public init(_ catalogue: Catalogue, until day: Day) {
    isFitted = catalogue.priceChanges != nil
    guard let changes = catalogue.priceChanges else {
      (laws, any) = ([:], Law(ofOwn: catalogue, until: day))
      return
    }
    any = Law(changes.any)
    laws = Dictionary(
      catalogue.cards.map { ($0.provider, Law(changes.law(of: $0.relation))) },
      uniquingKeysWith: { first, _ in first })
  }

  /// How the prices of an offer change.
  public func law(of offer: OfferID) -> Law { laws[offer.provider] ?? any }
}

extension PriceRisk.Law {
  fileprivate init(_ law: PriceChanges.Law) {
    monthlyProbability = law.perMonth.approximation
    factors = law.factors.map(\.approximation)
  }

  /// Reads the history of every offer up to a day.
  fileprivate init(ofOwn catalogue: Catalogue, until day: Day) {
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
}
