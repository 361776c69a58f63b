import PricingRules

// Tables of keys of a rate card: decoders read by them, and the JSON Schema is made of them.
extension KeyTable {
  static let card: KeyTable = KeyTable(
    "card",
    [
      .must("provider", .text), .must("name", .text),
      .must("relation", .choice(of: ProviderRelation.self)), .must("currency", .text),
      .may("accounts", .list(.map(account))), .may("shapes", .list(.map(shape))),
      .may("offers", .list(.map(offer))), .may("plans", .list(.map(plan))),
      .may("credits", .list(.map(credit))), .may("reviewed", .items(.map(review))),
    ])

  static let validity: KeyTable = KeyTable(
    "validity",
    [
      .may("from", .day), .may("to", .day), .may("status", .choice(of: Validity.Status.self)),
      .may("successor", .text),
    ])

  static let evidence: KeyTable = KeyTable(
    "evidence",
    [
      .must("source", .text), .may("read", .day), .may("dated", .text), .may("says", .text),
      .must("confidence", .choice(of: Confidence.self)), .may("opens", .items(.text)),
      .may("url", .text), .may("scope", .choice(of: Evidence.Scope.self)), .may("region", .text),
    ], atLeastOne: ["read", "dated"])

  static let review: KeyTable = KeyTable("review", [.must("day", .day), .must("says", .text)])

  static let plan: KeyTable = KeyTable(
    "plan",
    [
      .must("plan", .text), .may("name", .text), .must("fee", .map(fee)),
      .may("includes", .entries(amountOrReadings)),
      .may("overage", .entries(.any([.choice(["none", "unknown"]), amountOrReadings]))),
      .may("minimum_spend", .number), .may("expires", .text), .may("valid", .map(validity)),
      .may("evidence", .list(.map(evidence))),
    ])

  static let fee: KeyTable = KeyTable(
    "fee",
    [
      .must("amount", .number), .may("every", .choice(of: Plan.Interval.self)),
      .may("billed", .choice(of: Plan.Interval.self)),
    ])

  static let credit: KeyTable = KeyTable(
    "credit",
    [
      .must("credit", .text), .may("name", .text), .may("packs", .list(.map(pack))),
      .may("default", .text), .may("expires", .text), .may("evidence", .list(.map(evidence))),
    ])

  static let pack: KeyTable = KeyTable(
    "pack", [.must("credits", .number), .must("price", .number)])

  static let readings: KeyTable = KeyTable("readings", [.must("readings", .list(.number))])

  private static let amountOrReadings: DataShape = DataShape.any([.number, .map(readings)])

  static let account: KeyTable = KeyTable(
    "account", [.must("account", .text), .must("tiers", .list(.map(limit)))])

  /// The keys of a limit that limit something.
  static let limitKeys = [
    "per_minute", "concurrent", "tokens_per_minute", "per_day", "paces", "spend_per_month",
  ]

  static let limit: KeyTable = KeyTable(
    "limit",
    [
      .must("tier", .text), .may("per_minute", .number),
      .may("counts", .choice(of: AccountLimit.Counted.self)), .may("burst", .number),
      .may("tokens_per_minute", .number), .may("per_day", .number),
      .may("paces", .list(.map(pace))), .may("concurrent", .number),
      .may("spend_per_month", .number), .must("evidence", .list(.map(evidence))),
    ], atLeastOne: limitKeys)

  static let pace: KeyTable = KeyTable(
    "pace",
    [
      .must("at_most", .number), .must("seconds", .number),
      .may("counts", .choice(of: AccountLimit.Counted.self)),
    ])
}
