import BillingTypes
import PricingRules
import ReportGenerator
import TestSupport
import Testing

@Suite("Warnings of a quote")
struct QuoteWarningTests {
  static let charge = Sample.charge("output_images", quantity: "images", Sample.price("0.1"))

  static func warnings(
    _ charges: [Charge] = [charge], derivations: [Derivation] = [], tiers: [ServiceTier] = [],
    cautions: [String] = [], evidence: [Evidence] = [], _ request: Request = [:]
  ) throws -> [String] {
    try Sample.quote(
      Sample.offer(
        parameters: [Sample.count("images")], derivations: derivations, charges: charges,
        serviceTiers: tiers, cautions: cautions, evidence: evidence), request
    ).warnings.map(\.words)
  }

  @Test("A plain price needs none")
  func none() throws {
    #expect(try Self.warnings() == [])
  }

  @Test("Steps over the month are quoted as the month's first, and said to be")
  func monthlySteps() throws {
    let steps = Sample.price(
      "0.08", "0.06", model: .tiered(.graduated, over: .month, upTo: [Rational(1000), nil]))
    let charge = Sample.charge("output_images", quantity: "images", steps)
    #expect(
      try Self.warnings([charge]) == [
        "output_images is priced in steps over the month; a single request is quoted as the "
          + "month's first"
      ])
    let perRequest = Sample.price(
      "0.08", "0.06", model: .tiered(.graduated, over: .request, upTo: [Rational(1000), nil]))
    #expect(
      try Self.warnings([Sample.charge("output_images", quantity: "images", perRequest)]) == [])
  }

  @Test("A rough estimate is said to be one, with what real bills were, unless it is given")
  func estimates() throws {
    let rough = Sample.estimate(
      "input_image_tokens", "1000", confidence: .medium,
      spread: EstimateSpread(low: Sample.number("0.94"), high: .one))
    let vague = Sample.estimate("gpu_seconds", "5", confidence: .low)
    let sure = Sample.estimate("megapixels", "1", confidence: .high)
    let published = Sample.estimate("output_image_tokens", "images * 2")
    let derivations = [rough, vague, sure, published]
    let first =
      "input_image_tokens is an estimate (medium confidence); real bills were 0.94 to 1 times the "
      + "figure"
    let second = "gpu_seconds is an estimate (low confidence)"
    let charges =
      [Self.charge]
      + derivations.map { Sample.charge($0.name, Sample.price("1")) }
    #expect(try Self.warnings(charges, derivations: derivations) == [first, second])
    #expect(
      try Self.warnings(charges, derivations: derivations, ["input_image_tokens": "970"])
        == [second])
  }

  @Test(
    "A metered value that no legal request comes to is said to be one, and priced as given",
    arguments: [
      ("tokens", "20", nil), ("tokens", "200", nil),
      ("tokens", "19.999999", "20 to 200"), ("tokens", "201", "20 to 200"),
      ("output_images", "0", "1 to 10"), ("output_images", "11", "1 to 10"),
      ("fresh", "700", nil), ("fresh", "700.5", "0 to 700"), ("cached", "0", nil),
      ("cached", "701", "0 to 700"), ("gpu_seconds", "1000000", nil),
    ] as [(String, String, String?)])
  func meteredOutsideLegal(meter: String, value: String, legal: String?) throws {
    let offer = Sample.offer(
      parameters: [Sample.count("images", 1...10), Sample.count("size", 2...4)],
      requirements: [
        Requirement(condition: Sample.expression("size * images <= 20"), explanation: "no")
      ],
      derivations: [
        Sample.estimate("tokens", "10 * images * size"), Sample.estimate("fresh", "70 * images"),
        Sample.estimate("cached", "0"),
      ],
      charges: [
        Sample.charge("tokens", Sample.price("1")), Sample.charge("fresh", Sample.price("1")),
        Sample.charge("cached", Sample.price("1")),
        Sample.charge("output_images", quantity: "images", Sample.price("1")),
        Sample.charge("gpu_seconds", Sample.price("1")),
      ],
      splits: [Split(total: Sample.expression("70 * images"), parts: ["fresh", "cached"])])
    let quote = try Sample.quote(offer, [meter: value])
    let words =
      "\(meter) is given as \(value), and legal requests come to \(legal ?? ""); it is priced as given"
    #expect(quote.warnings.map(\.words) == (legal == nil ? [] : [words]))
    #expect(quote.warnings.map(\.code.rawValue) == (legal == nil ? [] : ["metered_outside_legal"]))
    // What is nothing has no line.
    let quantity = quote.lines.first { $0.meter == meter }?.quantity
    #expect((quantity ?? .zero) == Sample.number(value))
  }

  @Test("A slower tier says how long it may take, and only when it is asked for")
  func latency() throws {
    let tiers = [
      ServiceTier(name: "batch", multiplier: Sample.number("0.5"), latency: "24 h"),
      ServiceTier(name: "fast", multiplier: Rational(2), latency: nil),
    ]
    #expect(try Self.warnings(tiers: tiers) == [])
    #expect(try Self.warnings(tiers: tiers, ["service_tier": "fast"]) == [])
    #expect(
      try Self.warnings(tiers: tiers, ["service_tier": "batch"]) == [
        "service tier 'batch' may take up to 24 h"
      ])
  }

  @Test("A price that only weak sources support says so")
  func confidence() throws {
    func evidence(_ confidence: Confidence) -> Evidence {
      Evidence(source: "a page", read: nil, dated: "2026", says: nil, confidence: confidence)
    }
    #expect(
      try Self.warnings(evidence: [evidence(.low), evidence(.low)]) == [
        "every source of this price is of low confidence"
      ])
    #expect(try Self.warnings(evidence: [evidence(.low), evidence(.medium)]) == [])
  }

  @Test("The card's cautions go with every figure, last")
  func cautions() throws {
    let tiers = [ServiceTier(name: "batch", multiplier: .one, latency: "24 h")]
    #expect(
      try Self.warnings(tiers: tiers, cautions: ["first", "second"], ["service_tier": "batch"]) == [
        "service tier 'batch' may take up to 24 h", "first", "second",
      ])
  }
}
