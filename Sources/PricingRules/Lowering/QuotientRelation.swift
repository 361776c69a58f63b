/// What is known of a quotient of related numbers: what is divided is never above, or never below, a multiple of
/// what it is divided by.
struct QuotientRelation {
  /// What it is divided by is a constant times this step.
  let divisor: Int
  let count: Int128
  let least: Bound?
  let most: Bound?

  /// `(slope × divisor + rest) / count`: what a step is never above, or never below.
  struct Multiple {
    var slope: Int128
    var rest: Int128
    var count: Int128 = 1

    func sum(_ other: Multiple) -> Multiple? {
      guard let a = slope.product(other.count), let b = other.slope.product(count),
        let c = rest.product(other.count), let d = other.rest.product(count),
        let slope = a.sum(b), let rest = c.sum(d), let count = count.product(other.count)
      else { return nil }
      return Multiple(slope: slope, rest: rest, count: count)
    }
  }

  /// How such a multiple follows from what steps lie between.
  indirect enum Bound {
    case known(Multiple)
    /// An end of what a step lies between.
    case range(of: Int)
    case sum(Bound, Bound)
    case difference(Bound, less: Int)
    /// A multiple of a step that is not negative.
    case product(factor: Int, Bound)
    /// The first of them that holds.
    case either(Bound, Bound)

    /// The multiple; nil where none follows.
    func multiple(isUpper: Bool, _ ranges: [ClosedRange<Int128>]) -> Multiple? {
      func end(_ step: Int, isUpper: Bool) -> Int128 {
        isUpper ? ranges[step].upperBound : ranges[step].lowerBound
      }
      switch self {
      case .known(let multiple): return multiple
      case .range(let step): return Multiple(slope: 0, rest: end(step, isUpper: isUpper))
      case .sum(let a, let b):
        guard let first = a.multiple(isUpper: isUpper, ranges),
          let second = b.multiple(isUpper: isUpper, ranges)
        else { return nil }
        return first.sum(second)
      case .difference(let a, let less):
        guard let first = a.multiple(isUpper: isUpper, ranges),
          let rest = end(less, isUpper: !isUpper).product(-1)
        else { return nil }
        return first.sum(Multiple(slope: 0, rest: rest))
      case .product(let factor, let bound):
        let factor = ranges[factor]
        guard factor.lowerBound >= 0, factor.upperBound < 1 << 32,
          let own = bound.multiple(isUpper: isUpper, ranges), own.slope >= 0,
          let slope = own.slope.product(isUpper ? factor.upperBound : factor.lowerBound),
          let rest = own.rest.product(
            (own.rest < 0) == isUpper ? factor.lowerBound : factor.upperBound)
        else { return nil }
        return Multiple(slope: slope, rest: rest, count: own.count)
      case .either(let a, let b):
        return a.multiple(isUpper: isUpper, ranges) ?? b.multiple(isUpper: isUpper, ranges)
      }
    }
  }

  /// What of a range the quotient lies between, when steps lie between their own.
  func narrowed(
    _ range: ClosedRange<Int128>, _ ranges: [ClosedRange<Int128>]
  ) -> ClosedRange<Int128> {
    let low = end(least, isUpper: false, ranges).map { max(range.lowerBound, $0) }
    let high = end(most, isUpper: true, ranges).map { min(range.upperBound, $0) }
    let least = min(low ?? range.lowerBound, range.upperBound)
    return least...max(least, high ?? range.upperBound)
  }

  private func end(
    _ bound: Bound?, isUpper: Bool, _ ranges: [ClosedRange<Int128>]
  ) -> Int128? {
    let divisor = ranges[divisor]
    guard divisor.lowerBound >= 1,
      let multiple = bound?.multiple(isUpper: isUpper, ranges),
      let times = multiple.count.product(count)
    else { return nil }
    // (slope × divisor + rest) / divisor is slope + rest / divisor; floors of floors are floors.
    let rest = (multiple.rest...multiple.rest).quotient(divisor)
    return multiple.slope.sum(isUpper ? rest.upperBound : rest.lowerBound)?.floorQuotient(times)
  }
}
