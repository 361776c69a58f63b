import BillingTypes
import Foundation
import RateCatalogue
import Testing
import WorkloadSimulator

/// When requests come: hours, weekdays, and the zone whose clock they follow.
@Suite("Reading arrivals")
struct ArrivalReadingTests {
  static func profile(_ text: String) throws -> ArrivalProfile {
    try #require(try FeatureKeyTests.feature("arrivals: \(text)").arrivals)
  }

  static func seconds(_ text: String) throws -> Int {
    Int(try Date(text, strategy: .iso8601).timeIntervalSince1970)
  }

  @Test("Business hours, evenings and even hours have their weights")
  func hours() throws {
    let tenth = try Rational(1, over: 10)
    let quarter = try Rational(1, over: 4)
    let business = try Self.profile("{hours: business}").hours
    #expect(business == (0..<24).map { (9..<17).contains($0) ? .one : tenth })
    let evening = try Self.profile("{hours: evening}").hours
    #expect(evening == (0..<24).map { (18..<23).contains($0) ? .one : quarter })
    let even = Array(repeating: Rational.one, count: 24)
    #expect(try Self.profile("{hours: even}").hours == even)
    #expect(try Self.profile("{}").hours == even)
    let list = (0..<24).map(String.init).joined(separator: ", ")
    #expect(try Self.profile("{hours: [\(list)]}").hours == (0..<24).map { Rational($0) })
  }

  @Test("Weekdays are a word, a list from Monday on, or a map whose absent days weigh one")
  func weekdays() throws {
    let one = Rational.one
    #expect(
      try Self.profile("{weekdays: workdays}").weekdays == [one, one, one, one, one, .zero, .zero])
    let even = Array(repeating: one, count: 7)
    #expect(try Self.profile("{weekdays: even}").weekdays == even)
    #expect(try Self.profile("{}").weekdays == even)
    #expect(
      try Self.profile("{weekdays: [1, 2, 3, 4, 5, 6, 7]}").weekdays == (1...7).map { Rational($0) }
    )
    let map = try Self.profile("{weekdays: {sun: 0.5, sat: 0}}").weekdays
    #expect(map == [one, one, one, one, one, .zero, try Rational(1, over: 2)])
  }

  @Test(
    "Without a zone, and in UTC, the clock is never changed", arguments: ["{}", "{timezone: UTC}"])
  func utc(text: String) throws {
    #expect(try Self.profile(text).zone == .utc)
  }

  @Test("New York changes its clock twice in 2027, at the second")
  func newYork() throws {
    let zone = try Self.profile("{timezone: America/New_York}").zone
    #expect(zone.name == "America/New_York")
    #expect(zone.periods.map(\.offset) == [-5 * 3600, -4 * 3600, -5 * 3600])
    #expect(
      zone.periods.map(\.from) == [
        try Self.seconds("2026-12-30T00:00:00Z"), try Self.seconds("2027-03-14T07:00:00Z"),
        try Self.seconds("2027-11-07T06:00:00Z"),
      ])
  }

  @Test("Kolkata never changes its clock, and is half an hour off")
  func kolkata() throws {
    let zone = try Self.profile("{timezone: Asia/Kolkata}").zone
    #expect(zone.name == "Asia/Kolkata")
    #expect(zone.periods.map(\.offset) == [19800])
  }

  @Test("Lord Howe changes its clock by half an hour")
  func lordHowe() throws {
    let zone = try Self.profile("{timezone: Australia/Lord_Howe}").zone
    #expect(zone.periods.map(\.offset) == [39600, 37800, 39600])
    #expect(
      zone.periods.dropFirst().map(\.from) == [
        try Self.seconds("2027-04-03T15:00:00Z"), try Self.seconds("2027-10-02T15:30:00Z"),
      ])
  }

  @Test("Changes in the two days beside the scenario's months are among the offsets")
  func margins() throws {
    // Auckland's clock changes on 2027-09-25T14:00Z, New York's on 2026-11-01T06:00Z.
    for (start, months, count) in [("2027-10", 1, 1), ("2027-09", 1, 2), ("2027-08", 2, 2)] {
      let text = ScenarioReadingTests.example
        .replacing("start: 2027-01", with: "start: \(start)")
        .replacing("months: 12", with: "months: \(months)")
        .replacing("America/New_York", with: "Pacific/Auckland")
      let zone = try #require(try ScenarioReadingTests.read(text).features.last?.arrivals?.zone)
      #expect(zone.periods.count == count, "\(start)")
    }
    let text = ScenarioReadingTests.example
      .replacing("start: 2027-01", with: "start: 2026-11").replacing(
        "months: 12", with: "months: 1")
    let zone = try #require(try ScenarioReadingTests.read(text).features.last?.arrivals?.zone)
    #expect(zone.periods.map(\.offset) == [-4 * 3600, -5 * 3600])
    #expect(zone.periods.first?.from == (try Self.seconds("2026-10-30T00:00:00Z")))
  }
}
