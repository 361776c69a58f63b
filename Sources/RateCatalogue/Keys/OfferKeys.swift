import PricingRules

// Tables of keys of an offer.
extension KeyTable {
  static let offer: KeyTable = KeyTable(
    "offer",
    [
      .must("offer", .text), .must("model", .text), .may("summary", .text),
      .must("category", .choice(of: MediaCategory.self)),
      .must("integration", .choice(of: Integration.self)), .may("valid", .map(validity)),
      .may("parameters", .entries(.map(parameter))), .may("require", .list(.map(requirement))),
      .may("disputes", .entries(.map(dispute))), .may("tables", .entries(.named(.table))),
      .may("let", .entries(.text)),
      .may("estimates", .entries(.any([.text, .map(estimate)]))),
      .may("splits", .list(.map(split))), .must("charges", .list(.map(charge))),
      .may("service_tiers", .entries(.map(serviceTier))), .may("outcomes", .map(outcomes)),
      .may("capabilities", .items(.text)), .may("only_for", .items(.text)),
      .may("latency_seconds", .map(latency)),
      .may("limits", .any([.text, .list(.map(limit))])), .may("escrow", .number),
      .may("not_included", .items(.text)),
      .may("cautions", .items(.any([.text, .map(caution)]))),
      .must("evidence", .list(.map(evidence))), .may("examples", .list(.map(example))),
      .may("reviewed", .items(.map(review))),
      .may("native", .any([.map(noBinding), .list(.map(nativeCall))])),
    ])

  /// What a parameter is one of.
  static let domainKeys = ["one_of", "integer", "number"]

  static let parameter: KeyTable = KeyTable(
    "parameter",
    [
      .may("one_of", .list(.text)), .may("integer", .list(.number)),
      .may("number", .list(.number)), .may("step", .number), .may("default", .text),
      .may("unit", .text), .may("each", .text),
    ], exactlyOne: domainKeys)

  static let requirement: KeyTable = KeyTable(
    "requirement", [.must("that", .text), .must("else", .text)])

  static let dispute: KeyTable = KeyTable(
    "dispute", [.must("readings", .items(.text)), .may("when", .text), .must("says", .text)])

  static let estimate: KeyTable = KeyTable(
    "estimate",
    [
      .must("is", .text), .may("confidence", .choice(of: Confidence.self)),
      .may("spread", .map(spread)), .may("source", .text),
    ])

  static let spread: KeyTable = KeyTable("spread", [.must("low", .number), .must("high", .number)])

  static let split: KeyTable = KeyTable(
    "split", [.must("total", .text), .must("parts", .list(.text))])

  static let serviceTier: KeyTable = KeyTable(
    "service_tier", [.must("multiply", .number), .may("latency", .text)])

  static let outcomes: KeyTable = KeyTable(
    "outcomes", of: Outcome.self, .choice(of: OutcomeBilling.self))

  static let latency: KeyTable = KeyTable("latency", [.may("p50", .number), .may("p95", .number)])

  static let caution: KeyTable = KeyTable(
    "caution", [.must("says", .text), .may("opens", .items(.text))])

  static let example: KeyTable = KeyTable(
    "example",
    [
      .may("request", .entries(.text)), .may("parts", .items(.text)), .must("amount", .number),
      .may("printed", .text), .may("quantities", .entries(.number)), .may("as_of", .day),
      .may("plan", .text), .may("source", .text),
    ])

  static let charge: KeyTable = KeyTable(
    "charge",
    [
      .must("meter", .text), .may("quantity", .text), .may("price", prices), .may("per", .number),
      .may("model", .choice(["per_unit", "flat", "package"])), .may("tiers", .map(tiers)),
      .may("when", .text), .may("minimum", .number), .may("maximum", .number),
      .may("missing", .text), .may("in_doubt", .text), .may("evidence", .list(.map(evidence))),
    ], exactlyOne: ["price", "tiers"])

  static let datedPrice: KeyTable = KeyTable(
    "dated_price",
    [
      .may("from", .day), .must("amount", .text), .may("unit", .text), .may("known", .map(known)),
      .may("evidence", .list(.map(evidence))), .may("reviewed", .items(.map(review))),
    ])

  static let known: KeyTable = KeyTable("known", [.may("from", .day), .may("to", .day)])

  private static let prices: DataShape = DataShape.any([
    .text, .map(datedPrice), .list(.map(datedPrice)),
  ])

  static let tiers: KeyTable = KeyTable(
    "tiers",
    [
      .must("mode", .choice(of: TierMode.self)), .may("over", .choice(of: TierPeriod.self)),
      .must("steps", .list(.any([.map(step), .map(packageStep)]))), .may("unit", .text),
    ])

  static let step: KeyTable = KeyTable("step", [.may("up_to", .number), .must("price", prices)])

  static let packageStep: KeyTable = KeyTable(
    "package_step", [.may("size", .number), .must("price", prices)])
}

extension NamedShape {
  /// Maps inside maps, with a number or `unknown` in each cell.
  static let table: NamedShape = NamedShape("table") {
    .any([.number, .choice(["unknown"]), .entries(.named(.table))])
  }
}
