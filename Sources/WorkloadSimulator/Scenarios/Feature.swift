public import BillingTypes
public import PricingRules

/// One feature of a product: how often it asks, for what, and of whom.
public struct Feature: Sendable {
  /// The feature's name.
  public let name: String
  /// Which of the four products it needs.
  public let category: MediaCategory
  /// What an offer must be able to do.
  public let needs: Needs
  /// The offer that is planned.
  public private(set) var offer: OfferID
  /// The offers to compare with; nil for those that qualify.
  public let candidates: [OfferID]?
  /// Whether every offer that qualifies is compared, however many there are.
  public let comparesAll: Bool
  /// How often it asks.
  public let volume: Volume
  /// Growth per month, such as 0.05.
  public let growth: Distribution
  /// Factors by month of the year; months that are absent have 1.
  public let seasonality: [Int: Distribution]
  /// What it asks for, with shares that add up to one.
  public internal(set) var mix: [RequestClass]
  /// Generations until one is kept.
  public let takesPerAccepted: Distribution
  /// The share of requests that fail.
  public let failureRate: Distribution
  /// The share of requests that moderation stops.
  public let moderationRate: Distribution
  /// The share of requests that the caller gives up waiting for; they are sent again as failed ones are.
  public let timeoutRate: Distribution
  /// The share of requests that the caller takes back.
  public let cancelledRate: Distribution
  /// What is billed, where the scenario knows it better than the offer's card.
  public private(set) var billing: [Outcome: OutcomeBilling]
  /// How the volume begins and where it jumps, beside growth and seasonality.
  public let path: VolumePath
  /// How one asset becomes several calls, and how far a month's count may vary.
  public private(set) var calls: CallPattern
  /// When in the week and the day requests come; nil for evenly.
  public let arrivals: ArrivalProfile?
  /// How long a request may wait for the provider's limits; nil when nothing is said.
  public let patience: Patience?
  /// What requests have where they state nothing.
  public let defaults: [RequestDefault]
  /// What became of the defaults at the offer; empty before they were taken.
  public internal(set) var usedDefaults: [DefaultUse] = []
  /// What the feature is booked under, such as a cost centre, by key, in the order of the keys.
  public let tags: [Tag]

  /// A key that finance knows with its value.
  public struct Tag: Sendable, Hashable {
    /// The key, such as `cost_centre`.
    public let key: String
    /// The value.
    public let value: String

    /// Creates a tag.
    public init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  /// Creates a feature from its checked parts.
  public init(
    name: String, category: MediaCategory, needs: Needs, offer: OfferID, candidates: [OfferID]?,
    volume: Volume, growth: Distribution, seasonality: [Int: Distribution], mix: [RequestClass],
    takesPerAccepted: Distribution, failureRate: Distribution, moderationRate: Distribution,
    timeoutRate: Distribution = .fixed(.zero), cancelledRate: Distribution = .fixed(.zero),
    billing: [Outcome: OutcomeBilling] = [:],
    path: VolumePath = VolumePath(), calls: CallPattern = CallPattern(),
    arrivals: ArrivalProfile? = nil, patience: Patience? = nil, comparesAll: Bool = false,
    defaults: [RequestDefault] = [], tags: [Tag] = []
  ) {
    self.defaults = defaults
    self.tags = tags
    self.comparesAll = comparesAll
    self.timeoutRate = timeoutRate
    self.cancelledRate = cancelledRate
    self.billing = billing
    self.name = name
    self.category = category
    self.needs = needs
    self.offer = offer
    self.candidates = candidates
    self.volume = volume
    self.growth = growth
    self.seasonality = seasonality
    self.mix = mix
    self.takesPerAccepted = takesPerAccepted
    self.failureRate = failureRate
    self.moderationRate = moderationRate
    self.path = path
    self.calls = calls
    self.arrivals = arrivals
    self.patience = patience
  }

  /// The same feature whose outcomes of some kinds are billed.
  func billing(_ outcomes: [Outcome]) -> Feature {
    var feature = self
    for outcome in outcomes { feature.billing[outcome] = .billed }
    return feature
  }

  /// The same feature served by another offer, whose chains feed as much as it takes.
  public func served(by offer: OfferID, mix: [RequestClass]? = nil) -> Feature {
    var feature = self
    feature.offer = offer
    feature.mix = mix ?? self.mix
    feature.calls = CallPattern(
      retries: calls.retries,
      chain: calls.chain.map {
        CallPattern.Chain(calls: $0.calls, feeds: $0.feeds, endsAtFailure: $0.endsAtFailure)
      },
      overdispersion: calls.overdispersion)
    feature.usedDefaults = []
    return feature
  }
}

/// How often a feature asks.
public enum Volume: Sendable {
  /// Requests sent to the provider per month; retakes are among them.
  case requests(Distribution)
  /// Assets that are kept per month, with as many requests as that takes.
  case accepted(Distribution)
  /// Sessions per month.
  case sessions(Distribution)
  /// So many requests for every accepted asset of another feature.
  case follows(feature: String, perAccepted: Distribution)
  /// So many requests for every request of another feature, whatever is kept of it.
  case followsRequests(feature: String, perRequest: Distribution)

  /// The feature whose assets or requests drive this one.
  public var followed: String? {
    switch self {
    case .follows(let feature, _), .followsRequests(let feature, _): feature
    default: nil
    }
  }
}

/// What an offer must be able to do to qualify.
public struct Needs: Hashable, Sendable {
  /// Capabilities by name.
  public let capabilities: [String]
  /// The integration it must have.
  public let integration: Integration?
  /// The longest acceptable answer at p95, in seconds.
  public let maximumLatencySeconds: Rational?

  /// Creates needs.
  public init(
    capabilities: [String] = [], integration: Integration? = nil,
    maximumLatencySeconds: Rational? = nil
  ) {
    self.capabilities = capabilities
    self.integration = integration
    self.maximumLatencySeconds = maximumLatencySeconds
  }
}
