import BillingTypes
import PricingRules
import TestSupport
import WorkloadSimulator

/// Makes scenarios from a seed whose features share plans, packs and steps.
struct PooledScenarios {
  var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  static let catalogue = Sample.catalogue(
    [
      Sample.creditOffer("acme/a/generate", costs: "1"),
      Sample.creditOffer("acme/b/generate", costs: "0.7"),
      Sample.creditOffer("acme/c/generate", costs: "images / 7", credit: "acme/token"),
      Sample.offer(
        "acme/d/generate",
        charges: [
          Sample.charge(
            "output_images", quantity: "images",
            Sample.steps(.graduated, [("900", "0.07"), ("2000", "0.05"), (nil, "0.03")])),
          Sample.charge("video_seconds", quantity: "images * 3", Sample.price("0.011")),
        ]),
      Sample.imageOffer("acme/e/generate", price: "0.0667", outcomes: [.failed: .notBilled]),
    ],
    plans: [
      Sample.plan(
        fee: "97.31", billed: .year,
        includes: [(key: "acme/credit", quantity: "700"), (key: "video_seconds", quantity: "500")],
        overage: [
          ("acme/credit", .price(Sample.number("0.13"))),
          ("video_seconds", .price(Sample.number("0.009"))),
        ])
    ],
    credits: [
      Sample.credit("acme/credit"), Sample.credit("acme/token", packs: [("300", "7")]),
    ])

  static let offers: [OfferID] = ["a", "b", "c", "d", "e"].map { "acme/\($0)/generate" }

  /// Two to six features, several of which share an offer.
  mutating func scenario() -> Scenario {
    let features = (0..<(2 + random.below(5))).map { index in
      Sample.feature(
        "f\(index)", offer: random.pick(Self.offers),
        volume: Sample.requests("\(random.below(900)).\(random.below(1000))"),
        growth: Sample.fixed(random.pick(["0", "3%", "-7%", "0.0333"])),
        mix: [Sample.requests(["images": "\(1 + random.below(5))"])],
        failure: Sample.fixed(random.pick(["0", "2%", "0.0307"])))
    }
    return Sample.scenario(features, months: 3, plans: ["acme/standard"])
  }
}
