import BillingTypes
import PricingRules
import TestSupport

/// One set of names, values and tables, as each of the readers of expressions wants it.
struct SampleScope {
  let values: [String: FormulaValue]

  /// Numbers that no test can choose better: small ones, fractions, and some that nearly overflow.
  init(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    func number() -> Rational {
      let bits = [3, 8, 30, 60, 120][Int(random.next() % 5)]
      let above = random.magnitude(bits: bits)
      let below = random.next() % 2 == 0 ? 1 : max(1, random.magnitude(bits: bits / 2))
      let sign: Int128 = random.next() % 3 == 0 ? -1 : 1
      return (try? Rational(sign * above, over: below)) ?? .one
    }
    var values: [String: FormulaValue] = [
      "a": .number(number()), "b": .number(number()), "c": .number(number()),
      "p": .boolean(random.next() % 2 == 0), "q": .boolean(random.next() % 2 == 0),
      "quality": .choice(["low", "medium", "high"][Int(random.next() % 3)]),
      "seconds": .number([4, 5.5, 8].map { Sample.number("\($0)") }[Int(random.next() % 3)]),
      "items": .number(Rational(Int(random.next() % 4))), "item": .number(number()),
    ]
    for place in 1...3 where random.next() % 2 == 0 { values["item_\(place)"] = .number(number()) }
    // As a reader has it who computed it for all alike.
    values["twice"] = (try? Self.twice.number(in: EvaluationScope(values: values))).map {
      .number($0)
    }
    self.values = values
  }

  static let twice = Sample.expression("item * 2 - a")

  /// Up to three items, each with a number of its own or that of all.
  static let lists = Sample.offer(
    parameters: [
      Sample.count("items", 0...3),
      Parameter(
        name: "item", domain: .decimal(lower: .zero, upper: .one), defaultValue: .number(.one),
        unit: nil, each: "items"),
    ],
    derivations: [Derivation(name: "twice", expression: twice, isMeter: false)],
    charges: []
  ).lists

  static let tables: [String: LookupTable] = [
    "grid": Sample.table([(["low"], "16"), (["medium"], "48"), (["high"], "96.5")]),
    // One cell is unknown and one is missing.
    "rate": Sample.table([
      (["low", "true"], "0.1"), (["low", "false"], "0.2"), (["medium", "true"], "unknown"),
      (["medium", "false"], "0.3"), (["high", "false"], "123456789.000001"),
    ]),
    "price": Sample.table([(["4"], "7"), (["5.5"], "9"), (["8"], "0")]),
  ]

  static let types: [String: FormulaType] = [
    "a": .number(.open, values: nil), "b": .number(.open, values: nil),
    "c": .number(.open, values: nil), "mystery": .number(.open, values: nil),
    "items": .number(.open, values: nil), "item": .number(.open, values: nil),
    "twice": .number(.open, values: nil), "p": .boolean, "q": .boolean,
    "quality": .choice(["low", "medium", "high"]),
    "seconds": .number(.open, values: [4, 5.5, 8].map { Sample.number("\($0)") }),
  ]

  var evaluationScope: EvaluationScope {
    var scope = EvaluationScope(values: values, tables: Self.tables, lists: Self.lists)
    scope.unknownNames = ["mystery"]
    return scope
  }

  var slowEvaluator: SlowEvaluator {
    let rows: [String: [[SlowValue]: ExactFraction?]] = Self.tables.mapValues { table in
      var cells: [[SlowValue]: ExactFraction?] = [:]
      for row in table.rows {
        let keys = row.keys.map(Self.slowKey)
        if case .amount(let amount) = row.cell {
          cells[keys] = .some(ExactFraction(amount))
        } else {
          cells[keys] = .some(nil)
        }
      }
      return cells
    }
    return SlowEvaluator(
      values: values.mapValues(Self.slow), unknown: ["mystery"], tables: rows,
      lists: Self.lists)
  }

  static func slow(_ value: FormulaValue) -> SlowValue {
    switch value {
    case .number(let number): .number(ExactFraction(number))
    case .boolean(let truth): .boolean(truth)
    case .choice(let word): .word(word)
    }
  }

  private static func slowKey(_ text: String) -> SlowValue {
    if let number = try? DecimalText.parse(text) { return .number(ExactFraction(number)) }
    return ["true": .boolean(true), "false": .boolean(false)][text] ?? .word(text)
  }
}
