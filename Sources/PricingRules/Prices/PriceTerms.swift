public import BillingTypes

/// What there is to say of a price model beside its amounts, in one form for all models.
///
/// Who shows a price, counts its amounts or looks for the places where its cost jumps reads this, and
/// does not tell the models apart.
public struct PriceTerms: Hashable, Sendable {
  /// How many units an amount is for; nil where an amount is for the whole quantity, or steps say.
  public let block: Rational?
  /// Whether a block that is started is paid in full.
  public let paysStartedBlocks: Bool
  /// The steps of quantity; nil for a model with one amount.
  public let steps: Steps?

  /// Steps of quantity, each with an amount of its own.
  public struct Steps: Hashable, Sendable {
    /// How they are priced.
    public let mode: TierMode
    /// What they count over.
    public let period: TierPeriod
    /// Where each ends, itself included; nil for no end.
    public let upTo: [Rational?]
  }

  /// Whether the cost grows with the quantity in proportion.
  public var isProportional: Bool { block != nil && !paysStartedBlocks && steps == nil }

  /// How many amounts the model has.
  public var amountCount: Int { steps?.upTo.count ?? 1 }

  init(block: Rational? = nil, paysStartedBlocks: Bool = false, steps: Steps? = nil) {
    self.block = block
    self.paysStartedBlocks = paysStartedBlocks
    self.steps = steps
  }
}
