package import BillingTypes
package import PricingRules

extension Sample {
  /// An offer that takes a number of images where no other parameters are named.
  package static func offer(
    _ id: OfferID = "acme/still/generate", model: String = "still",
    category: MediaCategory = .imageGeneration,
    validity: Validity = Validity(), parameters: [Parameter] = [Sample.count("images")],
    requirements: [Requirement] = [], disputes: [Dispute] = [],
    tables: [String: LookupTable] = [:],
    derivations: [Derivation] = [], charges: [Charge], serviceTiers: [ServiceTier] = [],
    outcomes: [Outcome: OutcomeBilling] = [:], integration: Integration = .requestResponse,
    capabilities: [String] = [], onlyFor: [String] = [], latency: Latency? = nil,
    limits: [AccountLimit] = [], account: String? = nil, escrow: Rational? = nil,
    splits: [Split] = [],
    countedMeters: Set<String> = [], cautions: [String] = [], evidence: [Evidence] = []
  ) -> Offer {
    Offer(
      id: id, model: model, summary: "", category: category, integration: integration,
      validity: validity, parameters: parameters, requirements: requirements, disputes: disputes,
      tables: tables,
      derivations: derivations, charges: charges, serviceTiers: serviceTiers, outcomes: outcomes,
      capabilities: capabilities, onlyFor: onlyFor, latency: latency, limits: limits,
      account: account,
      escrow: escrow, splits: splits, countedMeters: countedMeters, cautions: cautions,
      evidence: evidence, examples: [])
  }

  /// An offer of one charge: a price per image.
  package static func imageOffer(
    _ id: OfferID = "acme/still/generate", price: String,
    parameters: [Parameter] = [Sample.count("images")], outcomes: [Outcome: OutcomeBilling] = [:],
    capabilities: [String] = []
  ) -> Offer {
    offer(
      id, parameters: parameters,
      charges: [
        charge(
          "output_images",
          quantity: parameters.contains { $0.name == "images" } ? "images" : "1",
          Sample.price(price))
      ], outcomes: outcomes, capabilities: capabilities)
  }

  /// An offer of one charge: so many credits per image.
  package static func creditOffer(
    _ id: OfferID = "acme/still/generate", costs amount: String, credit: CreditID = "acme/credit"
  ) -> Offer {
    offer(
      id,
      charges: [charge("output_images", quantity: "images", price(amount, in: .credit(credit)))])
  }

  /// A catalogue whose cards follow from the ids of what is in it.
  package static func catalogue(
    _ offers: [Offer], plans: [Plan] = [], credits: [Credit] = [],
    vocabulary: Vocabulary = .empty
  ) -> Catalogue {
    let providers =
      offers.map(\.id.provider) + plans.map(\.id.provider) + credits.map(\.id.provider)
    return Catalogue(
      cards: Set(providers).sorted().map { name in
        RateCard(
          provider: name, name: name, relation: .direct, currency: .usd,
          offers: offers.filter { $0.id.provider == name },
          plans: plans.filter { $0.id.provider == name },
          credits: credits.filter { $0.id.provider == name })
      }, vocabulary: vocabulary)
  }

  /// A catalogue of some offers.
  package static func catalogue(
    _ offers: Offer..., plans: [Plan] = [], credits: [Credit] = [],
    vocabulary: Vocabulary = .empty
  ) -> Catalogue {
    catalogue(offers, plans: plans, credits: credits, vocabulary: vocabulary)
  }

  /// A plan with what its fee includes.
  package static func plan(
    _ id: PlanID = "acme/standard", fee: String, every: Plan.Interval = .month,
    billed: Plan.Interval? = nil, includes: [(key: String, quantity: String)],
    overage: [(key: String, price: Plan.Overage)] = [], minimumSpend: String? = nil,
    expires: Expiry? = nil, validity: Validity = Validity()
  ) -> Plan {
    Plan(
      id: id, name: id.rawValue, fee: number(fee), every: every, billed: billed ?? every,
      includes: includes.map { (key: $0.key, quantity: number($0.quantity)) }, overage: overage,
      minimumSpend: minimumSpend.map(number), expires: expires, validity: validity, evidence: [])
  }

  /// A credit with the packs it is sold in.
  package static func credit(
    _ id: CreditID = "acme/credit", packs: [(credits: String, price: String)] = [],
    default source: Credit.DefaultSource = .pack, expires: Expiry? = nil
  ) -> Credit {
    Credit(
      id: id, name: id.rawValue,
      packs: packs.map { Credit.Pack(credits: number($0.credits), price: number($0.price)) },
      defaultSource: source, expires: expires, evidence: [])
  }

  /// A word of the vocabulary.
  package static func term(
    _ categories: [MediaCategory] = [], isInput: Bool = false
  ) -> Vocabulary.Term {
    Vocabulary.Term(unit: nil, meaning: "", categories: categories, isInput: isInput)
  }

  /// Words that requests may use.
  package static func vocabulary(_ parameters: [String: Vocabulary.Term]) -> Vocabulary {
    Vocabulary(parameters: parameters, meters: [:], unitNames: [:], countUnits: [])
  }
}
