package import BillingTypes

extension CompiledOffer {
  /// What meters come to over all legal requests that meter nothing.
  ///
  /// Never too narrow. Of meters that share a total, each may be all of it or nothing.
  ///
  /// - Parameter meters: Their names.
  /// - Returns: By name; without those that no formula gives for every request.
  package func legalRanges(of meters: [String]) -> [String: ClosedRange<Rational>] {
    let needed = meters.flatMap { offer.split(with: $0)?.split.parts ?? [$0] }.uniqued()
    let numbers = needed.compactMap { meter in formula(of: meter).map { (meter, $0) } }
    let results = numbers.flatMap { $1.steps }
    var run = RangeRun(
      lowered.graph, given: lowered.inputs.map { !$0.isMeter }, results: results,
      checks: lowered.checks.map(\.node))
    guard !numbers.isEmpty, run.run(lowered.inputs.map(\.range)) else { return [:] }
    var own: [String: ClosedRange<Rational>] = [:]
    for (meter, formula) in numbers { own[meter] = run.range(of: formula) }
    return meters.reduce(into: [:]) { found, meter in
      guard let split = offer.split(with: meter)?.split else { return found[meter] = own[meter] }
      var total = Rational.zero
      for part in split.parts {
        guard let most = own[part]?.upperBound, let sum = try? total + most else { return }
        total = sum
      }
      found[meter] = .zero...max(.zero, total)
    }
  }

  /// The number that a meter is where no value of it is given; nil where nothing estimates it.
  private func formula(of meter: String) -> MeterFormula? {
    if let number = lowered.derived.first(where: { $0.name == meter })?.value {
      return MeterFormula(number: number, isKnown: number.certainty.isKnown)
    }
    guard
      let index = offer.charges.firstIndex(where: {
        $0.meter == meter && !offer.hasOwnFormula($0)
      })
    else { return nil }
    let charge = lowered.charges[index]
    return MeterFormula(number: charge.metered, isKnown: charge.isMetered)
  }
}

/// A number of the rules, and a truth value: it is known; nil for always.
private struct MeterFormula {
  let number: GraphNumber
  let isKnown: Int?

  var steps: [Int] { [number.numerator] + [number.divisor, isKnown].compactMap(\.self) }
}

extension RangeRun {
  /// What a number lies between; nil where it may not be known, or the ends do not fit.
  fileprivate func range(of formula: MeterFormula) -> ClosedRange<Rational>? {
    if let isKnown = formula.isKnown, ranges[isKnown] != 1...1 { return nil }
    let above = ranges[formula.number.numerator]
    let below = formula.number.divisor.map { ranges[$0] } ?? 1...1
    func end(_ count: Int128, over divisor: Int128) -> Rational? {
      try? Rational(count, over: divisor) * formula.number.factor
    }
    let low = above.lowerBound < 0 ? below.lowerBound : below.upperBound
    let high = above.upperBound < 0 ? below.upperBound : below.lowerBound
    guard let least = end(above.lowerBound, over: low), let most = end(above.upperBound, over: high)
    else { return nil }
    return least...most
  }
}
