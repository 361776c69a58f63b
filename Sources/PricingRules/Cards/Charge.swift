public import BillingTypes

/// One rule that turns a metered quantity into money or credits.
public struct Charge: Sendable {
  /// What is counted.
  public let meter: String
  /// The unit the meter counts in.
  public let unit: String
  /// How much of it a request uses.
  public let quantity: Formula
  /// What it costs.
  public let price: ChargePrice
  /// The charge applies only where this is true; nil for always.
  public let condition: Formula?
  /// The least the charge comes to per request, in the price's unit.
  public let minimum: Rational?
  /// The most the charge comes to per request, in the price's unit.
  public let maximum: Rational?
  /// What is not known, when a price is unknown.
  public let missing: String?
  /// Why the amount may be far too low, such as a unit that sources disagree on.
  ///
  /// It is then only a lower bound. Nil for prices that can be relied on.
  public let doubt: String?
  /// Where the price comes from, when not from the offer's evidence.
  public let evidence: [Evidence]

  /// Creates a charge.
  public init(
    meter: String, unit: String, quantity: Formula, price: ChargePrice,
    condition: Formula? = nil, minimum: Rational? = nil, maximum: Rational? = nil,
    missing: String? = nil, doubt: String? = nil, evidence: [Evidence] = []
  ) {
    self.meter = meter
    self.unit = unit
    self.quantity = quantity
    self.price = price
    self.condition = condition
    self.minimum = minimum
    self.maximum = maximum
    self.missing = missing
    self.doubt = doubt
    self.evidence = evidence
  }
}

/// What a price is paid in.
public enum PriceUnit: Hashable, Sendable {
  /// The card's currency.
  case money
  /// A provider's credit, by its id.
  case credit(CreditID)
}

/// The price side of a charge: a model, and amounts that have dates.
public struct ChargePrice: Sendable {
  /// How a quantity and the amounts make a cost.
  public enum Model: Hashable, Sendable {
    /// The amount once, whatever the quantity.
    case flat
    /// The amount for every `per` units, in proportion.
    case perUnit(per: Rational)
    /// The amount for every started block of `size` units.
    case package(size: Rational)
    /// Steps, see ``TierMode``.
    case tiered(TierMode, over: TierPeriod, upTo: [Rational?])
  }

  /// How the quantity becomes a cost.
  public let model: Model
  /// The amounts by date, oldest first; for tiers every entry has one amount per step.
  public let history: [DatedAmounts]
  /// What the amounts are paid in.
  public let unit: PriceUnit

  /// Creates a price.
  public init(model: Model, history: [DatedAmounts], unit: PriceUnit) {
    self.model = model
    self.history = history
    self.unit = unit
  }

  /// The amounts that hold on a day, as they were known on another.
  ///
  /// - Parameters:
  ///   - day: The day of the usage.
  ///   - knownAt: Only what was known then counts; nil for everything the catalogue knows.
  /// - Returns: The entry that holds, or nil when none does.
  public func amounts(on day: Day, knownAt: Day?) -> DatedAmounts? {
    history.last { entry in
      entry.from.map { $0 <= day } ?? true && entry.isKnown(at: knownAt)
    }
  }

  /// The next entry that starts after `day`, for forecasts that reach past a change.
  public func nextChange(after day: Day, knownAt: Day?) -> DatedAmounts? {
    history.first { entry in
      entry.from.map { $0 > day } ?? false && entry.isKnown(at: knownAt)
    }
  }
}

/// How steps of quantity are priced.
public enum TierMode: String, Hashable, Sendable, CaseIterable {
  /// Each unit at the price of its own step.
  case graduated
  /// All units at the price of the step that the total reaches.
  case volume
  /// Whole blocks; a started block is paid in full.
  case package
  /// One amount for the step that the total reaches.
  case cliff
}

/// What steps count over.
public enum TierPeriod: String, Hashable, Sendable, CaseIterable {
  /// Each request by itself.
  case request
  /// All that a month uses.
  case month
}

/// Amounts that hold from a day on.
public struct DatedAmounts: Sendable {
  /// The first day; nil when it holds for as long as the offer does.
  public let from: Day?
  /// The day the amounts became known; nil when with their first day.
  public let knownFrom: Day?
  /// The day it became known that they would not come; nil when they did.
  public let calledOff: Day?
  /// One amount per step, or one; nil where it is unknown.
  public let amounts: [Formula?]
  /// That somebody looked at the change to these amounts; empty for most.
  public let reviewed: [Review]

  /// Creates an entry.
  public init(
    from: Day?, knownFrom: Day?, calledOff: Day?, amounts: [Formula?], reviewed: [Review] = []
  ) {
    self.from = from
    self.knownFrom = knownFrom
    self.calledOff = calledOff
    self.amounts = amounts
    self.reviewed = reviewed
  }

  /// Whether the entry counts for somebody who knows what was known on `day`; nil knows all.
  func isKnown(at day: Day?) -> Bool {
    guard let day else { return calledOff == nil }
    if let calledOff, calledOff <= day { return false }
    guard let known = knownFrom ?? from else { return true }
    return known <= day
  }
}
