import BillingTypes
import Testing

@Suite("Month")
struct MonthTests {
  @Test("Every month from 1970 to 2100 has its text, its first day and its length")
  func everyMonthRoundTrips() {
    var wrong: [String] = []
    var lengths: [String: Int] = [:]
    DayTests.everyDay { number, year, month, day in
      let text = "\(year)-\(month < 10 ? "0" : "")\(month)"
      lengths[text, default: 0] += 1
      guard day == 1 else { return }
      guard let found = Month(text), found.description == text, found.year == year,
        found.monthOfYear == month, found.firstDay.number == number,
        Month(index: found.index) == found
      else {
        wrong.append(text)
        return
      }
    }
    for (text, length) in lengths where Month(text)?.dayCount != length { wrong.append(text) }
    #expect(wrong == [])
    #expect(lengths.count == 131 * 12)
  }

  @Test(
    "Months are counted across years",
    arguments: [
      ("2026-12", 1, "2027-01"), ("2027-01", -1, "2026-12"), ("2026-01", 11, "2026-12"),
      ("2026-01", 12, "2027-01"), ("2026-05", 0, "2026-05"), ("2026-05", -17, "2024-12"),
      ("1999-12", 1200, "2099-12"),
    ])
  func advances(text: String, count: Int, expected: String) throws {
    let month = try #require(Month(text))
    #expect(month.advanced(by: count).description == expected)
    #expect(month.advanced(by: count).advanced(by: -count) == month)
    #expect((month < month.advanced(by: count)) == (count > 0))
  }

  @Test(
    "A February has 28 days, or 29 in a leap year",
    arguments: [("2026-02", 28), ("2024-02", 29), ("2000-02", 29), ("2100-02", 28)])
  func february(text: String, days: Int) {
    #expect(Month(text)?.dayCount == days)
  }

  @Test(
    "Text that is no month is none",
    arguments: [
      "", "2026", "2026-00", "2026-13", "2026-1", "26-01", "2026-01-01", "2026/01", "+026-01",
      "2026- 1", "0000-01", "January",
    ])
  func illegal(text: String) {
    #expect(Month(text) == nil)
  }
}
