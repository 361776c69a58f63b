import BillingTypes
import CostAnalysis
import PricingRules
import ReportGenerator
import TestSupport
import Testing
import WorkloadSimulator

@Suite("The alternatives of a feature")
struct AlternativesTests {
  static func alternatives(
    _ feature: Feature, _ offers: [Offer], plans: [PlanID] = [], of cards: [Plan] = [],
    credits: [Credit] = [], months: Int = 1
  ) throws -> FeatureAlternatives {
    let found = try Sample.alternatives(
      Sample.scenario([feature], start: "2026-07", months: months, plans: plans),
      Sample.catalogue(offers, plans: cards, credits: credits))
    return try #require(found.first)
  }

  static func costs(_ alternatives: FeatureAlternatives) -> [String] {
    alternatives.options.map {
      "\($0.offer.id) \($0.completeness == .unknown ? "unknown" : $0.cost.decimalText)"
    }
  }

  static let still = Sample.imageOffer("acme/still/generate", price: "0.05")

  @Test("Every offer of the category is priced for the whole volume, cheapest first")
  func order() throws {
    let partial = Sample.offer(
      "brand/partial/generate",
      charges: [
        Sample.charge("output_images", quantity: "images", Sample.price("0.001")),
        Sample.charge("gpu_seconds", quantity: "3", Sample.price("unknown")),
      ])
    let alternatives = try Self.alternatives(
      Sample.feature(),
      [
        Self.still, Sample.imageOffer("brand/dear/generate", price: "0.3"),
        Sample.imageOffer("brand/cheap/generate", price: "0.02"),
        Sample.imageOffer("acme/twin/generate", price: "0.05"),
        Sample.imageOffer("brand/secret/generate", price: "unknown"), partial,
        Sample.offer(
          "acme/clip/generate", category: .videoGeneration,
          charges: [Sample.charge("output_images", quantity: "images", Sample.price("0"))]),
      ], months: 2)
    #expect(
      Self.costs(alternatives) == [
        "brand/cheap/generate 40", "acme/still/generate 100", "acme/twin/generate 100",
        "brand/dear/generate 600", "brand/partial/generate 2", "brand/secret/generate unknown",
      ])
    #expect(
      alternatives.options.filter(\.isPlanned).map(\.offer.id) == ["acme/still/generate"])
    #expect(alternatives.excluded == [])
    #expect(alternatives.feature.name == "pictures")
  }

  @Test("Offers that cannot serve the feature are left out with the reason, sorted by id")
  func excluded() throws {
    func offer(
      _ name: String, parameters: [Parameter] = [Sample.count("images")],
      validity: Validity = Validity(), requirements: [Requirement] = [], capable: Bool = true
    ) -> Offer {
      Sample.offer(
        "acme/\(name)/generate", validity: validity, parameters: parameters,
        requirements: requirements,
        charges: [Sample.charge("output_images", quantity: "1", Sample.price("0.01"))],
        capabilities: capable ? ["text-in-image"] : [])
    }
    let planned = Sample.imageOffer(
      "acme/still/generate", price: "0.05",
      parameters: [
        Sample.count("images", 1...10), Sample.choice("quality", ["low", "high"]),
        Sample.count("width", 16...4096),
      ], capabilities: ["text-in-image"])
    let feature = Sample.feature(
      needs: Needs(capabilities: ["text-in-image"]),
      mix: [Sample.requests(["images": "2", "quality": "high", "width": "2000"])])
    let images = Sample.count("images")
    let alternatives = try Self.alternatives(
      feature,
      [
        planned, offer("a-poor", capable: false),
        offer("b-late", validity: Validity(from: Sample.day("2026-07-02"))),
        offer("c-single", parameters: []),
        offer("d-words", parameters: [images, Sample.choice("quality", ["medium"])]),
        offer("e-small", parameters: [images, Sample.count("width", 16...1024)]),
        offer(
          "f-strict", parameters: [images, Sample.count("width", 16...4096)],
          requirements: [
            Requirement(
              condition: Sample.expression("width != 2000"), explanation: "2000 is not made")
          ]),
        offer("g-fine", parameters: [images]),
      ])
    #expect(
      alternatives.excluded.map { "\($0.offer): \($0.reason.words)" } == [
        "acme/a-poor/generate: does not list 'text-in-image'",
        "acme/b-late/generate: is not sold on 2026-07-01; it is sold from 2026-07-02",
        "acme/c-single/generate: makes one at a time, and the mix asks for several",
        "acme/d-words/generate: quality 'high' is not offered; it has medium",
        "acme/e-small/generate: width goes up to 1024, 2000 is asked for",
        "acme/f-strict/generate: 2000 is not made",
      ])
    #expect(alternatives.options.map(\.offer.id) == ["acme/g-fine/generate", planned.id])
    #expect(
      alternatives.options.map { $0.differs.map(\.words) } == [
        ["has no setting for quality, width"], [],
      ])
  }

  @Test("Candidates limit the alternatives; the planned offer is always among them")
  func candidates() throws {
    let offers = ["acme/still/generate", "brand/a/generate", "brand/b/generate"].map {
      Sample.imageOffer($0, price: "0.05")
    }
    let feature = Sample.feature(candidates: ["brand/b/generate"])
    let alternatives = try Self.alternatives(feature, offers)
    #expect(alternatives.options.map(\.offer.id) == ["acme/still/generate", "brand/b/generate"])
    #expect(alternatives.excluded == [])
  }

  @Test("Another offer makes what the planned one makes by default, and durations are snapped up")
  func plannedDefaults() throws {
    func clip(_ id: OfferID, _ seconds: [String]) -> Offer {
      Sample.offer(
        id, category: .videoGeneration, parameters: [Sample.numbers("seconds", seconds)],
        charges: [Sample.charge("video_seconds", quantity: "seconds", Sample.price("0.1"))])
    }
    let feature = Sample.feature(offer: "acme/clip/generate", category: .videoGeneration)
    let alternatives = try Self.alternatives(
      feature,
      [clip("acme/clip/generate", ["8", "12"]), clip("brand/clip/generate", ["5", "10"])])
    #expect(
      Self.costs(alternatives) == ["acme/clip/generate 800", "brand/clip/generate 1000"])
    #expect(
      alternatives.options.map { $0.differs.map(\.words) } == [[], ["seconds 10 instead of 8"]])
  }

  @Test("Cost per accepted asset counts takes and failures, and is nil where nothing is known")
  func perAccepted() throws {
    let alternatives = try Self.alternatives(
      Sample.feature(takes: "2", failure: "20%"),
      [
        Sample.imageOffer("acme/still/generate", price: "0.05", outcomes: [.failed: .billed]),
        Sample.imageOffer("brand/free/generate", price: "0.05", outcomes: [.failed: .notBilled]),
        Sample.imageOffer("brand/secret/generate", price: "unknown"),
      ])
    #expect(alternatives.options.map(\.accepted) == [Rational](repeating: Rational(400), count: 3))
    #expect(
      alternatives.options.map(\.costPerAccepted)
        == [Sample.number("0.1"), Sample.number("0.125"), nil])
  }

  @Test("A feature that follows another keeps its volume, and pays only its own cost")
  func follows() throws {
    let edit = Sample.feature(
      "edits", offer: "acme/edit/edit", category: .imageEditing, follows: ("pictures", "0.5"))
    let scenario = Sample.scenario([edit, Sample.feature(takes: "2")])
    func editor(_ id: OfferID, _ price: String) -> Offer {
      Sample.offer(
        id, category: .imageEditing,
        charges: [Sample.charge("output_images", quantity: "images", Sample.price(price))])
    }
    let found = try Sample.alternatives(
      scenario,
      Sample.catalogue([
        Self.still, editor("acme/edit/edit", "0.1"), editor("brand/edit/edit", "1"),
      ]))
    #expect(found.map(\.feature.name) == ["edits", "pictures"])
    #expect(Self.costs(found[0]) == ["acme/edit/edit 25", "brand/edit/edit 250"])
    #expect(Self.costs(found[1]) == ["acme/still/generate 50"])
  }

  @Test("Whether failures are billed may be unclear; an offer is priced all the same")
  func isPriced() throws {
    let alternatives = try Self.alternatives(
      Sample.feature(failure: "10%"),
      [
        Self.still,
        Sample.imageOffer("brand/sure/generate", price: "0.2", outcomes: [.failed: .billed]),
        Sample.imageOffer("brand/secret/generate", price: "unknown"),
      ])
    #expect(
      Self.costs(alternatives)
        == ["acme/still/generate 45", "brand/sure/generate 200", "brand/secret/generate unknown"])
    #expect(alternatives.options.map(\.completeness) == [.partial, .complete, .unknown])
    #expect(alternatives.options.map(\.isPriced) == [true, true, false])
  }
}
