package import BillingTypes

/// A month of arrivals: which share of its requests comes when.
///
/// Months are months of UTC, as bills and usage logs have them. The rate changes only with the local
/// hour and the local weekday; a local hour that comes twice counts twice, one that is skipped not at
/// all.
package struct MonthClock: Sendable {
  /// A time of constant rate.
  package struct Segment: Sendable, Hashable {
    /// The first second, counted from 1970-01-01T00:00:00Z.
    package let from: Int
    /// How many seconds it lasts.
    package let seconds: Int
    /// The share of the month's requests that comes before its end.
    package let shareUntilEnd: Double
  }

  /// The segments in order; the last one's share is 1.
  package let segments: [Segment]

  /// Lays a profile over a month; evenly without one.
  package init(_ profile: ArrivalProfile?, month: Month) {
    let begin = month.firstDay.number * 86_400
    let end = month.advanced(by: 1).firstDay.number * 86_400
    guard let profile else {
      segments = [Segment(from: begin, seconds: end - begin, shareUntilEnd: 1)]
      return
    }
    var parts: [(from: Int, seconds: Int, weight: Double)] = []
    var moment = begin
    while moment < end {
      let offset = profile.zone.offset(at: moment)
      let local = moment + offset
      let sinceHour = Self.remainder(local, 3600)
      let next = min(
        moment + 3600 - sinceHour, profile.zone.nextChange(after: moment) ?? end, end)
      let hour = Self.remainder(local, 86_400) / 3600
      // 1970-01-01 was a Thursday, the fourth day of its week.
      let weekday = Self.remainder((local - Self.remainder(local, 86_400)) / 86_400 + 3, 7)
      let rate = profile.hours[hour].approximation * profile.weekdays[weekday].approximation
      parts.append((moment, next - moment, rate * Double(next - moment)))
      moment = next
    }
    let total = parts.reduce(0) { $0 + $1.weight }
    var sum = 0.0
    segments = parts.enumerated().map { index, part in
      sum += total > 0 ? part.weight / total : Double(part.seconds) / Double(end - begin)
      return Segment(
        from: part.from, seconds: part.seconds,
        shareUntilEnd: index == parts.count - 1 ? 1 : min(sum, 1))
    }
  }

  /// The share of the month's requests that comes in a segment.
  package func share(of segment: Int) -> Double {
    segments[segment].shareUntilEnd - (segment > 0 ? segments[segment - 1].shareUntilEnd : 0)
  }

  /// The moment before which a share of the month's requests has come, in seconds since 1970.
  package func moment(atShare share: Double) -> Double {
    var cursor = Cursor(self)
    return cursor.moment(atShare: share)
  }

  /// Finds moments of ascending shares, each in constant time on average.
  package struct Cursor {
    private let clock: MonthClock
    private var segment = 0
    private var before = 0.0

    package init(_ clock: MonthClock) { self.clock = clock }

    /// The moment of a share that is not below the one before.
    package mutating func moment(atShare share: Double) -> Double {
      while segment < clock.segments.count - 1, clock.segments[segment].shareUntilEnd <= share {
        before = clock.segments[segment].shareUntilEnd
        segment += 1
      }
      let here = clock.segments[segment]
      let width = here.shareUntilEnd - before
      let part = width > 0 ? min(max((share - before) / width, 0), 1) : 0
      return Double(here.from) + part * Double(here.seconds)
    }
  }

  private static func remainder(_ value: Int, _ divisor: Int) -> Int {
    let rest = value % divisor
    return rest < 0 ? rest + divisor : rest
  }
}

extension ZoneOffsets {
  /// Seconds that local time is ahead of UTC at a moment.
  func offset(at moment: Int) -> Int {
    (periods.last { $0.from <= moment } ?? periods[0]).offset
  }

  /// The next moment at which the offset changes; nil when it does not any more.
  func nextChange(after moment: Int) -> Int? {
    periods.dropFirst().first { $0.from > moment }?.from
  }
}
