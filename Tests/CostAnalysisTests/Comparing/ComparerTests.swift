import BillingTypes
import CostAnalysis
import PricingRules
import ReportGenerator
import TestSupport
import Testing
import WorkloadSimulator

@Suite("Comparisons")
struct ComparerTests {
  static let partial = Sample.offer(
    "acme/partial/generate",
    charges: [
      Sample.charge("output_images", quantity: "images", Sample.price("0.001")),
      Sample.charge("input_text_tokens", quantity: "60", Sample.price("unknown")),
    ])

  static let catalogue = Sample.catalogue(
    [
      Sample.imageOffer("brand/dear/generate", price: "0.30"),
      Sample.imageOffer("acme/twin/generate", price: "0.05"),
      Sample.imageOffer("brand/twin/generate", price: "0.05"),
      Sample.imageOffer("acme/secret/generate", price: "unknown"),
      partial,
      Sample.imageOffer("acme/single/generate", price: "0.02", parameters: []),
      Sample.offer(
        "acme/clip/generate", category: .videoGeneration,
        parameters: [Sample.numbers("seconds", ["4", "8"])],
        charges: [Sample.charge("video_seconds", quantity: "seconds", Sample.price("0.1"))]),
    ],
    vocabulary: Sample.vocabulary([
      "images": Sample.term(), "seconds": Sample.term([.videoGeneration]),
    ]))

  static func compare(
    _ request: Request = [:], category: MediaCategory = .imageGeneration, needs: Needs = Needs(),
    offers: [OfferID]? = nil, plan: PlanID? = nil, _ catalogue: Catalogue = catalogue
  ) throws(RequestError) -> Comparison {
    try Comparer(
      quoter: Quoter(catalogue: catalogue, asOf: Sample.day), needs: needs, offers: offers
    ).compare(category, request, plan: plan)
  }

