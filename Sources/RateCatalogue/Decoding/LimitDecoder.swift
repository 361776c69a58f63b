import BillingTypes
import PricingRules

extension DataReader {
  /// Reads what accounts may send, from the lowest tier to the highest.
  func limits() -> [AccountLimit] {
    let places = list()
    if isList, places.isEmpty { report("'limits' needs at least one tier") }
    var limits: [AccountLimit] = []
    for place in places {
      guard let limit = place.limit() else { continue }
      if limits.contains(where: { $0.tier == limit.tier }) {
        place.value(of: "tier")?.report("'\(limit.tier)' is written twice")
      } else {
        place.checkOrder(of: limit, after: limits)
      }
      limits.append(limit)
    }
    return limits
  }

  private func limit() -> AccountLimit? {
    let map = self.map(["tier", "per_minute", "counts", "concurrent", "evidence"])
    let tier = map.required("tier")?.text()
    let perMinute = map["per_minute"]?.positive()
    let counts = map["counts"]?.choice(of: AccountLimit.Counted.self)
    let concurrent = map["concurrent"]?.whole(in: 1...1_000_000)
    if map["per_minute"] == nil {
      if map["concurrent"] == nil, isMap {
        report("a limit has 'per_minute', 'concurrent', or both")
      }
      map["counts"]?.report("'counts' says what 'per_minute' counts, which is missing")
    }
    let evidence = map.required("evidence")?.evidence() ?? []
    if let place = map["evidence"], place.isList, place.items().isEmpty {
      place.report("a limit needs at least one source")
    }
    guard let tier, perMinute != nil || concurrent != nil else { return nil }
    return AccountLimit(
      tier: tier, perMinute: perMinute, counts: counts ?? .requests, concurrent: concurrent,
      evidence: evidence)
  }

  /// A higher tier allows at least as much as every tier before it.
  private func checkOrder(of limit: AccountLimit, after lower: [AccountLimit]) {
    let paces = lower.filter { $0.counts == limit.counts }
    if let most = paces.last(where: { $0.perMinute != nil }), let before = most.perMinute,
      let now = limit.perMinute, now < before
    {
      value(of: "per_minute")?.report(
        "tiers go from the lowest to the highest; '\(now)' is below the '\(before)' of '\(most.tier)'"
      )
    }
    if let most = lower.last(where: { $0.concurrent != nil }), let before = most.concurrent,
      let now = limit.concurrent, now < before
    {
      value(of: "concurrent")?.report(
        "tiers go from the lowest to the highest; '\(now)' is below the '\(before)' of '\(most.tier)'"
      )
    }
  }

  /// What a session holds back at its start.
  func escrow(of integration: Integration?) -> Rational? {
    let amount = positive()
    if let integration, integration != .session {
      report("'escrow' is held back when a session starts; this offer is '\(integration.rawValue)'")
    }
    return amount
  }
}
