import PricingRules
import WorkloadSimulator

// Tables of keys of a scenario.
extension KeyTable {
  static let scenario: KeyTable = KeyTable(
    "scenario",
    [
      .must("scenario", .text), .may("story", .text), .must("currency", .text),
      .must("start", .month), .must("months", .number), .may("as_of", .day),
      .must("features", .list(.map(feature))),
      .may("shared", .entries(.any([distribution, .map(sharedFactor)]))),
      .may("plans", .list(.any([.text, .map(subscription)]))), .may("overhead", .map(overhead)),
      .may("budget", .map(budget)),
      .may("correlations", .list(.map(correlation))), .may("purchases", .list(.map(purchase))),
      .may("monthly_variation", .any([.choice(["none"]), .number, .map(variation)])),
      .may("variants", .entries(.entries(.anything))),
      .may("defaults", .map(categoryDefaults)), .may("terms", .list(.map(agreement))),
      .may("exchange", .entries(.map(exchangeRate))),
      .may("fiscal_year_starts", .number),
    ])

  static let categoryDefaults: KeyTable = KeyTable(
    "category_defaults", of: MediaCategory.self, .entries(requestValue))

  static let variation: KeyTable = KeyTable(
    "variation",
    [.must("deviation", .number), .may("persistence", .number), .may("says", .text)])

  static let overhead: KeyTable = KeyTable(
    "overhead",
    [.may("per_vendor_month", .number), .may("integration", .map(integrationCosts))])

  static let integrationCosts: KeyTable = KeyTable(
    "integration_costs", of: Integration.self, .number)

  static let budget: KeyTable = KeyTable(
    "budget",
    [
      .may("month", .number), .may("year", .number),
      .may("basis", .choice(of: Budget.Basis.self)), .may("covers", .choice(of: BudgetCover.self)),
    ])

  static let subscription: KeyTable = KeyTable(
    "subscription", [.must("plan", .text), .may("from", .month), .may("to", .month)])

  static let purchase: KeyTable = KeyTable(
    "purchase", [.must("credit", .text), .must("month", .month), .must("packs", .number)])

  static let correlation: KeyTable = KeyTable(
    "correlation", [.must("between", .list(.text)), .must("rank", .number)])

  static let sharedFactor: KeyTable = KeyTable(
    "shared_factor", [.must("value", distribution), .may("moves", .list(.text))])

  /// What an agreement can be for.
  static let agreementScopes = ["provider", "model", "offer"]
  /// What an agreement says, at least one of them.
  static let agreementKinds = ["discount", "margin", "price", "commitment", "credits", "tax"]

  static let agreement: KeyTable = KeyTable(
    "agreement",
    agreementScopes.map { .may($0, .text) } + [
      .may("from", .day), .may("to", .day), .may("discount", .number), .may("margin", .number),
      .may("price", .entries(.number)), .may("commitment", .map(commitment)),
      .may("credits", .map(creditGrant)), .may("tax", .number),
    ], atLeastOne: agreementKinds)

  static let commitment: KeyTable = KeyTable(
    "commitment", [.must("amount", .number), .may("every", .choice(["month", "term"]))])

  static let creditGrant: KeyTable = KeyTable(
    "credit_grant", [.must("amount", .number), .may("expires", .day)])

  static let exchangeRate: KeyTable = KeyTable(
    "exchange_rate", [.must("rate", .number), .must("dated", .day), .must("source", .text)])

  static let terms: KeyTable = KeyTable(
    "terms", [.must("terms", .text), .must("agreements", .list(.map(agreement)))])

  static let mixPart: KeyTable = KeyTable(
    "mix_part", [.must("share", .number), .must("value", distribution)])

  /// An uncertain number, or a certain one.
  static let distribution: DataShape = DataShape.named(.distribution)

  static let uncertain: KeyTable = KeyTable(
    "uncertain",
    [
      .may("p10", .number), .may("p90", .number), .may("uniform", .list(.number)),
      .may("triangular", .list(.number)), .may("normal", .list(.number)),
      .may("beta", .list(.number)), .may("samples", .list(.number)),
      .may("mix", .list(.map(mixPart))),
    ], exactlyOne: ["p10", "uniform", "triangular", "normal", "beta", "samples", "mix"])

  static let around: KeyTable = KeyTable(
    "around",
    [.must("mean", distribution), .may("spread", .any([.choice(["none"]), distribution]))])

  /// A value of requests: text, an uncertain number, one that all have, or a list of sizes.
  static let requestValue: DataShape = DataShape.any([
    .text, .map(uncertain), .map(around), .list(.text),
  ])
}

extension NamedShape {
  /// An uncertain number, or a certain one.
  static let distribution: NamedShape = NamedShape("distribution") {
    .any([.number, .map(.uncertain)])
  }
}

/// What a budget is held against.
enum BudgetCover: String, CaseIterable { case bills, everything }
