import PricingRules
import Testing

@Suite("Expiry")
struct ExpiryTests {
  @Test(
    "A period in whole months counts the month it comes in; days are months of 30 days",
    arguments: [
      (Expiry.months(1), 1), (.months(2), 2), (.months(12), 12), (.days(1), 1), (.days(29), 1),
      (.days(30), 1), (.days(59), 1), (.days(60), 2), (.days(365), 12),
    ] as [(Expiry, Int)])
  func monthsUsable(expiry: Expiry, months: Int) {
    #expect(expiry.monthsUsable == months)
  }

  @Test("What never ends, and what nobody knows, has no number of months")
  func withoutMonths() {
    #expect(Expiry.never.monthsUsable == nil)
    #expect(Expiry.unknown.monthsUsable == nil)
  }

  @Test(
    "A period is written as in a rate card",
    arguments: [
      (Expiry.never, "never"), (.unknown, "unknown"), (.months(1), "1 month"),
      (.months(2), "2 months"), (.days(1), "1 day"), (.days(365), "365 days"),
    ] as [(Expiry, String)])
  func description(expiry: Expiry, text: String) {
    #expect(expiry.description == text)
  }
}
