import BillingTypes
import PricingRules
import WorkloadSimulator

extension DataReader {
  /// Reads `assumptions.yaml`.
  func assumptions() -> Assumptions {
    let map = self.map(["monthly_variation", "about"])
    let about = map["about"]?.positive()
    if let about, about > .one {
      map["about"]?.report(
        "a rough number is off by 100 % at most, was '\(map["about"]?.scalar ?? "")'")
    }
    guard case .stated(let variation)? = map["monthly_variation"]?.monthlyVariation() else {
      return Assumptions(monthlyVariation: nil, about: about)
    }
    return Assumptions(monthlyVariation: variation, about: about)
  }

  /// Reads `none`, a deviation such as `15%`, or `{deviation: 15%, persistence: 0.5}`.
  func monthlyVariation() -> VariationChoice? {
    if scalar == "none" { return VariationChoice.none }
    guard isMap else { return variation(deviation: self, persistence: nil) }
    let map = self.map(.variation)
    guard let deviation = map.required("deviation") else { return nil }
    return variation(deviation: deviation, persistence: map["persistence"])
  }

  private func variation(deviation: DataReader, persistence: DataReader?) -> VariationChoice? {
    guard let share = deviation.number() else { return nil }
    guard share >= .zero, share <= Rational(3) else {
      deviation.report("a deviation lies between 0 % and 300 %, was '\(deviation.scalar ?? "")'")
      return nil
    }
    let rest = persistence.map { $0.number() } ?? .zero
    guard let rest else { return nil }
    guard rest >= .zero, rest < .one else {
      persistence?.report("a persistence lies from 0 up to less than 1, was '\(rest)'")
      return nil
    }
    return share == .zero
      ? VariationChoice.none
      : .stated(MonthlyVariation(deviation: share, persistence: rest))
  }
}
