import BillingTypes

extension ChargePrice.Model {
  /// The most that any quantity of an interval costs with any amounts of theirs.
  ///
  /// A single quantity with single amounts gives its cost. Steps over the month depend on what the
  /// month has seen: then each unit counts at the dearest step. Quantities are not negative.
  func largestCost(
    of quantity: ClosedRange<Rational>, amounts: [ClosedRange<Rational>]
  ) throws(NumberError) -> Rational {
    let most = amounts.map(\.upperBound)
    let isSingle =
      quantity.lowerBound == quantity.upperBound
      && amounts.allSatisfy { $0.lowerBound == $0.upperBound }
    if isSingle, !countsOverMonth {
      return try price(amounts: most).model.cost(of: quantity.upperBound)
    }
    switch self {
    case .flat: return most[0]
    case .perUnit(let per):
      return try quantity.multiplied(by: amounts[0]).upperBound / per
    case .package(let size): return try Self.blocks(quantity, of: size, at: most[0])
    case .tiered(.package, _, let upTo):
      return try Self.blocks(quantity, of: upTo[0] ?? .one, at: most[0])
    case .tiered(let mode, let period, let upTo):
      // An amount below zero counts as nothing: that is never too little.
      let steps = PriceSteps(
        zip(upTo, most).map { (upTo: $0, amount: max($1, .zero)) })
      return try Self.steps(steps, mode, over: period, quantity)
    }
  }

  /// Started blocks times the amount.
  private static func blocks(
    _ quantity: ClosedRange<Rational>, of size: Rational, at amount: Rational
  ) throws(NumberError) -> Rational {
    let blocks = try quantity.divided(by: size...size).rounded(.up)
    return try blocks.multiplied(by: amount...amount).upperBound
  }

  private static func steps(
    _ steps: PriceSteps, _ mode: TierMode, over period: TierPeriod,
    _ quantity: ClosedRange<Rational>
  ) throws(NumberError) -> Rational {
    let most = quantity.upperBound
    if most == .zero { return .zero }
    if period == .month {
      let dearest = steps.steps.map(\.amount).max() ?? .zero
      return mode == .cliff ? dearest : try most * dearest
    }
    if mode == .graduated { return try GraduatedPrice(steps: steps).cost(of: most) }
    var largest = Rational.zero
    var begin = Rational.zero
    for (index, step) in steps.steps.enumerated() {
      let isLast = index == steps.steps.count - 1
      let end = isLast ? nil : step.upTo
      if index == 0 || most > begin, end.map({ quantity.lowerBound <= $0 }) ?? true {
        let reached = end.map { min($0, most) } ?? most
        largest = max(largest, mode == .cliff ? step.amount : try reached * step.amount)
      }
      begin = end ?? begin
    }
    return largest
  }
}
