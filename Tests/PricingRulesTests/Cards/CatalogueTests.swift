import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("Catalogue")
struct CatalogueTests {
  static let plan = Plan(
    id: "acme/team", name: "Team", fee: Sample.number("90"), every: .year, billed: .year,
    includes: [(key: "acme/credit", quantity: Rational(900))],
    overage: [(key: "acme/credit", price: .price(Sample.number("0.2")))], minimumSpend: nil,
    expires: nil, validity: Validity(), evidence: [])

  static func card(_ provider: String, offers: [OfferID], plans: [Plan] = []) -> RateCard {
    RateCard(
      provider: provider, name: provider, relation: .direct, currency: .usd,
      offers: offers.map {
        Sample.offer($0, charges: [Sample.charge("requests", quantity: "1", Sample.price("1"))])
      }, plans: plans, credits: [])
  }

  @Test("Cards are sorted by provider and offers by id, however they came")
  func order() {
    let catalogue = Catalogue(
      cards: [
        Self.card("beta", offers: ["beta/a/x"]),
        Self.card("acme", offers: ["acme/b/x", "acme/a/x"]),
      ], vocabulary: .empty)
    #expect(catalogue.cards.map(\.provider) == ["acme", "beta"])
    #expect(catalogue.offers.map(\.id) == ["acme/a/x", "acme/b/x", "beta/a/x"])
  }

  @Test("Things are found by their ids")
  func lookUp() {
    let catalogue = Catalogue(
      cards: [Self.card("acme", offers: ["acme/a/x"], plans: [Self.plan])], vocabulary: .empty)
    #expect(catalogue.offer("acme/a/x")?.provider == "acme")
    #expect(catalogue.offer("acme/a") == nil)
    #expect(catalogue.card("acme")?.currency == .usd)
    #expect(catalogue.plan("acme/team")?.name == "Team")
    #expect(catalogue.planIDs == ["acme/team"])
    #expect(catalogue.credit("acme/credit") == nil)
    #expect(catalogue.plans(including: "acme/credit") == ["acme/team"])
    #expect(catalogue.plans(including: "acme/other") == [])
  }

  @Test("A plan knows what it includes and what more costs")
  func plans() {
    #expect(Self.plan.included("acme/credit") == Rational(900))
    #expect(Self.plan.included("acme/other") == .zero)
    #expect(Self.plan.overage(of: "acme/credit") == .price(Sample.number("0.2")))
    #expect(Self.plan.overage(of: "acme/other") == .unknown)
    #expect(Plan.Interval.month.months == 1)
    #expect(Plan.Interval.year.months == 12)
  }

  @Test("Evidence tells its date as far as it is known")
  func evidence() {
    func evidence(read: Day?, dated: String?) -> Evidence {
      Evidence(source: "a page", read: read, dated: dated, says: nil, confidence: .high)
    }
    #expect(evidence(read: Sample.day("2026-09-05"), dated: "2026").dateText == "2026-09-05")
    #expect(evidence(read: nil, dated: "2026").dateText == "2026")
    #expect(evidence(read: nil, dated: nil).dateText == "undated")
  }

  @Test("An offer lists its meters once: those estimated, then those charged")
  func meters() {
    let offer = Sample.offer(
      parameters: [],
      derivations: [
        Sample.estimate("step", "1", isMeter: false), Sample.estimate("megapixels", "step"),
      ],
      charges: [
        Sample.charge("requests", quantity: "1", Sample.price("1")),
        Sample.charge("megapixels", Sample.price("1")),
        Sample.charge("requests", quantity: "1", Sample.price("1")),
      ])
    #expect(offer.meters == ["megapixels", "requests"])
    #expect(offer.allParameters.map(\.name) == ["outcome"])
    #expect(offer.parameter("service_tier") == nil)
    #expect(offer.billing(of: .succeeded) == .billed)
    #expect(offer.billing(of: .failed) == .unknown)
  }
}
