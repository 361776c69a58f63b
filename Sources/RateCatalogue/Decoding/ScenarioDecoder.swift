import BillingTypes
import PricingRules
import WorkloadSimulator

extension DataReader {
  /// Reads a scenario.
  func scenario() -> Scenario? {
    let map = self.map([
      "scenario", "story", "currency", "start", "months", "as_of", "features", "shared", "plans",
      "overhead", "budget",
    ])
    let name = map.required("scenario")?.text()
    let currency = map.required("currency")?.currency()
    let start = map.required("start")?.month()
    let months = map.required("months")?.whole(in: 1...120)
    let places = map.required("features")?.list() ?? []
    let features = places.compactMap { $0.feature() }
    if map["features"] != nil, places.isEmpty {
      map["features"]?.report("at least one feature is needed")
    }
    checkNames(of: features, places)
    let shared = map["shared"]?.entries().compactMap { name, value in
      value.distribution(of: .quantity).map { SharedFactor(name: name, distribution: $0) }
    }
    guard let name, let currency, let start, let months else { return nil }
    return Scenario(
      name: name, story: map["story"]?.prose() ?? "", currency: currency, start: start,
      monthCount: months, asOf: map["as_of"]?.day(), features: features, shared: shared ?? [],
      plans: map["plans"]?.list().compactMap { $0.text() } ?? [],
      overhead: map["overhead"]?.overhead() ?? Overhead(),
      budget: map["budget"]?.budget() ?? Budget())
  }

  /// Names are unique, and what a feature follows exists without going round in a circle.
  private func checkNames(of features: [Feature], _ places: [DataReader]) {
    var seen: Set<String> = []
    let names = features.map(\.name)
    for (feature, place) in zip(features, places) where features.count == places.count {
      if !seen.insert(feature.name).inserted {
        place.report("feature '\(feature.name)' is written twice")
      }
      guard let followed = feature.volume.followed else { continue }
      guard names.contains(followed) else {
        place.report("no feature is called '\(followed)'\(suggestion(for: followed, among: names))")
        continue
      }
      var visited: Set<String> = [feature.name]
      var next: String? = followed
      while let name = next {
        guard visited.insert(name).inserted else {
          place.report("features follow each other in a circle through '\(name)'")
          break
        }
        next = features.first { $0.name == name }?.volume.followed
      }
    }
  }

  private func overhead() -> Overhead {
    let map = self.map(["per_vendor_month", "integration"])
    var costs: [Integration: Rational] = [:]
    if let places = map["integration"]?.map(Integration.allCases.map(\.rawValue)) {
      for integration in Integration.allCases {
        costs[integration] = places[integration.rawValue]?.amount()
      }
    }
    return Overhead(perVendorMonth: map["per_vendor_month"]?.amount() ?? .zero, integration: costs)
  }

  private func budget() -> Budget {
    let map = self.map(["month", "year"])
    return Budget(month: map["month"]?.amount(), year: map["year"]?.amount())
  }
}
