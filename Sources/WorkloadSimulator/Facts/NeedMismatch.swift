public import BillingTypes
public import PricingRules

/// Why an offer cannot do what is needed.
public enum NeedMismatch: Hashable, CodedFact {
  /// It only does these, none of which is asked for.
  case onlyFor([String])
  /// It does not list a capability.
  case capability(String)
  /// It is called in another way.
  case integration(found: Integration, needed: Integration)
  /// How long it takes is not known, and at most so many seconds are allowed.
  case latencyUnknown(limit: Rational)
  /// It takes so many seconds at p95, and at most `limit` are allowed.
  case latency(p95: Rational, limit: Rational)

  /// Why the offer does not qualify, for programs.
  public var code: FactCode {
    switch self {
    case .onlyFor: .otherPurpose
    case .capability: .capabilityMissing
    case .integration: .otherIntegration
    case .latencyUnknown: .latencyUnknown
    case .latency: .tooSlow
    }
  }
}
