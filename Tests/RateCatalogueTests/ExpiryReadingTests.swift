import PricingRules
import RateCatalogue
import TestSupport
import Testing

@Suite("How long an allowance or a credit can be used")
struct ExpiryReadingTests {
  @Test(
    "A plan and a credit read every legal form",
    arguments: [
      ("never", Expiry.never), ("unknown", .unknown), ("1 month", .months(1)),
      ("2 months", .months(2)), ("12 months", .months(12)), ("1 day", .days(1)),
      ("365 days", .days(365)), ("9999 days", .days(9999)),
    ] as [(String, Expiry)])
  func legalForms(text: String, expiry: Expiry) throws {
    let catalogue = try AcmeCard.catalogue(AcmeCard.expiring(plan: text, credit: text))
    #expect(catalogue.plan("acme/basic")?.expires == expiry)
    #expect(catalogue.credit("acme/coin")?.expires == expiry)
  }

  @Test("A card that does not say has no expiry")
  func notSaid() throws {
    let catalogue = try AcmeCard.catalogue(AcmeCard.text)
    #expect(catalogue.plan("acme/basic")?.expires == nil)
    #expect(catalogue.credit("acme/coin")?.expires == nil)
  }

  @Test(
    "Another text is refused with its line and the legal forms",
    arguments: [
      "0 months", "-1 months", "+1 month", "1.5 months", "month", "two months", "2months",
      "2  months", "1 year", "10000 days", "99999999999999999999 days", "Never", "1 month rollover",
    ])
  func illegalForms(text: String) throws {
    let legal =
      "is no period; write 'never', 'unknown', or a whole number from 1 to 9999 with its unit, such as '1 month', '12 months' or '365 days'"
    #expect(
      try AcmeCard.problems(AcmeCard.expiring(plan: text, credit: "never"))
        == ["acme.yaml:33: plans[0].expires: '\(text)' \(legal)"])
    #expect(
      try AcmeCard.problems(AcmeCard.expiring(plan: "never", credit: text))
        == ["acme.yaml:37: credits[0].expires: '\(text)' \(legal)"])
  }

  @Test("The shipped plans and credits all say how long they last")
  func shipped() throws {
    let catalogue = try Repository.catalogue()
    #expect(catalogue.plan("heygen/liveavatar-starter")?.expires == .unknown)
    #expect(catalogue.plan("runway/standard-annual")?.expires == .months(1))
    #expect(catalogue.credit("stability/credit")?.expires == .never)
    for card in catalogue.cards {
      for plan in card.plans { #expect(plan.expires != nil, "\(plan.id)") }
      for credit in card.credits { #expect(credit.expires != nil, "\(credit.id)") }
    }
  }
}

extension AcmeCard {
  /// The card with an expiry on its plan (line 33) and on its credit (line 37).
  fileprivate static func expiring(plan: String, credit: String) throws -> String {
    try replacing(
      "overage: {acme/coin: 0.12}\n", with: "overage: {acme/coin: 0.12}\n    expires: \(plan)\n"
    ) + "    expires: \(credit)\n"
  }
}
