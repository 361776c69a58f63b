public import BillingTypes

/// A way to be served at another price, such as a batch within a day.
public struct ServiceTier: Hashable, Sendable {
  /// The tier's name, as a request writes it.
  public let name: String
  /// What every charge is multiplied by.
  public let multiplier: Rational
  /// How long it may take, in the card's words.
  public let latency: String?

  /// Creates a tier.
  public init(name: String, multiplier: Rational, latency: String?) {
    self.name = name
    self.multiplier = multiplier
    self.latency = latency
  }

  /// The parameter that picks a tier.
  public static let parameterName = "service_tier"
  /// The tier that every offer has.
  public static let standard = "standard"
}

/// How long an answer takes, in seconds; for constraints, never for money.
public struct Latency: Hashable, Sendable {
  /// Half of the answers are this fast.
  public let p50: Rational?
  /// 95 of 100 answers are this fast.
  public let p95: Rational?

  /// Creates a latency.
  public init(p50: Rational?, p95: Rational?) {
    self.p50 = p50
    self.p95 = p95
  }
}
