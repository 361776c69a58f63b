public import BillingTypes
public import BodyPricing
public import PricingRules

/// What a run of a recipe found.
public struct ProbeResult: Sendable {
  /// The recipe.
  public let recipe: ProbeID
  /// The offer that was measured; nil where no card has it.
  public let offer: OfferID?
  /// The number of the run in the store; nil for one that is not in it.
  public var run: Int64?
  /// How it ended.
  public let outcome: Outcome
  /// Whether it was billed.
  public let billed: ProbeBilled
  /// What was billed; nil where that is not known.
  public let amount: Money?
  /// Who says so.
  public let amountSource: ProbeAmountSource?
  /// The most that was counted against the caps.
  public let worstCase: Money
  /// What we said that the body costs; nil where no card has the offer.
  public let estimate: PricedBody?
  /// What was used, by meter or by the recipe's word.
  public let usage: [String: String]
  /// What was estimated and what was used of each meter that the reply tells.
  public let meters: [Meter]
  /// What each reading of what sources disagree on says that the body costs, by dispute and reading.
  public let readings: [String: [String: Money]]
  /// What that costs at our prices; nil where the reply does not say.
  public let usagePrice: Money?
  /// How long it took, in seconds: in all, waiting for its turn, being worked on.
  public let latency: ProbeLatency?
  /// What was made; nil where nothing was looked at.
  public let asset: AssetHeader?
  /// Its bytes, to be kept or not.
  public let assetBytes: [UInt8]
  /// What a reader should know.
  public let facts: [ProbeFact]

  /// A meter, estimated and measured.
  public struct Meter: Hashable, Sendable {
    /// The meter.
    public let name: String
    /// What was estimated of it.
    public let estimated: Rational
    /// What was used.
    public let measured: Rational
  }

  /// How a run ended.
  public enum Outcome: String, Hashable, Sendable, CaseIterable {
    /// It was made; it was tried and failed; moderation stopped it.
    case succeeded, failed, blocked
    /// The provider refused to begin.
    case refused
    /// Nothing left this machine.
    case notSent = "not_sent"
    /// Nobody knows.
    case unclear
  }
}

/// How long a call took, in seconds.
public struct ProbeLatency: Hashable, Sendable {
  /// From the request to what was made.
  public let total: Double
  /// Waiting for its turn; nil where the provider does not tell.
  public let queued: Double?
  /// Being worked on; nil where the provider does not tell.
  public let ran: Double?

  /// Creates a latency.
  public init(total: Double, queued: Double?, ran: Double?) {
    self.total = total
    self.queued = queued
    self.ran = ran
  }
}
