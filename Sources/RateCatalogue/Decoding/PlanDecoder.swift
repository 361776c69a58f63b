import BillingTypes
import PricingRules

extension DataReader {
  /// Reads a plan.
  func plan(_ context: CardContext, credits: [Credit]) -> Plan? {
    let map = self.map(.plan)
    let id = map.required("plan")?.id(context, parts: 2)
    let fee = map.required("fee")?.map(.fee)
    let amount = fee?.required("amount")?.amount()
    let every = fee?["every"]?.choice(of: Plan.Interval.self) ?? .month
    var includes: [(key: String, quantity: Rational)] = []
    var otherIncludes = includes
    for (key, value) in map["includes"]?.entries() ?? [] {
      let key = value.allowanceKey(key, context, credits)
      guard let readings = value.amountReadings() else { continue }
      guard readings.count == 1 || readings.allSatisfy({ $0 > .zero }) else {
        value.report(
          "a reading of what is included is above 0; without any, nothing tells its worth")
        continue
      }
      includes.append((key, readings[0]))
      otherIncludes += readings.dropFirst().map { (key, $0) }
    }
    var overage: [(key: String, price: Plan.Overage)] = []
    var otherOverage: [(key: String, price: Rational)] = []
    for (key, value) in map["overage"]?.entries() ?? [] {
      let key = value.allowanceKey(key, context, credits)
      guard let (price, others) = value.overage() else { continue }
      overage.append((key, price))
      otherOverage += others.map { (key, $0) }
    }
    guard let id, let amount else { return nil }
    let plan = Plan(
      id: PlanID(id), name: map["name"]?.text() ?? id, fee: amount, every: every,
      billed: fee?["billed"]?.choice(of: Plan.Interval.self) ?? every,
      includes: includes, overage: overage,
      minimumSpend: map["minimum_spend"]?.amount(), expires: map["expires"]?.expiry(),
      validity: map["valid"]?.validity() ?? Validity(),
      evidence: map["evidence"]?.evidence() ?? [], otherIncludes: otherIncludes,
      otherOverage: otherOverage)
    checkDoubts(of: plan)
    return plan
  }

  /// Reads a credit.
  func credit(_ context: CardContext) -> Credit? {
    let map = self.map(.credit)
    guard let id = map.required("credit")?.id(context, parts: 2) else { return nil }
    let packs = map["packs"]?.list().compactMap { item -> Credit.Pack? in
      let fields = item.map(.pack)
      guard let credits = fields.required("credits")?.amount(),
        let price = fields.required("price")?.amount()
      else { return nil }
      guard credits > .zero else {
        item.report("a pack holds at least one credit")
        return nil
      }
      return Credit.Pack(credits: credits, price: price)
    }
    let source: Credit.DefaultSource
    switch map["default"]?.text() {
    case nil, PlanID.packs.rawValue: source = .pack
    case let plan?: source = .plan(PlanID(plan))
    }
    return Credit(
      id: CreditID(id), name: map["name"]?.text() ?? id, packs: packs ?? [], defaultSource: source,
      expires: map["expires"]?.expiry(), evidence: map["evidence"]?.evidence() ?? [])
  }

  /// The credit id or meter that an allowance is of; `credit` stands for the card's only credit.
  private func allowanceKey(_ key: String, _ context: CardContext, _ credits: [Credit]) -> String {
    if key == "credit" {
      if credits.count == 1 { return credits[0].id.rawValue }
      if credits.isEmpty { return "credits" }
      report("'credit' is unclear; the card has \(credits.count) credits, so write the id")
      return key
    }
    if credits.contains(where: { $0.id.rawValue == key }) || context.vocabulary.meters[key] != nil {
      return key
    }
    let known = credits.map(\.id.rawValue) + context.vocabulary.meters.keys.sorted()
    report("unknown credit or meter '\(key)'\(suggestion(for: key, among: known))")
    return key
  }

  private func overage() -> (price: Plan.Overage, others: [Rational])? {
    switch scalar {
    case "none": (Plan.Overage.none, [])
    case "unknown": (.unknown, [])
    default: amountReadings().map { (.price($0[0]), Array($0.dropFirst())) }
    }
  }

  /// How long something can be used: `never`, `unknown`, or a number of months or days.
  private func expiry() -> Expiry? {
    guard let text = text() else { return nil }
    if text == "never" { return .never }
    if text == "unknown" { return .unknown }
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    if words.count == 2, words[0].utf8.allSatisfy({ (48...57).contains($0) }),
      let count = Int(words[0]), (1...9999).contains(count)
    {
      switch words[1] {
      case "month", "months": return .months(count)
      case "day", "days": return .days(count)
      default: break
      }
    }
    report(
      "'\(Self.abridged(text))' is no period; write 'never', 'unknown', or a whole number from 1 to 9999 with its unit, such as '1 month', '12 months' or '365 days'"
    )
    return nil
  }
}
