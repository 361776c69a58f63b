public import BillingTypes
public import PricingRules

/// What is not known, or cannot be had, when a month is settled.
public enum SettlementGap: Hashable, CodedFact {
  /// No pack of the credit has a known price.
  case packPriceUnknown(credit: CreditID)
  /// The plan includes so much of a credit or meter; `excess` more is needed (nil for any
  /// quantity), and it sells no more.
  case overageNotSold(plan: PlanID, key: String, included: Rational, excess: Rational?)
  /// The plan includes so much of a credit or meter; what `excess` more (nil for any
  /// quantity) costs is not known.
  case overageUnknown(plan: PlanID, key: String, included: Rational, excess: Rational?)
  /// In so many percent of the trials more than the allowance is used, at no known price.
  case overageInTrials(percent: Rational)

  /// What is not known, for programs.
  public var code: FactCode {
    switch self {
    case .packPriceUnknown: .packPriceUnknown
    case .overageNotSold: .overageNotSold
    case .overageUnknown: .overageUnknown
    case .overageInTrials: .overageInTrials
    }
  }
}

extension SettlementGap {
  /// Why what goes beyond an allowance has no known cost; nil where it has one.
  package init?(of plan: Plan, _ allowance: String, included: Rational, excess: Rational?) {
    switch plan.overage(of: allowance) {
    case .price: return nil
    case .none:
      self = .overageNotSold(plan: plan.id, key: allowance, included: included, excess: excess)
    case .unknown:
      self = .overageUnknown(plan: plan.id, key: allowance, included: included, excess: excess)
    }
  }
}
