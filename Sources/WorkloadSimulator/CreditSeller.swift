public import PricingRules

/// Who sells what usage is paid with: a plan, or packs of a credit.
public enum CreditSeller: Hashable, Sendable {
  /// A plan.
  case plan(PlanID)
  /// Packs of a credit.
  case packs(CreditID)

  /// The provider that is paid.
  public var provider: String {
    switch self {
    case .plan(let plan): plan.provider
    case .packs(let credit): credit.provider
    }
  }
}

extension CreditSeller: CustomStringConvertible {
  /// The plan's id, or the credit's.
  public var description: String {
    switch self {
    case .plan(let plan): plan.rawValue
    case .packs(let credit): credit.rawValue
    }
  }
}
