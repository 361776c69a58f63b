public import BillingTypes

/// How much of an amount is known: what its range says of it, in one word.
public enum Completeness: String, Hashable, Sendable, Comparable {
  /// Floor, ceiling and amount are one.
  case complete
  /// The ceiling is above the floor, or nothing proves one.
  case partial
  /// There is neither an amount nor a ceiling.
  case unknown

  /// The word for a range; the one place that finds it.
  ///
  /// - Parameters:
  ///   - hasAmount: Whether there is a figure to speak of, which is then in the range.
  ///   - floor: The least.
  ///   - ceiling: The most; nil where nothing proves one.
  package init(hasAmount: Bool, floor: Money, ceiling: Money?) {
    self =
      ceiling == floor ? .complete : hasAmount || ceiling != nil ? .partial : .unknown
  }

  /// Complete comes before partial, partial before unknown.
  public static func < (left: Completeness, right: Completeness) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .complete: 0
    case .partial: 1
    case .unknown: 2
    }
  }
}
