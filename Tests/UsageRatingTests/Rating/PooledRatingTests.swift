import BillingTypes
import CostAnalysis
import PricingRules
import RateCatalogue
import TestSupport
import Testing

@testable import UsageRating

/// Plans and monthly steps, applied after aggregation, on a made-up card.
@Suite("Plans and monthly steps over a log")
struct PooledRatingTests {
  private static let card = """
    provider: acme
    name: Acme Media
    relation: direct
    currency: USD
    offers:
      - offer: acme/film/generate
        model: film
        category: video-generation
        integration: async-job
        valid: {from: 2026-01-01, status: active}
        parameters: {seconds: {number: [0, 60], default: 8, unit: second}}
        estimates: {video_seconds: seconds}
        charges:
          - {meter: video_seconds, price: {amount: 2, unit: acme/coin}}
        outcomes: {succeeded: billed, failed: not_billed}
        evidence: [{source: "a page", read: 2026-01-01, confidence: high}]
        examples: [{request: {}, amount: 1.60}]
      - offer: acme/picture/generate
        model: picture
        category: image-generation
        integration: request-response
        valid: {from: 2026-01-01, status: active}
        parameters: {images: {integer: [1, 10], default: 1, unit: image}}
        estimates: {output_images: images}
        charges:
          - {meter: output_images, tiers: {mode: graduated, over: month, steps: [{up_to: 4, price: 1.00}, {price: 0.50}]}}
        outcomes: {succeeded: billed, failed: not_billed}
        evidence: [{source: "a page", read: 2026-01-01, confidence: high}]
        examples: [{request: {}, amount: 1.00}]
    plans:
      - plan: acme/basic
        fee: {amount: 10.00}
        includes: {acme/coin: 30}
        overage: {acme/coin: 0.5}
        minimum_spend: 12.00
        evidence: [{source: "a page", read: 2026-01-01, confidence: high}]
      - plan: acme/rollover
        fee: {amount: 10.00}
        includes: {acme/coin: 30}
        overage: {acme/coin: 0.5}
        expires: 2 months
        evidence: [{source: "a page", read: 2026-01-01, confidence: high}]
      - plan: acme/keeper
        fee: {amount: 10.00}
        includes: {acme/coin: 30}
        overage: {acme/coin: 0.5}
        expires: 3 months
        evidence: [{source: "a page", read: 2026-01-01, confidence: high}]
    credits:
      - credit: acme/coin
        packs: [{credits: 100, price: 10.00}]
        default: pack
        evidence: [{source: "a page", read: 2026-01-01, confidence: high}]

    """

  private func catalogue() throws -> Catalogue {
    try CatalogueFiles(contents: [
      (name: "vocabulary.yaml", text: PlanCard.vocabulary), (name: "acme.yaml", text: Self.card),
    ]).catalogue()
  }

  private static let log = """
    timestamp,offer,seconds,images,outcome
    2027-01-05T00:00:00Z,acme/film/generate,10,,
    2027-01-06T00:00:00Z,acme/film/generate,7.25,,succeeded
    2027-01-07T00:00:00Z,acme/film/generate,9,,failed
    2027-02-05T00:00:00Z,acme/film/generate,20,,
    2027-01-05T00:00:00Z,acme/picture/generate,,3,
    2027-01-06T00:00:00Z,acme/picture/generate,,3,
    2027-02-06T00:00:00Z,acme/picture/generate,,2,

    """

  private func statements(_ plans: [PlanID]) throws -> [String] {
    try RatedLog(Self.log, RatingOptions(plans: plans), catalogue: catalogue()).rating.statements
      .map {
        "\($0.month) \($0.name) used \($0.used) of \($0.included): \($0.fee.decimalText) + \($0.overage.decimalText) + \($0.trueUp.decimalText) = \($0.cost.decimalText)"
      }
  }

