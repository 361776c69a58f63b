import BillingTypes
import PricingRules
import RateCatalogue
import TestSupport
import Testing

@Suite("What a session holds back at its start")
struct EscrowReadingTests {
  /// The made-up card as one that sells sessions, with an escrow as its line 24.
  static func card(_ escrow: String, integration: String = "session") throws -> String {
    let outcomes = "    outcomes: {succeeded: billed, failed: not_billed}\n"
    return try AcmeCard.replacing(outcomes, with: outcomes + "    escrow: \(escrow)\n")
      .replacing("integration: async-job", with: "integration: \(integration)")
  }

  @Test("An escrow is exact, and in the unit of the first charge")
  func reading() throws {
    let offer = try #require(
      try AcmeCard.catalogue(Self.card("0.125")).offer("acme/film/generate"))
    #expect(offer.escrow == (try Rational(1, over: 8)))
    #expect(offer.escrowUnit == .money)
  }

  @Test("An offer without escrow has none")
  func without() throws {
    let offer = try AcmeCard.catalogue(AcmeCard.text).offer("acme/film/generate")
    #expect(offer?.escrow == nil)
  }

  @Test(
    "Each mistake in an escrow is reported at its place",
    arguments: [
      ("0", "'0' must be above zero"), ("-1", "'-1' must be above zero"),
      (
        "two",
        "'two' is not a decimal number; write digits with at most one point, such as 0.0395"
      ), ("[2]", "expected text, found a list"),
    ])
  func mistakes(escrow: String, problem: String) throws {
    #expect(
      try AcmeCard.problems(Self.card(escrow)) == ["acme.yaml:24: offers[0].escrow: \(problem)"])
  }

  @Test("Only a session holds something back", arguments: ["async-job", "request-response"])
  func sessionsOnly(integration: String) throws {
    #expect(
      try AcmeCard.problems(Self.card("2", integration: integration)) == [
        "acme.yaml:24: offers[0].escrow: 'escrow' is held back when a session starts; this offer is '\(integration)'"
      ])
  }

  @Test("LiveAvatar holds back the credits of one minute")
  func shipped() throws {
    let catalogue = try Repository.catalogue()
    let full = try #require(catalogue.offer("heygen/liveavatar-full/session"))
    let lite = try #require(catalogue.offer("heygen/liveavatar-lite/session"))
    #expect(full.escrow == Rational(2))
    #expect(lite.escrow == Rational(1))
    #expect(full.escrowUnit == .credit("heygen/liveavatar-credit"))
    #expect(lite.escrowUnit == .credit("heygen/liveavatar-credit"))
    #expect(catalogue.offers.filter { $0.escrow != nil }.count == 2)
  }
}

extension String {
  fileprivate func replacing(_ piece: String, with other: String) -> String {
    split(separator: piece, omittingEmptySubsequences: false).joined(separator: other)
  }
}
