/// A calendar month, such as 2027-01; the billing period of forecasts.
public struct Month: Hashable, Sendable, Comparable {
  /// Twelve times the year, plus the month of the year from 0.
  public let index: Int

  /// Creates a month from its ``index``.
  public init(index: Int) { self.index = index }

  /// Creates a month from `YYYY-MM`, or nil when there is no such month.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == 7, let day = Day("\(text)-01") else { return nil }
    self = day.month
  }

  /// The year.
  public var year: Int { index / 12 }
  /// The month of the year, 1 to 12.
  public var monthOfYear: Int { index % 12 + 1 }
  /// The first day.
  public var firstDay: Day {
    guard let day = Day(year: year, month: monthOfYear, day: 1) else {
      preconditionFailure("every month has a first day")
    }
    return day
  }
  /// How many days the month has, 28 to 31.
  public var dayCount: Int { Day.length(ofMonth: monthOfYear, year: year) }

  /// The month `count` months later.
  public func advanced(by count: Int) -> Month { Month(index: index + count) }

  /// Whether `left` comes first.
  public static func < (left: Month, right: Month) -> Bool { left.index < right.index }
}

extension Month: CustomStringConvertible {
  /// `YYYY-MM`.
  public var description: String { "\(padded(year, to: 4))-\(padded(monthOfYear, to: 2))" }
}
