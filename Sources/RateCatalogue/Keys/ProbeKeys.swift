import LiveProbe
import PricingRules

// Tables of keys of a recipe of a live probe.
extension KeyTable {
  static let recipe: KeyTable = KeyTable(
    "recipe",
    [
      .must("probe", .text), .must("title", .text), .may("offer", .text), .may("api", .text),
      .may("disabled", .text), .may("request", .entries(.text)), .may("words", .entries(.text)),
      .must("base", .text), .must("auth", .map(probeAuth)), .may("headers", .entries(.text)),
      .may("variables", .entries(.any([.text, .map(probeVariable)]))),
      .may("secret_words", .items(.text)), .may("follow_hosts", .items(.text)),
      .must("worst_case", .map(probeAmount)), .may("unit", .map(probeUnit)),
      .must("charged_on", .map(probeCharging)), .must("steps", .list(.map(probeStep))),
      .may("failures", .list(.map(probeFailure))), .may("asset", .map(probeAsset)),
      .may("questions", .list(.map(probeQuestion))), .must("evidence", .list(.map(evidence))),
    ])

  static let probeAuth: KeyTable = KeyTable(
    "probe_auth", [.must("header", .text), .may("format", .text), .must("secret", .text)])

  static let probeVariable: KeyTable = KeyTable(
    "probe_variable", [.must("from", .text), .may("default", .text)])

  static let probeAmount: KeyTable = KeyTable(
    "probe_amount", [.must("amount", .number), .may("currency", .text)])

  static let probeUnit: KeyTable = KeyTable(
    "probe_unit", [.must("name", .text), .must("worth", .number)])

  private static let billed: DataShape = DataShape.choice(of: ProbeBilled.self)

  static let probeCharging: KeyTable = KeyTable(
    "probe_charging",
    [.must("refusal", billed), .must("timeout", billed), .must("cancel", billed)])

  static let probeFailure: KeyTable = KeyTable(
    "probe_failure",
    [
      .may("status", .items(.number)), .may("at", .text), .may("begins", .text),
      .must("means", .choice(of: ProbeFailure.Kind.self)), .must("billed", billed),
    ], atLeastOne: ["status", "at"])

  static let probeAsset: KeyTable = KeyTable(
    "probe_asset",
    [
      .may("at", .text), .must("form", .choice(of: ProbeAsset.Form.self)),
      .may("kept_seconds", .number),
    ])

  static let probeQuestion: KeyTable = KeyTable(
    "probe_question", [.must("asks", .text), .may("settles", .items(.text))])

  /// The keys of which a step that sends something has one.
  static let probeMethods = ["get", "post", "put", "delete"]

  static let probeStep: KeyTable = KeyTable(
    "probe_step",
    [
      .must("step", .text), .must("role", .choice(of: ProbeStep.Role.self)), .may("paid", .truth),
      .may("send", .any([.choice(["body", "form"]), .entries(.anything)])),
      .may("headers", .entries(.text)), .may("auth", .map(probeOwnAuth)),
      .may("expect", .items(.number)), .may("save", .entries(.any([.text, .map(probeSave)]))),
      .may("state", .any([.list(.map(probeRule)), .map(probeStates)])), .may("every", .number),
      .may("timeout", .number),
    ] + probeMethods.map { .may($0, .text) })

  static let probeOwnAuth: KeyTable = KeyTable(
    "probe_own_auth", [.must("header", .text), .must("value", .text)])

  static let probeSave: KeyTable = KeyTable(
    "probe_save",
    [
      .may("at", .text), .may("header", .text), .may("list", .text),
      .may("where", .entries(.text)), .beside("of", .text), .may("optional", .truth),
      .may("times", .number),
    ], exactlyOne: ["at", "header", "list"])

  static let probeRule: KeyTable = KeyTable(
    "probe_rule",
    [
      .must("is", .choice(of: ProbeStates.State.self)),
      .must("all", .list(.map(probeCondition))),
    ])

  static let probeCondition: KeyTable = KeyTable(
    "probe_condition",
    [.must("at", .text), .may("is", .items(.text)), .may("there", .truth)])

  static let probeStates: KeyTable = KeyTable(
    "probe_states",
    [.must("at", .text)] + ProbeStates.State.allCases.map { .may($0.rawValue, .items(.text)) })
}
