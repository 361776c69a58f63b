import BillingTypes
import Foundation
import PricingRules
import WorkloadSimulator

/// A time zone of the tz database, by its name.
struct NamedZone {
  private let name: String
  private let zone: TimeZone

  /// Finds a zone; nil when there is none of this name, which is `UTC` or has an area, such as
  /// `America/New_York`.
  init?(_ name: String) {
    guard name == "UTC" || name.contains("/"), let zone = TimeZone(identifier: name) else {
      return nil
    }
    self.name = name
    self.zone = zone
  }

  /// What to write instead of a name that no zone has.
  static func advice(for name: String) -> String {
    let word = name.replacing(" ", with: "_")
    let known = ["UTC"] + TimeZone.knownTimeZoneIdentifiers.filter { $0.contains("/") }
    let near = nearest(to: word, among: known, limit: 1)
    return near.isEmpty ? "; write one as 'America/New_York' or 'UTC'" : didYouMean(near)
  }

  /// The offsets over the months, and two days before and after them.
  func offsets(in months: ClosedRange<Month>) -> ZoneOffsets {
    guard name != "UTC" else { return .utc }
    let day = 86_400
    let last = months.upperBound
    let first = (months.lowerBound.firstDay.number - 2) * day
    let end = (last.firstDay.number + last.dayCount + 2) * day
    var periods = [ZoneOffsets.Period(from: first, offset: offset(at: first))]
    for start in stride(from: first, to: end, by: day) {
      let before = offset(at: start)
      guard offset(at: start + day) != before else { continue }
      let change = firstChange(from: before, after: start, upTo: start + day)
      periods.append(ZoneOffsets.Period(from: change, offset: offset(at: change)))
    }
    return ZoneOffsets(name: name, periods: periods)
  }

  /// The first second with another offset; `low` has the old one, `high` has not.
  private func firstChange(from old: Int, after low: Int, upTo high: Int) -> Int {
    var (low, high) = (low, high)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if offset(at: middle) == old { low = middle } else { high = middle }
    }
    return high
  }

  private func offset(at second: Int) -> Int {
    zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
  }
}
