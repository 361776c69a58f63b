/// Whether a cost fits a budget, by the chance that it exceeds it.
public enum BudgetVerdict: Int, Sendable, Hashable, CaseIterable {
  /// It is exceeded in fewer than one of twenty cases.
  case fits
  /// In fewer than one of five.
  case likelyFits
  /// In fewer than half.
  case atRisk
  /// In half of them or more.
  case doesNotFit

  /// The verdict on a chance to exceed, from 0 to 1.
  public init(chance: Double) {
    self =
      switch chance {
      case ..<0.05: .fits
      case ..<0.2: .likelyFits
      case ..<0.5: .atRisk
      default: .doesNotFit
      }
  }
}

extension BudgetVerdict: Comparable {
  /// What fits better comes first.
  public static func < (left: BudgetVerdict, right: BudgetVerdict) -> Bool {
    left.rawValue < right.rawValue
  }
}
