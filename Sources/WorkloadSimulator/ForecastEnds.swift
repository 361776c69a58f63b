public import BillingTypes
public import PricingRules

/// The lines of a forecast at both ends of what expected usage can be, and between them, by the means of the
/// inputs alone.
///
/// What trials add to a mean, both ends have too: the ends are as far from a forecast's own figures as they are
/// from the figures of the inputs' means.
struct ForecastEnds: Sendable {
  let least: [ForecastLine]
  let figure: [ForecastLine]
  let most: [ForecastLine]
  /// The ends of each charge by itself; nil where they are those of the whole.
  ///
  /// Of what sources say, one holds for all charges of a feature, so that a feature has ends of its own.
  let byCharge: (least: [ForecastLine], most: [ForecastLine])?
  /// What lies between the ends, by feature, outcomes apart.
  let openedBy: [String: [FactCode]]
}

extension ForecastEnds {
  /// The lines at the ends of what `isIncluded` picks: those of whole features where it picks all of a feature's
  /// month, else charge by charge.
  func lines(
    where isIncluded: (ForecastLine) -> Bool
  ) -> (least: [ForecastLine], most: [ForecastLine]) {
    guard let byCharge else { return (least.filter(isIncluded), most.filter(isIncluded)) }
    let split = Set(
      (byCharge.most + byCharge.least + most + least).filter { !isIncluded($0) }
        .map(\.featureMonth))
    func lines(_ whole: [ForecastLine], _ parts: [ForecastLine]) -> [ForecastLine] {
      whole.filter { isIncluded($0) && !split.contains($0.featureMonth) }
        + parts.filter { isIncluded($0) && split.contains($0.featureMonth) }
    }
    return (lines(least, byCharge.least), lines(most, byCharge.most))
  }
}

/// A feature's month; lines that no feature bears have one of their own.
private struct FeaturePeriod: Hashable {
  let month: Month
  let feature: String?
}

extension ForecastLine {
  fileprivate var featureMonth: FeaturePeriod { FeaturePeriod(month: month, feature: feature) }
}

extension Forecast {
  /// What the expected cost of the lines that `isIncluded` picks can be.
  ///
  /// - Throws: `MoneyError` for amounts that do not fit.
  public func range(
    where isIncluded: (ForecastLine) -> Bool = { _ in true }
  ) throws(MoneyError) -> CodedRange {
    let own = try widened(ownRange(where: isIncluded), where: isIncluded)
    guard let upper = try whereBilled.first?.range(where: isIncluded) else { return own }
    // More may cost less by steps over the month.
    let floor = min(own.floor.picounits, upper.floor.picounits)
    var ceiling: Money?
    if let most = own.ceiling, let other = upper.ceiling {
      ceiling = Money(
        picounits: max(most.picounits, other.picounits), in: scenario.currency)
    }
    let isSingle = ceiling?.picounits == floor
    return CodedRange(
      floor: Money(picounits: floor, in: scenario.currency), ceiling: ceiling,
      reasons: isSingle
        ? [] : (own.reasons + upper.reasons + [.outcomeUnknown]).uniqued())
  }

  /// A range that holds what the trials come to on average at both ends: where a plan bends the bill, the means of the
  /// inputs do not tell it.
  private func widened(
    _ range: CodedRange, where isIncluded: (ForecastLine) -> Bool
  ) throws(MoneyError) -> CodedRange {
    var (floor, ceiling) = (range.floor.picounits, range.ceiling?.picounits)
    for lines in trialEnds.lines {
      let cost = try Money.sum(
        lines.filter(isIncluded).compactMap(\.cost), in: scenario.currency
      ).picounits
      // What rounding of statistics sets apart is the same.
      let slack = abs(cost) / 1_000_000_000
      if cost < floor - slack { floor = cost }
      if let most = ceiling, cost > most + slack { ceiling = cost }
    }
    guard floor != range.floor.picounits || ceiling != range.ceiling?.picounits else {
      return range
    }
    let features = Set(lines.filter(isIncluded).compactMap(\.feature))
    let reasons =
      range.reasons
      + scenario.features.map(\.name).filter(features.contains)
      .flatMap { ends?.openedBy[$0] ?? [] }
    return CodedRange(
      floor: Money(picounits: max(0, floor), in: scenario.currency),
      ceiling: ceiling.map { Money(picounits: $0, in: scenario.currency) },
      reasons: reasons.isEmpty ? [.sourcesDisagree] : reasons.uniqued())
  }

  /// The same by the means of the inputs at both ends.
  private func ownRange(
    where isIncluded: (ForecastLine) -> Bool
  ) throws(MoneyError) -> CodedRange {
    let own = lines.filter(isIncluded)
    let cost = try Money.sum(own.compactMap(\.cost), in: scenario.currency)
    var reasons = own.flatMap { line in
      line.missing.map(\.code) + (line.cost == nil && line.missing.isEmpty ? [.priceUnknown] : [])
    }
    // A price that may change bounds nothing.
    let canMove = hasPriceRisk && own.contains { $0.cost?.picounits != 0 }
    if canMove {
      reasons.append(.priceRisk)
      // Nor does it bound anything below: it may fall.
      return CodedRange(
        floor: .zero(in: scenario.currency), ceiling: nil, reasons: reasons.uniqued())
    }
    guard let ends else {
      let isKnown = own.allSatisfy { $0.cost != nil && $0.missing.isEmpty }
      return CodedRange(
        floor: cost, ceiling: isKnown ? cost : nil, reasons: isKnown ? [] : reasons.uniqued())
    }
    func sum(_ lines: [ForecastLine]) throws(MoneyError) -> Money {
      try Money.sum(lines.compactMap(\.cost), in: scenario.currency)
    }
    let (low, high) = ends.lines(where: isIncluded)
    let figure = try sum(ends.figure.filter(isIncluded))
    let below = max(0, try (figure - sum(low)).picounits)
    let above = max(0, try (sum(high) - figure).picounits)
    if below > 0 || above > 0 {
      reasons += own.compactMap(\.feature).uniqued().flatMap { ends.openedBy[$0] ?? [] }
    }
    let floor = try cost - Money(picounits: below, in: scenario.currency)
    let open = high.filter { $0.cost == nil || !$0.missing.isEmpty }
    let isBounded = open.isEmpty
    if !isBounded { reasons += open.flatMap(\.missing).map(\.code) }
    let ceiling = isBounded ? try cost + Money(picounits: above, in: scenario.currency) : nil
    return CodedRange(
      floor: Money(picounits: max(0, floor.picounits), in: scenario.currency), ceiling: ceiling,
      reasons: floor == ceiling ? [] : reasons.uniqued())
  }
}
