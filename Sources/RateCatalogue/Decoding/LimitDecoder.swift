import BillingTypes
import PricingRules

extension DataReader {
  /// Reads the card's accounts: limits that hold for several offers together.
  func accounts() -> [String: [AccountLimit]] {
    var accounts: [String: [AccountLimit]] = [:]
    for place in list() {
      let map = place.map(.account)
      guard let name = map.required("account")?.text(), let tiers = map.required("tiers") else {
        continue
      }
      if accounts[name] != nil {
        map["account"]?.report("account '\(name)' is written twice")
      }
      accounts[name] = tiers.tiers("tiers")
    }
    return accounts
  }

  /// Reads what accounts may send: tiers, or the name of an account of the card.
  func limits(_ context: CardContext) -> [AccountLimit] {
    guard let name = scalar else { return tiers() }
    guard let limits = context.accounts[name] else {
      let known = context.accounts.keys.sorted()
      report("no account of this card is called '\(name)'\(suggestion(for: name, among: known))")
      return []
    }
    return limits
  }

  /// Reads tiers from the lowest to the highest.
  private func tiers(_ key: String = "limits") -> [AccountLimit] {
    let places = list()
    if isList, places.isEmpty { report("'\(key)' needs at least one tier") }
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
    let map = self.map(.limit)
    let tier = map.required("tier")?.text()
    let perMinute = map["per_minute"]?.positive()
    let counts = map["counts"]?.choice(of: AccountLimit.Counted.self) ?? .requests
    let concurrent = map["concurrent"]?.whole(in: 1...1_000_000)
    let limits = KeyTable.limitKeys
    if isMap, limits.allSatisfy({ map[$0] == nil }) {
      report("a limit has one of \(quotedList(limits)), or several")
    }
    if map["per_minute"] == nil {
      if map["per_day"] == nil {
        map["counts"]?.report("'counts' says what 'per_minute' counts, which is missing")
      }
      map["burst"]?.report("'burst' says how many of 'per_minute' come at once, which is missing")
    }
    var paces = map["paces"]?.list().compactMap { $0.pace() } ?? []
    if let tokens = map["tokens_per_minute"]?.positive() {
      paces.append(.init(atMost: tokens, seconds: Rational(60), counts: .tokens))
    }
    if let daily = map["per_day"]?.positive() {
      paces.append(.init(atMost: daily, seconds: Rational(86_400), counts: counts))
    }
    let spend = map["spend_per_month"]?.positive()
    let evidence = map.required("evidence")?.evidence() ?? []
    if let place = map["evidence"], place.isList, place.items().isEmpty {
      place.report("a limit needs at least one source")
    }
    guard let tier else { return nil }
    return AccountLimit(
      tier: tier, perMinute: perMinute, counts: counts, burst: map["burst"]?.positive(),
      paces: paces, concurrent: concurrent, spendPerMonth: spend, evidence: evidence)
  }

  /// So much within any time of a length.
  private func pace() -> AccountLimit.Pace? {
    let map = self.map(.pace)
    guard let most = map.required("at_most")?.positive(),
      let seconds = map.required("seconds")?.positive()
    else { return nil }
    return AccountLimit.Pace(
      atMost: most, seconds: seconds,
      counts: map["counts"]?.choice(of: AccountLimit.Counted.self) ?? .requests)
  }

  /// A higher tier allows at least as much as every tier before it.
  private func checkOrder(of limit: AccountLimit, after lower: [AccountLimit]) {
    func check(_ key: String, _ number: (AccountLimit) -> Rational?) {
      guard let most = lower.last(where: { number($0) != nil }), let before = number(most),
        let now = number(limit), now < before
      else { return }
      value(of: key)?.report(
        "tiers go from the lowest to the highest; '\(now)' is below the '\(before)' of '\(most.tier)'"
      )
    }
    check("per_minute") { $0.counts == limit.counts ? $0.perMinute : nil }
    check("concurrent") { $0.concurrent.map { Rational($0) } }
    check("spend_per_month") { $0.spendPerMonth }
    for (key, seconds) in [("tokens_per_minute", 60), ("per_day", 86_400)] {
      let counted = key == "per_day" ? limit.counts : .tokens
      check(key) { other in
        other.paces.first { $0.seconds == Rational(seconds) && $0.counts == counted }?.atMost
      }
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