  @Test(
    "A fraction of a picture is refused as a whole, whatever offers make of it",
    arguments: [("images", "1.5"), ("output_images", "2.5")])
  func fractionOfCount(name: String, text: String) throws {
    let vocabulary = Vocabulary(
      parameters: ["images": .init(unit: "image", meaning: "", categories: [])],
      meters: ["output_images": .init(unit: "image", meaning: "", categories: [])],
      unitNames: [:], countUnits: ["image"])
    let offer = Sample.imageOffer("acme/twin/generate", price: "0.05")
    let catalogue = Sample.catalogue(offer, vocabulary: vocabulary)
    let error = try #require(throws: RequestError.self) {
      try Self.compare([name: text], catalogue)
    }
    #expect(
      error.description
        == "image-generation: \(name): '\(text)' is not legal; legal are whole numbers")
    #expect(try Self.compare([name: "2.0"], catalogue).ranked.first?.amount == Sample.usd("0.1"))
  }

  @Test("What is fully metered is compared as it is written, whatever else an offer does not have")
  func metered() throws {
    let offer = Sample.imageOffer(
      "acme/fast/generate", price: "0.05",
      parameters: [Sample.numbers("images", ["1", "2", "4"]), Sample.choice("quality", ["low"])])
    let catalogue = Sample.catalogue(
      offer, vocabulary: Sample.vocabulary(["images": Sample.term(), "quality": Sample.term()]))
    let ranked = try Self.compare(["quality": "auto", "output_images": "7"], catalogue).ranked
    #expect(ranked.map(\.amount) == [Sample.usd("0.35")] && ranked.map(\.calls) == [1])
    let sized = try Self.compare(["size": "auto", "output_images": "7"], catalogue).ranked
    #expect(sized.map(\.amount) == [Sample.usd("0.35")])
    // Where nothing is metered, a word that no offer can read is a mistake.
    let error = #expect(throws: RequestError.self) {
      try Self.compare(["quality": "auto", "images": "2"], catalogue)
    }
    #expect(
      error?.description == "quality: no offer in image-generation reads 'auto'; some read 'low'")
  }

  static func error(
    _ request: Request = [:], category: MediaCategory = .imageGeneration, offers: [OfferID]? = nil,
    plan: PlanID? = nil
  ) -> RequestError? {
    do throws(RequestError) {
      _ = try compare(request, category: category, offers: offers, plan: plan)
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "Amounts ascend, then what nobody knows, which has no rank; a rank counts what certainly costs less"
  )
  func order() throws {
    let comparison = try Self.compare()
    #expect(
      comparison.ranked.map(\.quote.offer) == [
        "acme/partial/generate", "acme/single/generate", "acme/twin/generate",
        "brand/twin/generate", "brand/dear/generate", "acme/secret/generate",
      ])
    #expect(comparison.ranked.map(\.rank) == [1, 1, 2, 2, 4, nil])
    #expect(
      comparison.ranked.map(\.amount)
        == ["0.001", "0.02", "0.05", "0.05", "0.3"].map(Sample.usd) + [nil])
    #expect(
      comparison.ranked.map(\.quote.completeness)
        == [.partial, .complete, .complete, .complete, .complete, .unknown])
    #expect(comparison.excluded == [])
    #expect(comparison.category == .imageGeneration)
    #expect(comparison.asOf == Sample.day)
  }

  @Test("Offers of one category only are compared")
  func category() throws {
    let comparison = try Self.compare(["seconds": "6"], category: .videoGeneration)
    #expect(comparison.ranked.map(\.quote.offer) == ["acme/clip/generate"])
    #expect(comparison.ranked.map(\.amount) == [Sample.usd("0.8")])
    #expect(comparison.ranked.map { $0.differs.map(\.words) } == [["seconds 8 instead of 6"]])
  }

  @Test("Calls multiply the amount, and can change who is cheapest")
  func calls() throws {
    let comparison = try Self.compare(
      ["images": "3"], offers: ["acme/single/generate", "acme/twin/generate"])
    #expect(comparison.ranked.map(\.calls) == [3, 1])
    #expect(comparison.ranked.map(\.amount) == [Sample.usd("0.06"), Sample.usd("0.15")])
  }

  @Test("Who cannot serve the request is left out with the reason, sorted by id")
  func excluded() throws {
    let limited = Sample.offer(
      "brand/limited/generate", parameters: [Sample.count("images", 0...9)],
      requirements: [
        Requirement(condition: Sample.expression("images != 3"), explanation: "never three")
      ], charges: [Sample.charge("output_images", quantity: "images", Sample.price("1"))])
    let retired = Sample.offer(
      "acme/retired/generate", validity: Validity(to: Sample.day("2026-06-01")),
      charges: [Sample.charge("output_images", quantity: "images", Sample.price("1"))])
    let catalogue = Sample.catalogue([
      limited, retired, Sample.imageOffer("acme/still/generate", price: "1"),
    ])
    let comparison = try Self.compare(["images": "3"], catalogue)
    #expect(comparison.ranked.map(\.quote.offer) == ["acme/still/generate"])
    #expect(
      comparison.excluded.map { "\($0.offer): \($0.reason.words)" } == [
        "acme/retired/generate: is not sold on 2026-06-01; it is sold until 2026-06-01",
        "brand/limited/generate: never three",
      ])
  }

  @Test("Only the offers that are named are compared")
  func named() throws {
    let comparison = try Self.compare(offers: ["brand/dear/generate", "acme/twin/generate"])
    #expect(
      comparison.ranked.map(\.quote.offer) == ["acme/twin/generate", "brand/dear/generate"])
  }

  @Test("An offer of another category, or of none, is a mistake")
  func wrongOffer() {
    #expect(
      Self.error(offers: ["acme/clip/generate"])?.description
        == "acme/clip/generate is in video-generation, not in image-generation; "
        + MediaCategory.explanation)
    guard
      case .unknownOffer("acme/twim/generate", let nearest) = Self.error(
        offers: ["acme/twim/generate"])
    else {
      Issue.record("an offer that does not exist was compared")
      return
    }
    #expect(nearest.first == "acme/twin/generate")
  }

  @Test("A name that no offer of the category knows is a mistake, not a reason against them all")
  func unknownName() {
    #expect(
      Self.error(["imges": "3"])?.description
        == "image-generation: unknown parameter 'imges'; did you mean 'images'?")
    #expect(
      Self.error(["seconds": "3"])?.description
        == "image-generation: 'seconds' is not a parameter of image-generation; it belongs to "
        + "video-generation; " + MediaCategory.explanation)
    #expect(
      Self.error(["size": "large"])?.description
        == "size: 'large' is not a size; write width and height, such as 1024x1024")
    #expect(Self.error(["output_images": "3"]) == nil)
  }

  @Test("A plan that does not exist is a mistake; one that exists counts where it applies")
  func plans() throws {
    #expect(
      Self.error(plan: "acme/standart")?.description == "no plan is called 'acme/standart'")
    let catalogue = Sample.catalogue(
      [
        Sample.creditOffer("acme/credits/generate", costs: "2"),
        Sample.imageOffer("acme/money/generate", price: "0.05"),
      ],
      plans: [Sample.plan(fee: "10", includes: [(key: "acme/credit", quantity: "1000")])],
      credits: [Sample.credit(packs: [("100", "5")])])
    func amounts(_ plan: PlanID?) throws -> [Money?] {
      try Self.compare(plan: plan, catalogue).ranked.sorted { $0.quote.offer < $1.quote.offer }
        .map(\.amount)
    }
    #expect(try amounts(nil) == [Sample.usd("0.1"), Sample.usd("0.05")])
    #expect(try amounts("pack") == [Sample.usd("0.1"), Sample.usd("0.05")])
    #expect(try amounts("acme/standard") == [Sample.usd("0.02"), Sample.usd("0.05")])
  }

  @Test("Two currencies have a ranking each, whatever the figures are")
  func twoCurrencies() throws {
    let euro = try #require(Currency(code: "EUR"))
    func card(_ provider: String, _ currency: Currency, _ prices: [String]) -> RateCard {
      RateCard(
        provider: provider, name: provider, relation: .direct, currency: currency,
        offers: prices.map { Sample.imageOffer("\(provider)/p\($0)/generate", price: $0) },
        plans: [],
        credits: [])
    }
    let catalogue = Catalogue(
      cards: [card("acme", .usd, ["0.05", "0.03"]), card("brand", euro, ["0.04", "0.02"])],
      vocabulary: Sample.vocabulary(["images": Sample.term()]))
    let ranked = try Self.compare([:], catalogue).ranked
    #expect(
      ranked.map { "\($0.quote.currency) \($0.rank ?? 0) \($0.amount?.decimalText ?? "")" }
        == ["EUR 1 0.02", "EUR 2 0.04", "USD 1 0.03", "USD 2 0.05"])
  }
}
