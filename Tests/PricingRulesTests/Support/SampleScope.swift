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
    values = [
      "a": .number(number()), "b": .number(number()), "c": .number(number()),
      "p": .boolean(random.next() % 2 == 0), "q": .boolean(random.next() % 2 == 0),
      "quality": .choice(["low", "medium", "high"][Int(random.next() % 3)]),
      "seconds": .number([4, 5.5, 8].map { Sample.number("\($0)") }[Int(random.next() % 3)]),
    ]
  }

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
    "p": .boolean, "q": .boolean, "quality": .choice(["low", "medium", "high"]),
    "seconds": .number(.open, values: [4, 5.5, 8].map { Sample.number("\($0)") }),
  ]

  var evaluationScope: EvaluationScope {
    var scope = EvaluationScope(values: values, tables: Self.tables)
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
      values: values.mapValues(Self.slow), unknown: ["mystery"], tables: rows)
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
