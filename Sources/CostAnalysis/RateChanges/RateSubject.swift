public import BillingTypes
public import PricingRules

/// What of a catalogue has figures.
public enum RateThing: Hashable, Sendable {
  /// A provider's card as a whole.
  case card(String)
  /// An offer.
  case offer(OfferID)
  /// A plan.
  case plan(PlanID)
  /// A credit.
  case credit(CreditID)

  /// The id, or the provider of a card.
  public var id: String {
    switch self {
    case .card(let provider): provider
    case .offer(let id): id.rawValue
    case .plan(let id): id.rawValue
    case .credit(let id): id.rawValue
    }
  }

  /// Whose it is.
  public var provider: String {
    switch self {
    case .card(let provider): provider
    case .offer(let id): id.provider
    case .plan(let id): id.provider
    case .credit(let id): id.provider
    }
  }
}

/// A charge of an offer, told from its others.
public struct RateCharge: Hashable, Sendable {
  /// What is counted.
  public let meter: String
  /// When it applies, as the card writes it; nil for always.
  public let condition: String?
  /// Which of the charges with this meter and condition it is, from 1.
  public let ordinal: Int
}

/// What a figure is.
public enum RateSubject: Hashable, Sendable {
  /// What a charge costs for one unit; of a step, from 1, and of the cell of a table where it is looked up.
  case price(RateCharge, step: Int?, cell: [String])
  /// How many units a charge sells at a time.
  case block(RateCharge)
  /// Up to where a step goes.
  case stepEnd(RateCharge, step: Int)
  /// The least that a charge comes to.
  case minimum(RateCharge)
  /// The most that a charge comes to.
  case maximum(RateCharge)
  /// How a charge is counted.
  case quantity(RateCharge)
  /// What prices are multiplied by in a service tier.
  case serviceTier(String)
  /// A cell of a table that no charge looks its price up in.
  case cell(table: String, keys: [String])
  /// How a meter or an intermediate value is computed.
  case rule(String)
  /// What sources say of something that they disagree on.
  case readings(String)
  /// Whether an outcome is billed.
  case billing(Outcome)
  /// What is held back when a session starts.
  case escrow
  /// What a plan costs.
  case fee
  /// The period that a plan's fee is for.
  case period
  /// The least that a month of a plan comes to.
  case minimumSpend
  /// How much of a credit or meter a plan includes.
  case included(String)
  /// What more of it costs.
  case overage(String)
  /// What so many credits cost together.
  case pack(Rational)
  /// What a card's prices are in.
  case currency
  /// What a request comes to, perhaps under a plan.
  case request(Request, PlanID?)

  /// What it is, in one word for programs.
  public var code: String {
    switch self {
    case .price: "price"
    case .block: "block"
    case .stepEnd: "step_end"
    case .minimum: "minimum"
    case .maximum: "maximum"
    case .quantity: "quantity"
    case .serviceTier: "service_tier"
    case .cell: "cell"
    case .rule: "rule"
    case .readings: "readings"
    case .billing: "billing"
    case .escrow: "escrow"
    case .fee: "fee"
    case .period: "period"
    case .minimumSpend: "minimum_spend"
    case .included: "included"
    case .overage: "overage"
    case .pack: "pack"
    case .currency: "currency"
    case .request: "request"
    }
  }

  /// Whether it is what requests come to, and not a figure of a card.
  public var isRequest: Bool { if case .request = self { true } else { false } }

  /// The charge that it is of; nil for what is of the whole.
  var charge: RateCharge? {
    switch self {
    case .price(let charge, _, _), .block(let charge), .stepEnd(let charge, _),
      .minimum(let charge), .maximum(let charge), .quantity(let charge):
      charge
    default: nil
    }
  }
}

/// What a figure says.
public enum RateValue: Hashable, Sendable {
  /// An exact number, with what it is in: a currency's code, a credit's id, or nothing for what only counts.
  case number(Rational, unit: String)
  /// There is a figure, and nobody knows it.
  case unknown
  /// What is no number, as the card writes it.
  case text(String)

  /// The number; nil for what is none.
  public var number: Rational? { if case .number(let number, _) = self { number } else { nil } }
  /// What the number is in; nil for what is none.
  public var unit: String? { if case .number(_, let unit) = self { unit } else { nil } }
}
