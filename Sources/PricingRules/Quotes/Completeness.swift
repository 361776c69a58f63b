/// How much of an amount is known: what its ``BillRange`` says of it, in one word.
public enum Completeness: String, Hashable, Sendable, Comparable {
  /// Floor, ceiling and amount are one.
  case complete
  /// The ceiling is above the floor, or nothing proves one.
  case partial
  /// There is neither an amount nor a ceiling.
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
