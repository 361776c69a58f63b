import BillingTypes
import TestSupport
import Testing

@testable import WorkloadSimulator

/// When requests come in a month.
@Suite("The clock of a month")
struct MonthClockTests {
  /// New York in 2027: five hours behind, four in summer.
  static let newYork = ZoneOffsets(
    name: "America/New_York",
    periods: [
      .init(from: 1_798_000_000, offset: -18_000), .init(from: 1_805_007_600, offset: -14_400),
      .init(from: 1_825_567_200, offset: -18_000),
    ])

  static func profile(_ hours: Range<Int>, days: Range<Int> = 0..<7) -> ArrivalProfile {
    ArrivalProfile(
      hours: (0..<24).map { hours.contains($0) ? .one : .zero },
      weekdays: (0..<7).map { days.contains($0) ? .one : .zero }, zone: newYork)
  }

  static func month(_ text: String) -> Month { Sample.day(text + "-01").month }

  @Test("Without a profile requests come evenly")
  func even() {
    let clock = MonthClock(nil, month: Self.month("2027-02"))
    let begin = Double(Sample.day("2027-02-01").number * 86_400)
    #expect(clock.moment(atShare: 0) == begin)
    #expect(clock.moment(atShare: 0.5) == begin + 14 * 86_400)
    #expect(clock.moment(atShare: 1) == begin + 28 * 86_400)
  }

  @Test(
    "A local hour that is skipped brings nothing, one that comes twice brings twice as much",
    arguments: [
      // In March 31 days have 9 to 10 o'clock; the hour from 2 to 3 is skipped on the 14th.
      (month: "2027-03", hour: 9, seconds: 31 * 3600), ("2027-03", 2, 30 * 3600),
      // In November the hour from 1 to 2 comes twice on the 7th.
      ("2027-11", 1, 31 * 3600), ("2027-11", 9, 30 * 3600),
    ])
  func daylightSaving(month: String, hour: Int, seconds: Int) {
    let clock = MonthClock(Self.profile(hour..<hour + 1), month: Self.month(month))
    let busy = clock.segments.indices.filter { clock.share(of: $0) > 1e-12 }
    #expect(busy.reduce(0) { $0 + clock.segments[$1].seconds } == seconds)
  }

  @Test("Office hours in New York begin at 14:00 UTC in winter and at 13:00 in summer")
  func offset() {
    for (month, hour) in [("2027-02", 14), ("2027-07", 13)] {
      let clock = MonthClock(Self.profile(9..<17), month: Self.month(month))
      let first = clock.segments.indices.first { clock.share(of: $0) > 0 }
      #expect(first.map { clock.segments[$0].from % 86_400 / 3600 } == hour)
    }
  }

  @Test("Workdays bring everything when weekends have no weight")
  func weekdays() {
    let clock = MonthClock(Self.profile(0..<24, days: 0..<5), month: Self.month("2027-06"))
    for index in clock.segments.indices where clock.share(of: index) > 1e-12 {
      let local = clock.segments[index].from - 14_400
      // 1970-01-01 was a Thursday.
      #expect((local / 86_400 + 3) % 7 < 5)
    }
  }

  @Test("Shares rise to one, and moments with them")
  func monotone() {
    let clock = MonthClock(Self.profile(8..<20, days: 1..<6), month: Self.month("2027-11"))
    #expect(clock.segments.last?.shareUntilEnd == 1)
    var cursor = MonthClock.Cursor(clock)
    var last = -Double.infinity
    for step in 0...2000 {
      let share = Double(step) / 2000
      let moment = cursor.moment(atShare: share)
      #expect(moment >= last)
      #expect(moment == clock.moment(atShare: share))
      last = moment
    }
  }

  @Test("Ordered shares are those of a sorted sample: the k-th of n is k / (n + 1) on average")
  func orderedShares() {
    let count = 9
    var sums = [Double](repeating: 0, count: count)
    for sample in 0..<4000 {
      var shares = OrderedShares(
        count: count, RandomStream(seed: UInt64(sample), name: "ordered"))
      var last = 0.0
      for index in 0..<count {
        let share = shares.next() ?? -1
        #expect(share >= last && share <= 1)
        sums[index] += share / 4000
        last = share
      }
      #expect(shares.next() == nil)
    }
    for index in 0..<count { #expect(abs(sums[index] - Double(index + 1) / 10) < 0.012) }
  }
}
