import BillingTypes
import PricingRules

extension Sample {
  static func offer(
    _ id: String = "acme/still/generate", category: MediaCategory = .imageGeneration,
    validity: Validity = Validity(), parameters: [Parameter] = [Sample.count("images")],
    requirements: [Requirement] = [], derivations: [Derivation] = [], charges: [Charge],
    serviceTiers: [ServiceTier] = [], outcomes: [Outcome: OutcomeBilling] = [:],
    integration: Integration = .requestResponse, latency: Latency? = nil,
    limits: [AccountLimit] = [], escrow: Rational? = nil
  ) -> Offer {
    Offer(
      id: id, model: "still", summary: "", category: category, integration: integration,
      validity: validity, parameters: parameters, requirements: requirements, tables: [:],
      derivations: derivations, charges: charges, serviceTiers: serviceTiers, outcomes: outcomes,
      capabilities: [], latency: latency, limits: limits, escrow: escrow, cautions: [],
      evidence: [], examples: [])
  }

  /// A catalogue whose cards follow from the ids of what is in it.
  static func catalogue(
    _ offers: [Offer], plans: [Plan] = [], credits: [Credit] = []
  ) -> Catalogue {
    func provider(_ id: String) -> String { String(id.prefix { $0 != "/" }) }
    let providers = (offers.map(\.id) + plans.map(\.id) + credits.map(\.id)).map(provider)
    return Catalogue(
      cards: Set(providers).sorted().map { name in
        RateCard(
          provider: name, name: name, relation: .direct, currency: .usd,
          offers: offers.filter { provider($0.id) == name },
          plans: plans.filter { provider($0.id) == name },
          credits: credits.filter { provider($0.id) == name })
      }, vocabulary: .empty)
  }

  static func plan(
    _ id: String = "acme/standard", fee: String, every: Plan.Interval = .month,
    billed: Plan.Interval? = nil, includes: [(key: String, quantity: String)],
    overage: [(key: String, price: Plan.Overage)] = [], minimumSpend: String? = nil,
    validity: Validity = Validity()
  ) -> Plan {
    Plan(
      id: id, name: id, fee: number(fee), every: every, billed: billed ?? every,
      includes: includes.map { (key: $0.key, quantity: number($0.quantity)) }, overage: overage,
      minimumSpend: minimumSpend.map(number), expires: nil, validity: validity, evidence: [])
  }

  static func credit(
    _ id: String = "acme/credit", packs: [(credits: String, price: String)] = [],
    default source: Credit.DefaultSource = .pack
  ) -> Credit {
    Credit(
      id: id, name: id,
      packs: packs.map { Credit.Pack(credits: number($0.credits), price: number($0.price)) },
      defaultSource: source, expires: nil, evidence: [])
  }

  /// An offer of one charge: so many credits per image.
  static func creditOffer(
    _ id: String = "acme/still/generate", costs amount: String, credit: String = "acme/credit"
  ) -> Offer {
    offer(
      id,
      charges: [charge("output_images", quantity: "images", price(amount, in: .credit(credit)))])
  }

  /// An offer of one charge: a price per image.
  static func imageOffer(
    _ id: String = "acme/still/generate", price: String,
    outcomes: [Outcome: OutcomeBilling] = [:]
  ) -> Offer {
    offer(
      id, charges: [charge("output_images", quantity: "images", Sample.price(price))],
      outcomes: outcomes)
  }
}
