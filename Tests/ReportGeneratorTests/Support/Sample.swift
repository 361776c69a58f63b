import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

/// A small catalogue and scenario, and what comes of them.
enum Sample {
  static let day = day("2026-12-01")

  static func day(_ text: String) -> Day {
    guard let day = Day(text) else { preconditionFailure("'\(text)' is not a day") }
    return day
  }

  static func expression(_ text: String) -> Formula {
    do throws(FormulaError) {
      return try Formula(parsing: text)
    } catch {
      preconditionFailure("'\(text)': \(error)")
    }
  }

  static func number(_ text: String) -> Rational {
    do throws(NumberError) {
      return try DecimalText.parse(text)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  static func charge(
    _ meter: String, quantity: String, price: String, per: String = "1",
    in unit: PriceUnit = .money, from day: String? = nil
  ) -> Charge {
    Charge(
      meter: meter, unit: "image", quantity: expression(quantity),
      price: ChargePrice(
        model: .perUnit(per: number(per)),
        history: [
          DatedAmounts(
            from: day.map(Sample.day), knownFrom: nil, calledOff: nil,
            amounts: [price == "unknown" ? nil : expression(price)])
        ], unit: unit))
  }

  static func offer(_ id: String, charges: [Charge], validity: Validity = Validity()) -> Offer {
    Offer(
      id: id, model: "still", summary: "", category: .imageGeneration,
      integration: .requestResponse, validity: validity,
      parameters: [
        Parameter(
          name: "images", domain: .integer(lower: 1, upper: 10, step: 1),
          defaultValue: .number(.one), unit: nil)
      ], requirements: [], tables: [:], derivations: [], charges: charges, serviceTiers: [],
      outcomes: [.failed: .notBilled], capabilities: ["text-in-image"], latency: nil, cautions: [],
      evidence: [
        Evidence(
          source: "page, \"prices\"", read: Sample.day("2026-09-05"), dated: nil,
          says: "so much per image", confidence: .high)
      ], examples: [])
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
            validity: Validity(to: day("2026-06-01"), status: .retired)),
        ],
        plans: [
          Plan(
            id: "acme/standard", name: "Standard", fee: number("20"), every: .month, billed: .year,
            includes: [(key: "acme/credit", quantity: number("1000"))],
            overage: [(key: "acme/credit", price: .price(number("0.03")))], minimumSpend: nil,
            expires: nil, validity: Validity(), evidence: []),
          Plan(
            id: "acme/idle", name: "Idle", fee: number("7.777"), every: .month, billed: .month,
            includes: [(key: "acme/token", quantity: number("1"))], overage: [], minimumSpend: nil,
            expires: nil, validity: Validity(), evidence: []),
        ],
        credits: [
          Credit(
            id: "acme/credit", name: "Credit",
            packs: [.init(credits: number("100"), price: number("5"))], defaultSource: .pack,
            expires: nil, evidence: [])
        ])
    ], vocabulary: .empty, digest: "abc123")
}
