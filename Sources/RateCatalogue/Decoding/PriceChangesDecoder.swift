import BillingTypes
import PricingRules

extension DataReader {
  /// Reads `price-risk.yaml`.
  ///
  /// - Returns: What is known of all kinds of sellers; nil where a part does not read.
  func priceChanges() -> PriceChanges? {
    let map = self.map(ProviderRelation.allCases.map(\.rawValue) + ["any"])
    let any = map.required("any")?.priceChangeLaw()
    var laws: [ProviderRelation: PriceChanges.Law] = [:]
    for relation in ProviderRelation.allCases {
      laws[relation] = map[relation.rawValue]?.priceChangeLaw()
    }
    return any.map { PriceChanges(laws: laws, any: $0) }
  }

  private func priceChangeLaw() -> PriceChanges.Law? {
    let map = self.map(["changes", "model_months", "per_month", "factors"])
    let changes = map.required("changes")?.whole(in: 0...1_000_000)
    let months = map.required("model_months")?.amount()
    let perMonth = map.required("per_month")?.amount()
    let places = map.required("factors")?.list() ?? []
    let factors = places.compactMap { $0.amount() }
    guard let changes, let months, let perMonth, factors.count == places.count else { return nil }
    if perMonth > .one {
      map["per_month"]?.report("a probability lies between 0 and 1, was '\(perMonth)'")
      return nil
    }
    guard let least = factors.first, least > .zero,
      zip(factors, factors.dropFirst()).allSatisfy({ $0 <= $1 })
    else {
      map["factors"]?.report("factors are above 0 and ascend, at least one of them")
      return nil
    }
    return PriceChanges.Law(
      changes: changes, modelMonths: months, perMonth: perMonth, factors: factors)
  }
}
