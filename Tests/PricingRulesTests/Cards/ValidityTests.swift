import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("Validity")
struct ValidityTests {
  static func validity(
    _ from: String?, _ to: String?, _ status: Validity.Status = .active
  ) -> Validity {
    Validity(from: from.map(Sample.day), to: to.map(Sample.day), status: status)
  }

  @Test(
    "A period holds from its first day until the day before its last",
    arguments: [
      (nil, nil, "1999-01-01", true),
      ("2026-04-21", nil, "2026-04-20", false), ("2026-04-21", nil, "2026-04-21", true),
      (nil, "2026-12-01", "2026-11-30", true), (nil, "2026-12-01", "2026-12-01", false),
      ("2026-04-21", "2026-04-21", "2026-04-21", false),
    ] as [(String?, String?, String, Bool)])
  func halfOpen(from: String?, to: String?, day: String, holds: Bool) {
    #expect(Self.validity(from, to).contains(Sample.day(day)) == holds)
  }

  @Test(
    "The status closes what the days leave open",
    arguments: [
      (.announced, nil, nil, false), (.announced, "2026-01-01", nil, true),
      (.announced, "2026-07-01", nil, false), (.withdrawn, nil, nil, false),
      (.withdrawn, "2026-01-01", "2027-01-01", false), (.retired, nil, nil, false),
      (.retired, nil, "2027-01-01", true), (.retired, nil, "2026-01-01", false),
      (.retiring, nil, nil, false), (.retiring, nil, "2027-01-01", true),
      (.preview, nil, nil, true),
    ] as [(Validity.Status, String?, String?, Bool)])
  func status(status: Validity.Status, from: String?, to: String?, holds: Bool) {
    #expect(Self.validity(from, to, status).contains(Sample.day("2026-06-01")) == holds)
  }

  @Test(
    "What has a last day is retiring, unless it says otherwise",
    arguments: [
      (.active, nil, .active), (.active, "2026-12-01", .retiring),
      (.preview, nil, .preview), (.preview, "2026-12-01", .retiring),
      (.disputed, "2026-12-01", .disputed), (.retired, "2026-12-01", .retired),
    ] as [(Validity.Status, String?, Validity.Status)])
  func life(status: Validity.Status, to: String?, life: Validity.Status) {
    #expect(Self.validity(nil, to, status).life == life)
  }

  @Test(
    "A period is told in words",
    arguments: [
      (validity(nil, nil), "on every day, as far as is known"),
      (validity("2026-04-21", nil), "from 2026-04-21"),
      (validity(nil, "2026-12-01"), "until 2026-12-01"),
      (validity("2026-04-21", "2026-12-01"), "from 2026-04-21 until 2026-12-01"),
      (validity(nil, "2026-12-01", .retired), "until 2026-12-01, retired"),
      (validity(nil, nil, .withdrawn), "no known days, withdrawn"),
      (validity(nil, nil, .preview), "on every day, as far as is known, preview"),
    ])
  func words(validity: Validity, words: String) {
    #expect(validity.words == words)
  }
}
