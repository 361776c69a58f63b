public import BillingTypes
public import PricingRules

/// What an expected cost can be, given what nobody knows of it.
public struct ForecastRange: Hashable, Sendable {
  /// The least: what is known to be charged, with estimates at their low ends.
  public let floor: Money
  /// The most: all billed whose billing nobody knows, with estimates at their high ends; nil where nothing
  /// proves one.
  public let ceiling: Money?
  /// What opens the range; empty when floor and ceiling are equal.
  public let reasons: [FactCode]

  /// Whether floor and ceiling are equal.
  public var isSingle: Bool { floor == ceiling }
}

/// The lines of a forecast at both ends of what expected usage can be, and between them, by the means of the
/// inputs alone.
///
/// What trials add to a mean, both ends have too: the ends are as far from a forecast's own figures as they are
/// from the figures of the inputs' means.
struct ForecastEnds: Sendable {
  let least: [ForecastLine]
  let figure: [ForecastLine]
  let most: [ForecastLine]
  /// What lies between the ends, by feature, outcomes apart.
  let openedBy: [String: [FactCode]]
}

extension Forecast {
  /// What the expected cost of the lines that `isIncluded` picks can be.
  ///
  /// - Throws: `MoneyError` for amounts that do not fit.
  public func range(
    where isIncluded: (ForecastLine) -> Bool = { _ in true }
  ) throws(MoneyError) -> ForecastRange {
    let own = lines.filter(isIncluded)
    let cost = try Money.sum(own.compactMap(\.cost), in: scenario.currency)
    var reasons = own.flatMap { line in
      line.missing.map(\.code) + (line.cost == nil && line.missing.isEmpty ? [.priceUnknown] : [])
    }
    guard let ends else {
      let isKnown = own.allSatisfy { $0.cost != nil && $0.missing.isEmpty }
      return ForecastRange(
        floor: cost, ceiling: isKnown ? cost : nil, reasons: isKnown ? [] : reasons.uniqued())
    }
    func sum(_ lines: [ForecastLine]) throws(MoneyError) -> Money {
      try Money.sum(lines.compactMap(\.cost), in: scenario.currency)
    }
    let (low, high) = (ends.least.filter(isIncluded), ends.most.filter(isIncluded))
    let figure = try sum(ends.figure.filter(isIncluded))
    let below = max(0, try (figure - sum(low)).picounits)
    let above = max(0, try (sum(high) - figure).picounits)
    if below > 0 || above > 0 {
      reasons += own.compactMap(\.feature).uniqued().flatMap { ends.openedBy[$0] ?? [] }
    }
    let floor = try cost - Money(picounits: below, in: scenario.currency)
    let isBounded = high.allSatisfy { $0.cost != nil && $0.missing.isEmpty }
    let ceiling = isBounded ? try cost + Money(picounits: above, in: scenario.currency) : nil
    return ForecastRange(
      floor: Money(picounits: max(0, floor.picounits), in: scenario.currency), ceiling: ceiling,
      reasons: floor == ceiling ? [] : reasons.uniqued())
  }
}
