import BillingTypes
import CostAnalysis
import PricingRules
import TestSupport
import WorkloadSimulator

/// A small catalogue and scenario, and what comes of them.
enum Shop {
  /// The day whose prices are used.
  static let day = Sample.day("2026-12-01")

  private static func charge(
    _ meter: String, quantity: String, price: String, per: String = "1",
    in unit: PriceUnit = .money, from day: String? = nil
  ) -> Charge {
    Sample.charge(
      meter, quantity: quantity,
      ChargePrice(
        model: .perUnit(per: Sample.number(per)), history: [Sample.amount(price, from: day)],
        unit: unit))
  }

  private static func offer(
    _ id: OfferID, charges: [Charge], validity: Validity = Validity()
  ) -> Offer {
    Sample.offer(
      id, validity: validity, parameters: [Sample.count("images", 1...10)], charges: charges,
      outcomes: [.failed: .notBilled], capabilities: ["text-in-image"],
      evidence: [
        Evidence(
          source: "page, \"prices\"", read: Sample.day("2026-09-05"), dated: nil,
          says: "so much per image", confidence: .high)
      ])
  }

  static let catalogue = Catalogue(
    cards: [
      RateCard(
        provider: "acme", name: "Acme", relation: .direct, currency: .usd,
        offers: [
          offer(
            "acme/still/generate",
            charges: [
              charge("output_images", quantity: "images", price: "0.0667", from: "2026-01-01"),
              charge("input_text_tokens", quantity: "60", price: "5", per: "1000000"),
            ]),
          offer(
            "acme/credits/generate",
            charges: [
              charge(
                "output_images", quantity: "images", price: "3", in: .credit("acme/credit"))
            ]),
          offer(
            "acme/secret/generate",
            charges: [
              charge("output_images", quantity: "images", price: "0.01"),
              charge("gpu_seconds", quantity: "2", price: "unknown"),
            ]),
          offer(
            "acme/hidden/generate",
            charges: [charge("output_images", quantity: "images", price: "unknown")]),
          offer(
            "acme/retired/generate",
            charges: [charge("output_images", quantity: "images", price: "1")],
            validity: Validity(to: Sample.day("2026-06-01"), status: .retired)),
        ],
        plans: [
          Plan(
            id: "acme/standard", name: "Standard", fee: Sample.number("20"), every: .month,
            billed: .year,
            includes: [(key: "acme/credit", quantity: Sample.number("1000"))],
            overage: [(key: "acme/credit", price: .price(Sample.number("0.03")))],
            minimumSpend: nil,
            expires: nil, validity: Validity(), evidence: []),
          Plan(
            id: "acme/idle", name: "Idle", fee: Sample.number("7.777"), every: .month,
            billed: .month,
            includes: [(key: "acme/token", quantity: Sample.number("1"))], overage: [],
            minimumSpend: nil,
            expires: nil, validity: Validity(), evidence: []),
        ],
        credits: [
          Credit(
            id: "acme/credit", name: "Credit",
            packs: [.init(credits: Sample.number("100"), price: Sample.number("5"))],
            defaultSource: .pack,
            expires: nil, evidence: [])
        ])
    ], vocabulary: .empty, digest: "abc123")
}
