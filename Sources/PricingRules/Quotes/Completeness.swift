/// How much of an amount is known.
public enum Completeness: String, Hashable, Sendable, Comparable {
  /// The amount is all there is.
  case complete
  /// The amount is a lower bound; something that is charged has no known price.
  case partial
  /// Nothing is known but that something is charged.
  case unknown

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
