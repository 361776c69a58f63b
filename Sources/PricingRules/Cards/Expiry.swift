/// How long something bought or included in advance can still be used.
public enum Expiry: Hashable, Sendable {
  /// It stays until it is used.
  case never
  /// Whole months, the one it comes in among them: what `1 month` leaves over is lost with its
  /// month, what `2 months` leaves over can be used in the next month too.
  case months(Int)
  /// Days from the day it comes.
  case days(Int)
  /// It may end; nobody found when.
  case unknown

  /// Whole months in which something that comes in one month can be used, that month among them.
  ///
  /// Days become months of 30 days, rounded down, and at least one. Nil when it never ends, and
  /// when nobody knows; ask the case which of the two it is.
  public var monthsUsable: Int? {
    switch self {
    case .months(let months): max(1, months)
    case .days(let days): max(1, days / 30)
    case .never, .unknown: nil
    }
  }
}

extension Expiry: CustomStringConvertible {
  /// The period as rate cards write it, such as `2 months`.
  public var description: String {
    switch self {
    case .never: "never"
    case .months(let months): months == 1 ? "1 month" : "\(months) months"
    case .days(let days): days == 1 ? "1 day" : "\(days) days"
    case .unknown: "unknown"
    }
  }
}
