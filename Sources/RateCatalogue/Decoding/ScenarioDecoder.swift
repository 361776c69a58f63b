import BillingTypes
import PricingRules
import WorkloadSimulator

extension DataReader {
  /// Reads a scenario; its variants are read one by one, see ``DataFile/variants(_:)``.
  func scenario() -> Scenario? {
    let map = self.map(.scenario)
    let name = map.required("scenario")?.text()
    let currency = map.required("currency")?.currency()
    let months = map.required("months")?.whole(in: 1...120)
    let start = map.required("start")?.firstMonth(of: months ?? 1)
    let period = start.flatMap { first in
      months.map { first...first.advanced(by: $0 - 1) }
    }
    let places = map.required("features")?.list() ?? []
    let defaults = map["defaults"]?.categoryDefaults() ?? [:]
    let features = places.compactMap { $0.feature(in: period, defaults: defaults) }
    if map["features"] != nil, places.isEmpty {
      map["features"]?.report("at least one feature is needed")
    }
    checkNames(of: features, places)
    // What does not read was reported; that its name is then unknown is no second mistake.
    let areComplete = features.count == places.count
    let shared = map["shared"].map { $0.sharedFactors(moving: areComplete ? features : nil) } ?? []
    let read = shared.compactMap { $0 }
    let correlations =
      map["correlations"]?.correlations(
        between: areComplete && read.count == shared.count ? (read, features) : nil) ?? []
    let purchases = map["purchases"]?.list().compactMap { $0.purchase(in: period) } ?? []
    let subscriptions = map["plans"]?.list().compactMap { $0.subscription(in: period) }
    guard let name, let currency, let start, let months else { return nil }
    return Scenario(
      name: name, story: map["story"]?.prose() ?? "", currency: currency, start: start,
      monthCount: months, asOf: map["as_of"]?.day(), features: features, shared: read,
      subscriptions: subscriptions ?? [],
      overhead: map["overhead"]?.overhead(in: currency) ?? Overhead(),
      budget: map["budget"]?.budget(in: currency) ?? Budget(), correlations: correlations,
      purchases: purchases,
      monthlyVariation: map["monthly_variation"].map { $0.monthlyVariation() ?? .none }
        ?? .unstated,
      fiscalYearStart: map["fiscal_year_starts"]?.whole(in: 1...12))
  }

  /// What requests of each category have where they state nothing.
  private func categoryDefaults() -> [MediaCategory: [RequestDefault]] {
    let map = self.map(.categoryDefaults)
    return MediaCategory.allCases.reduce(into: [:]) { $0[$1] = map[$1.rawValue]?.defaults() }
  }

  /// The month a scenario starts in; the day after its last month has a date too.
  private func firstMonth(of count: Int) -> Month? {
    guard let month = month() else { return nil }
    let end = month.advanced(by: count)
    if end.year > 9999 {
      report("the month after the last one lies in the years up to 9999, it is '\(end)'")
      return nil
    }
    return month
  }

  /// Names are unique, and what a feature follows exists without going round in a circle.
  private func checkNames(of features: [Feature], _ places: [DataReader]) {
    var seen: Set<String> = []
    let names = features.map(\.name)
    for (feature, place) in zip(features, places) where features.count == places.count {
      place.checkName(feature.name)
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

  private func overhead(in currency: Currency) -> Overhead {
    let map = self.map(.overhead)
    var costs: [Integration: Rational] = [:]
    if let places = map["integration"]?.map(.integrationCosts) {
      for integration in Integration.allCases {
        costs[integration] = places[integration.rawValue]?.amount(.money(currency))
      }
    }
    return Overhead(
      perVendorMonth: map["per_vendor_month"]?.amount(.money(currency)) ?? .zero,
      integration: costs)
  }

  private func budget(in currency: Currency) -> Budget {
    let map = self.map(.budget)
    return Budget(
      month: map["month"]?.money(in: currency), year: map["year"]?.money(in: currency),
      basis: map["basis"]?.choice(of: Budget.Basis.self) ?? .used,
      coversOwning: map["covers"]?.choice(of: BudgetCover.self) == .everything)
  }

  /// An amount that is none only where it is written so.
  private func money(in currency: Currency) -> Rational? {
    guard let amount = amount(.money(currency)) else { return nil }
    let smallest = (try? Rational(1, over: Money.picounitsPerUnit)) ?? .zero
    guard amount == .zero || amount >= smallest else {
      report(
        "'\(Self.abridged(scalar ?? ""))' is less than the smallest amount of money that can be told from nothing, "
          + "\(smallest); write that or more, or 0")
      return nil
    }
    return amount
  }

  /// A plan for all months, or with its own.
  private func subscription(in months: ClosedRange<Month>?) -> Subscription? {
    if scalar != nil { return identifier(of: Plan.self).map { Subscription($0) } }
    let map = self.map(.subscription)
    let plan = map.required("plan")?.identifier(of: Plan.self)
    let (from, to) = (map["from"]?.month(in: months), map["to"]?.month(in: months))
    guard let plan else { return nil }
    if let from, let to, to < from {
      map["to"]?.report("'\(to)' is before 'from', \(from); 'to' is the last month of the plan")
      return nil
    }
    return Subscription(plan, from: from, to: to)
  }

  private func purchase(in months: ClosedRange<Month>?) -> PackPurchase? {
    let map = self.map(.purchase)
    let credit = map.required("credit")?.text()
    let month = map.required("month")?.month(in: months)
    let packs = map.required("packs")?.whole(in: 1...1_000_000, .count)
    guard let credit, let month, let packs else { return nil }
    return PackPurchase(credit: CreditID(credit), month: month, packs: packs)
  }
}
