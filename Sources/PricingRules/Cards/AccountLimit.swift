public import BillingTypes

/// How much an account of one tier may send: a pace, and a number of requests at once.
public struct AccountLimit: Hashable, Sendable {
  /// What a pace counts.
  public enum Counted: String, Hashable, Sendable, CaseIterable {
    /// Calls.
    case requests
    /// Pictures that come out.
    case outputImages = "output_images"

    /// The things in words.
    public var words: String { self == .requests ? "requests" : "output images" }
  }

  /// The provider's name of the tier.
  public let tier: String
  /// How many a minute; nil when the source does not say.
  public let perMinute: Rational?
  /// What ``perMinute`` counts.
  public let counts: Counted
  /// How many requests may run at once; nil when the source does not say.
  public let concurrent: Int?
  /// Where the limit comes from.
  public let evidence: [Evidence]

  /// Creates a limit.
  public init(
    tier: String, perMinute: Rational?, counts: Counted = .requests, concurrent: Int?,
    evidence: [Evidence]
  ) {
    self.tier = tier
    self.perMinute = perMinute
    self.counts = counts
    self.concurrent = concurrent
    self.evidence = evidence
  }
}
