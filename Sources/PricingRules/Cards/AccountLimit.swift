public import BillingTypes

/// How much an account of one tier may send: paces, a number of requests at once, and what it may spend.
public struct AccountLimit: Hashable, Sendable {
  /// What a pace counts.
  public enum Counted: String, Hashable, Sendable, CaseIterable {
    /// Calls.
    case requests
    /// Pictures that come out.
    case outputImages = "output_images"
    /// Tokens of every kind.
    case tokens
    /// Money, in the card's currency.
    case spend

    /// The things in words.
    public var words: String {
      switch self {
      case .requests: "requests"
      case .outputImages: "output images"
      case .tokens: "tokens"
      case .spend: "spent"
      }
    }
  }

  /// So much within any time of a length.
  public struct Pace: Hashable, Sendable {
    /// The most of it, above 0.
    public let atMost: Rational
    /// The length in seconds, above 0.
    public let seconds: Rational
    /// What is counted.
    public let counts: Counted

    /// Creates a pace.
    public init(atMost: Rational, seconds: Rational, counts: Counted) {
      self.atMost = atMost
      self.seconds = seconds
      self.counts = counts
    }
  }

  /// The provider's name of the tier.
  public let tier: String
  /// How many a minute; nil when the source does not say.
  public let perMinute: Rational?
  /// What ``perMinute`` counts.
  public let counts: Counted
  /// How many of them may come at once after a pause; nil where no source says, so that they hold within any minute.
  public let burst: Rational?
  /// Other paces: tokens a minute, calls a day, money in ten minutes.
  public let paces: [Pace]
  /// How many requests may run at once; nil when the source does not say.
  public let concurrent: Int?
  /// What may be spent in a month at the provider, in the card's currency; nil for no cap that is known.
  public let spendPerMonth: Rational?
  /// Where the limit comes from.
  public let evidence: [Evidence]

  /// Creates a limit.
  public init(
    tier: String, perMinute: Rational?, counts: Counted = .requests, burst: Rational? = nil,
    paces: [Pace] = [], concurrent: Int?, spendPerMonth: Rational? = nil, evidence: [Evidence]
  ) {
    self.tier = tier
    self.perMinute = perMinute
    self.counts = counts
    self.burst = burst
    self.paces = paces
    self.concurrent = concurrent
    self.spendPerMonth = spendPerMonth
    self.evidence = evidence
  }
}