  @Test("Without a plan credits are worth what a quote takes, and steps count over the month")
  func withoutPlan() throws {
    let log = try RatedLog(Self.log, catalogue: catalogue())
    // 20 + 14.5 coins of 0.10 in January, 40 in February; pictures only in the statements.
    #expect(
      log.rating.groups.map { "\($0.month) \($0.offer) \($0.rows) \($0.amount.decimalText)" } == [
        "2027-01 acme/film/generate 3 3.45", "2027-01 acme/picture/generate 2 0",
        "2027-02 acme/film/generate 1 4", "2027-02 acme/picture/generate 1 0",
      ])
    // Four at 1.00 and two at 0.50; two at 1.00 in February.
    #expect(
      try statements([]) == [
        "2027-01 acme/picture/generate used 6 of 0: 0 + 0 + 0 = 5",
        "2027-02 acme/picture/generate used 2 of 0: 0 + 0 + 0 = 2",
      ])
    #expect(log.rating.totals.map(\.decimalText) == ["14.45"])
  }

  @Test("Under a plan each of several alternatives is settled as if it did all rows")
  func alternatives() throws {
    let log = """
      timestamp,offer,session_seconds,idle_seconds
      2026-10-02T00:00:00Z,heygen/liveavatar-lite/session,3600,0
      2026-10-02T00:00:00Z,heygen/liveavatar-lite/session,3600,0
      2026-10-03T00:00:00Z,heygen/liveavatar-full/session,3600,0
      2026-10-03T00:00:00Z,heygen/liveavatar-full/session,3600,0

      """
    let plan: PlanID = "heygen/liveavatar-starter"
    let rating = try RatedLog(
      log, RatingOptions(target: .everyOffer, plans: [plan], assumesDefaults: true)
    ).rating
    for offer in ["heygen/liveavatar-lite/session", "heygen/liveavatar-full/session"] as [OfferID] {
      let alone = try RatedLog(
        log, RatingOptions(target: .offer(offer), plans: [plan], assumesDefaults: true)
      ).rating
      let own = try #require(rating.offers.first { $0.offer == offer })
      #expect([own.amount] == alone.totals)
      #expect(own.range.ceiling == alone.totalRanges[0].ceiling)
      #expect(own.completeness == alone.completeness)
      #expect(
        rating.statements.filter { $0.offer == offer }.map(\.cost) == alone.statements.map(\.cost))
    }
    #expect(rating.loggedStatements.map(\.used) == [Rational(360)])
  }

  @Test("A plan that could not be had yet is refused, and one that is sold no more is kept")
  func planSale() throws {
    let log = """
      timestamp,offer,seconds
      2026-05-10T00:00:00Z,runway/gen4.5/web,10

      """
    #expect(throws: RequestError.self) {
      try RatedLog(log, RatingOptions(plans: ["runway/max-annual"], assumesDefaults: true))
    }
    let later = log.replacing("2026-05-10", with: "2026-11-10")
    let kept = try RatedLog(
      later, RatingOptions(plans: ["runway/unlimited-annual"], assumesDefaults: true))
    #expect(kept.rating.statements.map(\.name) == ["runway/unlimited-annual"])
  }

  @Test("Fee, allowance, overage and true-up are settled month by month")
  func plan() throws {
    #expect(
      try statements(["acme/basic"]).filter { $0.contains("basic") } == [
        "2027-01 acme/basic used 34.5 of 30: 10 + 2.25 + 0 = 12.25",
        "2027-02 acme/basic used 40 of 30: 10 + 5 + 0 = 15",
      ])
  }

  @Test(
    "A month without a priced row bills nothing and brings nothing, but what is left over ages in it",
    arguments: [
      ("acme/basic", ["2027-01 30 12", "2027-03 30 30"]),
      ("acme/rollover", ["2027-01 30 10", "2027-03 30 30"]),
      ("acme/keeper", ["2027-01 30 10", "2027-03 50 20"]),
    ])
  func monthsWithoutRows(plan: String, costs: [String]) throws {
    let log = """
      timestamp,offer,seconds
      2027-01-05T00:00:00Z,acme/film/generate,5
      2027-02-05T00:00:00Z,acme/film/generate,many
      2027-03-05T00:00:00Z,acme/film/generate,35

      """
    let found = try RatedLog(log, RatingOptions(plans: [PlanID(plan)]), catalogue: catalogue())
      .rating
    #expect(
      found.statements.map { "\($0.month) \($0.included) \($0.cost.decimalText)" } == costs)
  }

  @Test("Years between two rows of a log bill no fee")
  func yearsBetween() throws {
    let offer = "heygen/liveavatar-full/session"
    let log = """
      timestamp,offer,session_seconds,idle_seconds
      2024-01-02T00:00:00Z,\(offer),120,0
      2026-12-03T00:00:00Z,\(offer),120,0

      """
    let found = try RatedLog(log, RatingOptions(plans: ["heygen/liveavatar-scale"])).rating
    #expect(found.statements.map { "\($0.month)" } == ["2024-01", "2026-12"])
    #expect(found.totals.map(\.decimalText) == ["950"])
  }

  @Test(
    "A month is settled by each reading of its plan, and says so where they differ",
    arguments: [
      ("heygen/liveavatar-starter", 5000, "6009.4", "11999.8", "11999.8"),
      ("heygen/liveavatar-scale", 5000, "9875", "9974", "9974"),
      ("heygen/liveavatar-scale", 280, "475", "534", "534"),
      ("heygen/liveavatar-scale", 250, "475", "475", "475"),
      ("heygen/liveavatar-pro", 5000, "9998", "9998", "9998"),
    ])
  func readings(plan: String, rows: Int, floor: String, figure: String, ceiling: String) throws {
    let row = "2026-10-02T00:00:00Z,heygen/liveavatar-full/session,600,0\n"
    let log =
      "timestamp,offer,session_seconds,idle_seconds\n" + String(repeating: row, count: rows)
    let found = try RatedLog(log, RatingOptions(plans: [PlanID(plan)])).rating
    let statement = try #require(found.statements.first)
    #expect(statement.cost.decimalText == figure)
    #expect(statement.range.floor.decimalText == floor)
    #expect(statement.range.ceiling?.decimalText == ceiling)
    #expect(statement.range.reasons == (floor == ceiling ? [] : [.sourcesDisagree]))
    #expect(found.completeness == (floor == ceiling ? .complete : .partial))
    #expect(found.totalRanges.map(\.floor.decimalText) == [floor])
  }

  @Test("Quoted cells, which only the exact rater reads, come to the same")
  func exactRaterAgrees() throws {
    let quoted = Self.log.split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map { "\"\($0)\"" }
        .joined(separator: ",")
    }.joined(separator: "\n")
    for plans: [PlanID] in [[], ["acme/basic"], ["acme/rollover"]] {
      let options = RatingOptions(plans: plans)
      let fast = try RatedLog(Self.log, options, catalogue: catalogue())
      let exact = try RatedLog(quoted, options, catalogue: catalogue())
      #expect(fast.document == exact.document)
    }
  }

  @Test("A plan that is not in the catalogue is refused")
  func unknownPlan() {
    #expect(throws: RequestError.unknownPlan("acme/basics", nearest: ["acme/basic"])) {
      try statements(["acme/basics"])
    }
  }
}
