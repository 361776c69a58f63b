import BillingTypes
import TestSupport
import Testing

@Suite("Day")
struct DayTests {
  /// Calls `body` with every day from 1970 to 2100, counted one by one.
  static func everyDay(_ body: (_ number: Int, _ year: Int, _ month: Int, _ day: Int) -> Void) {
    var number = 0
    for year in 1970...2100 {
      let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      for (index, length) in lengths.enumerated() {
        for day in 1...length {
          body(number, year, index + 1, day)
          number += 1
        }
      }
    }
  }

  @Test("Every day from 1970 to 2100 has its number, its parts and its text")
  func everyDayRoundTrips() {
    var wrong: [String] = []
    var count = 0
    Self.everyDay { number, year, month, day in
      count += 1
      let text = [(year, 4), (month, 2), (day, 2)].map { value, width in
        String(String(10_000 + value).suffix(width))
      }.joined(separator: "-")
      let parts = Day(number: number).parts
      if Day(year: year, month: month, day: day)?.number != number || parts != (year, month, day)
        || Day(number: number).description != text || Day(text)?.number != number
        || Day(number: number).month != Month(String(text.prefix(7)))
      {
        wrong.append(text)
      }
    }
    #expect(wrong == [])
    #expect(count == 47_847)
  }

  @Test(
    "Known days have their known numbers",
    arguments: [
      ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-09-05", 20_701),
      ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
    ])
  func knownDays(text: String, number: Int) {
    #expect(Day(text)?.number == number)
    #expect(Day(number: number).description == text)
  }

  @Test(
    "A day that the calendar does not have is none",
    arguments: [
      "2026-02-29", "2100-02-29", "1900-02-29", "2026-02-30", "2024-02-30", "2026-04-31",
      "2026-06-31", "2026-09-31", "2026-11-31", "2026-01-32", "2026-01-00", "2026-00-01",
      "2026-13-01", "0000-01-01",
    ])
  func illegalDays(text: String) {
    #expect(Day(text) == nil)
  }

  @Test("A leap year has a 29th of February", arguments: ["2024", "2000", "2400", "1996"])
  func leapYears(year: String) throws {
    let day = try #require(Day("\(year)-02-29"))
    #expect(Day(number: day.number + 1).description == "\(year)-03-01")
  }

  @Test(
    "Text in another form is no day",
    arguments: [
      "", "2026", "2026-09", "2026-9-05", "2026-09-5", "26-09-05", "2026/09/05", "05-09-2026",
      "2026-09-05T00:00:00Z", " 2026-09-05", "2026-09-05 ", "-2026-09-05", "+026-09-05",
      "2026-+9-05", "2026--9-05", "２０26-09-05", "20260905", "today",
    ])
  func otherForms(text: String) {
    #expect(Day(text) == nil)
  }

  @Test("Days are in the order of time")
  func order() throws {
    let days = try ["2025-12-31", "2026-01-01", "2026-01-02", "2026-02-01"].map {
      try #require(Day($0))
    }
    #expect(days.shuffledBySeed().sorted() == days)
    #expect(!(days[0] < days[0]))
  }
}

extension Array {
  /// The elements in another order that is always the same.
  func shuffledBySeed() -> [Element] {
    var random = SplitMix64(seed: 11)
    return shuffled(using: &random)
  }
}
