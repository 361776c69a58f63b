import BillingTypes

/// A comparison that is known to hold, such as a rule of a card.
///
/// What interval arithmetic forgets, that two names cannot both be large, say, it tells again:
/// wherever ``subject`` stands in a formula, it lies on its side of ``other``.
struct KnownComparison: Sendable {
  /// What is bounded.
  let subject: Formula
  /// Whether ``other`` bounds it from above.
  let isUpper: Bool
  /// What bounds it.
  let other: Formula

  /// The comparisons that hold whenever a condition does.
  static func all(in condition: Formula) -> [KnownComparison] {
    guard case .binary(let symbol, let left, let right) = condition.node else { return [] }
    switch symbol {
    case .and: return all(in: left) + all(in: right)
    case .less, .lessOrEqual:
      return [
        KnownComparison(subject: left, isUpper: true, other: right),
        KnownComparison(subject: right, isUpper: false, other: left),
      ].filter { $0.subject.constant == nil }
    case .greater, .greaterOrEqual: return all(in: Formula(.binary(.lessOrEqual, right, left)))
    default: return []
    }
  }

  /// The comparison with its bound as a number; nil where that is not bounded.
  func limit(in scope: BoundsScope) -> KnownLimit? {
    guard case .within(.number(let range)) = other.bounds(in: scope) else { return nil }
    return KnownLimit(
      subject: subject, low: isUpper ? nil : range.lowerBound,
      high: isUpper ? range.upperBound : nil)
  }
}

/// Ends between which an expression is known to lie.
struct KnownLimit: Sendable {
  let subject: Formula
  let low: Rational?
  let high: Rational?

  /// The part of an interval that keeps to the limit; nil when there is none.
  func cut(_ interval: ClosedRange<Rational>) -> ClosedRange<Rational>? {
    let first = low.map { max($0, interval.lowerBound) } ?? interval.lowerBound
    let last = high.map { min($0, interval.upperBound) } ?? interval.upperBound
    return first <= last ? first...last : nil
  }
}
