public import BillingTypes

/// When requests come: weights for the hours of the day and the days of the week, in local time.
///
/// A weight is a rate relative to the others: an hour of weight 2 sees twice as many requests as
/// one of weight 1. The weight of a moment is that of its local hour times that of its local
/// weekday.
public struct ArrivalProfile: Sendable {
  /// 24 weights, from midnight on; not negative, not all zero.
  public let hours: [Rational]
  /// 7 weights, from Monday on; not negative, not all zero.
  public let weekdays: [Rational]
  /// The local time.
  public let zone: ZoneOffsets

  /// Creates a profile.
  public init(hours: [Rational], weekdays: [Rational], zone: ZoneOffsets) {
    self.hours = hours
    self.weekdays = weekdays
    self.zone = zone
  }
}

/// A time zone as the offsets from UTC that it has over the months of a scenario.
public struct ZoneOffsets: Sendable, Hashable {
  /// An offset that holds from a moment on.
  public struct Period: Sendable, Hashable {
    /// The first second, counted from 1970-01-01T00:00:00Z.
    public let from: Int
    /// Seconds that local time is ahead of UTC.
    public let offset: Int

    /// Creates a period.
    public init(from: Int, offset: Int) {
      self.from = from
      self.offset = offset
    }
  }

  /// The zone's name, such as `America/New_York`.
  public let name: String
  /// The offsets in ascending order; the first holds since always.
  public let periods: [Period]

  /// Creates a zone of at least one period.
  public init(name: String, periods: [Period]) {
    self.name = name
    self.periods = periods
  }

  /// Coordinated universal time.
  public static let utc = ZoneOffsets(name: "UTC", periods: [Period(from: 0, offset: 0)])
}
