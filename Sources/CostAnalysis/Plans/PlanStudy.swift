public import BillingTypes
public import PricingRules
public import Settlement

/// What a provider's plans come to: what a unit costs at full and at half use, what is lost unused, and where one plan
/// overtakes another.
public struct PlanStudy: Sendable {
  /// The provider's card.
  public let card: RateCard
  /// The day on which the plans are sold.
  public let asOf: Day
  /// By what plans include: each credit and each meter, sorted.
  public let allowances: [Allowance]
  /// Plans that are sold and include nothing that is counted.
  public let withoutAllowance: [Plan]
  /// Plans that are not sold on the day, in the order of the card.
  public let notSold: [PlanID]
  /// What one request uses, where one was asked for.
  public let request: PlanRequest?

  /// A credit or a meter, and who sells it.
  public struct Allowance: Sendable {
    /// The credit's id or the meter's name.
    public let key: String
    /// What one of it is called, such as `credit` or `second`.
    public let unit: String
    /// How much of it one request of ``PlanStudy/request`` uses; nil without one, and where it uses none.
    public let perRequest: Rational?
    /// The plans that include it, by fee, then by id.
    public let plans: [Row]
    /// The packs in which it is bought; none for a meter.
    public let packs: [Credit.Pack]
    /// How long packs keep; nil where the card does not say.
    public let packsExpire: Expiry?
    /// The cheapest by use, of the plans that are invoiced by the month and of those by the year, packs among both.
    public let ladders: [Ladder]
  }

  /// A plan as it pays for one allowance.
  public struct Row: Sendable {
    /// The plan.
    public let plan: Plan
    /// The fee of one month.
    public let fee: Rational
    /// How much one month includes.
    public let included: Rational
    /// What one unit costs where all of it is used, and nothing more.
    public let full: UnitCost
    /// What one unit costs where half of it is used.
    public let half: UnitCost
    /// How much is lost unused in a month at half use, once as much is used in every month.
    public let lostAtHalf: Rational
    /// What that much of the month's cost is.
    public let breakage: Rational
  }

  /// What one unit costs: by the likeliest source, and between what all of them say.
  public struct UnitCost: Sendable, Hashable {
    /// By the likeliest source.
    public let cost: Rational
    /// By the source that makes it cheapest.
    public let floor: Rational
    /// By the source that makes it dearest.
    public let ceiling: Rational
  }

  /// The cheapest by how much a month uses.
  public struct Ladder: Sendable {
    /// How the plans are invoiced; nil where there are packs alone.
    public let billed: Plan.Interval?
    /// From no use on.
    public let steps: [Step]
  }

  /// From how much a month on a plan is the cheapest.
  public struct Step: Sendable {
    /// The plan, or `PlanID.packs`; nil from where no price is known.
    public let plan: PlanID?
    /// The use a month from which it holds.
    public let from: Rational
    /// Why the plan before ends there, where it is not overtaken; nil where it is.
    public let gap: SettlementGap?
  }
}

/// What one request uses of a provider's allowances.
public struct PlanRequest: Sendable {
  /// The quote of the request.
  public let quote: Quote
  /// How much of each credit and meter it uses.
  public let uses: [String: Rational]

  /// What a quote uses: credits where its charges are priced in them, else what is metered.
  ///
  /// - Throws: `NumberError.overflow`.
  public init(_ quote: Quote) throws(NumberError) {
    var uses: [String: Rational] = [:]
    for line in quote.lines {
      if let credits = line.credits {
        uses[line.priceUnit] = try (uses[line.priceUnit] ?? .zero) + credits
      } else if let quantity = line.quantity {
        uses[line.meter] = try (uses[line.meter] ?? .zero) + quantity
      }
    }
    self.quote = quote
    self.uses = uses
  }
}
