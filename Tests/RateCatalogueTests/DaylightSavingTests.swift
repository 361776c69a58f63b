import BillingTypes
import Foundation
import RateCatalogue
import Testing
import WorkloadSimulator

/// Hour profiles on the days on which clocks change, in zones of the system's own tables.
@Suite("Hour profiles when clocks change")
struct DaylightSavingTests {
  /// A local day from midnight to midnight, and the local hours that it has.
  struct LocalDay: Sendable, CustomTestStringConvertible {
    let zone: String
    let from: String
    let to: String
    let hours: [Int]

    var testDescription: String { "\(zone) \(from)" }
  }

  static let plain = Array(0..<24)
  static let days = [
    // Berlin goes from 2 to 3 on the last Sunday of March, and from 3 to 2 on that of October.
    LocalDay(
      zone: "Europe/Berlin", from: "2027-03-27T23:00:00Z", to: "2027-03-28T22:00:00Z",
      hours: [0, 1] + Array(3..<24)),
    LocalDay(
      zone: "Europe/Berlin", from: "2027-10-30T22:00:00Z", to: "2027-10-31T23:00:00Z",
      hours: [0, 1, 2] + Array(2..<24)),
    LocalDay(
      zone: "Europe/Berlin", from: "2027-03-26T23:00:00Z", to: "2027-03-27T23:00:00Z", hours: plain),
    // New York goes from 2 to 3 on the second Sunday of March, from 2 to 1 on the first of November.
    LocalDay(
      zone: "America/New_York", from: "2027-03-14T05:00:00Z", to: "2027-03-15T04:00:00Z",
      hours: [0, 1] + Array(3..<24)),
    LocalDay(
      zone: "America/New_York", from: "2027-11-07T04:00:00Z", to: "2027-11-08T05:00:00Z",
      hours: [0, 1] + Array(1..<24)),
    LocalDay(
      zone: "America/New_York", from: "2027-11-06T04:00:00Z", to: "2027-11-07T04:00:00Z",
      hours: plain),
    // Tokyo has not changed its clock since 1951.
    LocalDay(
      zone: "Asia/Tokyo", from: "2027-03-27T15:00:00Z", to: "2027-03-28T15:00:00Z", hours: plain),
    LocalDay(
      zone: "Asia/Tokyo", from: "2027-10-30T15:00:00Z", to: "2027-10-31T15:00:00Z", hours: plain),
  ]

  @Test(
    "Every hour of the day has the weight of its local hour, however many there are",
    arguments: days)
  func hours(day: LocalDay) throws {
    let begin = try ArrivalReadingTests.seconds(day.from)
    let end = try ArrivalReadingTests.seconds(day.to)
    #expect(end - begin == day.hours.count * 3600)
    let weights = (1...24).map(String.init).joined(separator: ", ")
    let profile = try ArrivalReadingTests.profile("{hours: [\(weights)], timezone: \(day.zone)}")
    let month = try #require(Month(String(day.to.prefix(7))))
    let clock = MonthClock(profile, month: month)
    let inside = clock.segments.indices.filter { (begin..<end).contains(clock.segments[$0].from) }
    #expect(inside.map { clock.segments[$0].seconds } == day.hours.map { _ in 3600 })
    // One unit of weight is what the first hour of the day, whose weight is 1, brings.
    let unit = clock.share(of: inside[0])
    let found = inside.map { (clock.share(of: $0) / unit * 1e6).rounded() / 1e6 }
    #expect(found == day.hours.map { Double($0 + 1) })
  }

  @Test("Local midnight, and no other moment, begins a local day's weight")
  func weekdays() throws {
    // Only Sundays: the Sunday of the change has 23 hours in spring and 25 in autumn.
    for (month, hours) in [("2027-03", 3 * 24 + 23), ("2027-10", 4 * 24 + 25)] {
      let profile = try ArrivalReadingTests.profile(
        "{weekdays: [0, 0, 0, 0, 0, 0, 1], timezone: Europe/Berlin}")
      let clock = MonthClock(profile, month: try #require(Month(month)))
      let busy = clock.segments.indices.filter { clock.share(of: $0) > 1e-12 }
      #expect(busy.reduce(0) { $0 + clock.segments[$1].seconds } == hours * 3600, "\(month)")
    }
  }
}
