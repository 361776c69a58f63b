import PricingRules

// Tables of keys of how an offer is called.
extension KeyTable {
  /// The keys that a shape has, and a binding adds to.
  private static let shapeKeys: [Key] = [
    .may("request", .list(.map(nativeField))), .may("free", .items(.text)),
    .may("snake_case", .truth),
    .may("reply", .list(.map(replyField))), .may("bill", .list(.map(billLine))),
  ]

  static let shape: KeyTable = KeyTable("shape", [.must("shape", .text)] + shapeKeys)

  static let noBinding: KeyTable = KeyTable("no_binding", [.must("none", .text)])

  static let nativeCall: KeyTable = KeyTable(
    "native_call",
    [
      .must("api", .text), .must("calls", .items(.any([.text, .map(address)]))),
      .may("models", .items(.text)), .may("model_at", .text), .may("model_default", .truth),
      .may("where", .list(.map(nativeCondition))), .may("like", .text),
      .may("always", .entries(.text)),
      .may("unsaid", .entries(.choice(of: NativeCall.Unsaid.self))),
      .must("evidence", .list(.map(evidence))),
    ] + shapeKeys)

  static let address: KeyTable = KeyTable(
    "address", [.must("address", .text), .may("sets", .entries(.text))])

  static let nativeCondition: KeyTable = KeyTable(
    "native_condition",
    [.must("at", .text), .may("is", .items(.text)), .may("given", .truth), .may("default", .text)],
    exactlyOne: ["is", "given"])

  static let billLine: KeyTable = KeyTable(
    "bill_line",
    [
      .must("export", .text), .must("pattern", .text), .may("reveals", .entries(.text)),
      .may("confidence", .choice(of: Confidence.self)),
    ])

  private static let readingKeys: [Key] = [
    .may("values", .entries(.anything)), .may("split", .text), .may("count", .truth),
    .may("sizes", .truth), .may("tokens", .map(tokens)),
    .may("unit", .choice(of: NativeReading.Unit.self)), .may("most", .truth),
  ]

  static let nativeField: KeyTable = KeyTable(
    "native_field",
    [
      .must("at", .text), .must("sets", .items(.text)), .may("required", .truth),
      .may("default", .text),
    ] + readingKeys)

  static let replyField: KeyTable = KeyTable(
    "reply_field",
    [.must("at", .items(.text)), .may("sets", .items(.text)), .may("meter", .text)] + readingKeys,
    exactlyOne: ["sets", "meter"])

  static let tokens: KeyTable = KeyTable(
    "tokens", [.must("bytes", .list(.number)), .must("about", .number), .may("added", .number)])
}
