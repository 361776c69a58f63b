import BillingTypes
import TestSupport
import Testing

@testable import PricingRules

/// Sums over what a parameter counts.
@Suite("Sums over lists")
struct FormulaSumTests {
  /// Pictures with a width each, and an intermediate value that differs from picture to picture.
  static let offer = Sample.offer(
    parameters: [
      Sample.count("pictures", 0...4),
      Parameter(
        name: "width", domain: .integer(lower: 1, upper: 100, step: 1),
        defaultValue: .number(Rational(10)), unit: "px", each: "pictures"),
      Parameter(
        name: "detail", domain: .choice(["low", "high"]), defaultValue: .choice("low"), unit: nil,
        each: "pictures"),
    ],
    tables: ["base": Sample.table([(["low"], "1"), (["high"], "5")])],
    derivations: [
      Derivation(
        name: "tokens", expression: Sample.expression("base[detail] + ceil(width / 4)"),
        isMeter: false)
    ], charges: [])

  static func scope(_ values: [String: FormulaValue]) throws -> EvaluationScope {
    var scope = EvaluationScope(values: values, tables: offer.tables, lists: offer.lists)
    scope.values["tokens"] = .number(
      try Sample.expression("base[detail] + ceil(width / 4)").number(in: scope))
    return scope
  }

  @Test(
    "Each has its own value, or that of all; what depends on it is computed for each",
    arguments: [
      ("sum(pictures, 1)", "3"), ("sum(pictures, width)", "47"),
      // 1 + 8 for the first, 5 + 2 and 1 + 2 for those with the width of all.
      ("sum(pictures, tokens)", "19"), ("2 * sum(pictures, tokens) + pictures", "41"),
      ("sum(pictures, if(detail == high, 100, width))", "139"),
      ("sum(pictures, width) - pictures * 3", "38"),
    ])
  func values(text: String, value: String) throws {
    let scope = try Self.scope([
      "pictures": .number(Rational(3)), "width": .number(Rational(8)),
      "width_1": .number(Rational(31)), "width_4": .number(Rational(90)),
      "detail": .choice("low"), "detail_2": .choice("high"),
    ])
    #expect(try Sample.expression(text).number(in: scope) == Sample.number(value))
  }

  @Test("A sum over none is nothing, and what would fail is not asked")
  func none() throws {
    var scope = try Self.scope([
      "pictures": .number(.zero), "width": .number(Rational(8)), "detail": .choice("low"),
    ])
    #expect(try Sample.expression("sum(pictures, 1 / (width - 8))").number(in: scope) == .zero)
    scope.values["pictures"] = .number(.one)
    #expect(throws: EvaluationError.number(.divisionByZero)) {
      try Sample.expression("sum(pictures, 1 / (width - 8))").number(in: scope)
    }
  }

  @Test(
    "Values written in show each part, and what is alike as a product",
    arguments: [
      (["width_1": 31, "width_2": 5], "2 * (9 + 3)"), (["width_2": 5], "2 * (3 + 3)"),
      ([:], "2 * (2 * 3)"),
    ] as [([String: Int], String)])
  func substituted(single: [String: Int], text: String) throws {
    let common: [String: FormulaValue] = [
      "pictures": .number(Rational(2)), "width": .number(Rational(8)), "detail": .choice("low"),
    ]
    let scope = try Self.scope(
      common.merging(single.mapValues { .number(Rational($0)) }) { $1 })
    let formula = Sample.expression("2 * sum(pictures, tokens)")
    #expect(formula.substituted(in: scope).description == text)
  }

  static func problems(_ text: String, mayDiffer: Bool = false) -> [String] {
    var checker = FormulaChecker(
      types: Dictionary(
        (offer.parameters.map { ($0.name, $0.type) })
          + [("tokens", .number(.open, values: nil)), ("seconds", .number(.open, values: nil))],
        uniquingKeysWith: { $1 }),
      tables: offer.tables,
      lists: ["pictures": ["width", "detail", "tokens"], "clips": ["seconds"]],
      mayDiffer: mayDiffer)
    checker.checkNumber(Sample.expression(text))
    return checker.problems.map(\.description)
  }

  @Test(
    "What differs is read in a sum over what it differs by; sums go over what is counted and stand side by side",
    arguments: [
      (
        "pictures * width",
        "column 12: 'width' may differ from one to the next of 'pictures'; write 'sum(pictures, …)' around it"
      ),
      (
        "pictures * tokens",
        "column 12: 'tokens' may differ from one to the next of 'pictures'; write 'sum(pictures, …)' around it"
      ),
      (
        "if(detail == high, 1, 2)",
        "column 4: 'detail' may differ from one to the next of 'pictures'; write 'sum(pictures, …)' around it"
      ),
      (
        "base[detail]",
        "column 6: 'detail' may differ from one to the next of 'pictures'; write 'sum(pictures, …)' around it"
      ),
      (
        "sum(pictures, seconds)",
        "column 15: 'seconds' may differ from one to the next of 'clips'; write 'sum(clips, …)' around it"
      ),
      (
        "sum(width, 1)",
        "column 5: 'sum' goes over what a parameter counts, found 'width'; 'each' names 'clips', 'pictures'"
      ),
      (
        "sum(2, width)",
        "column 5: 'sum' goes over what a parameter counts, found '2'; 'each' names 'clips', 'pictures'"
      ),
      (
        "sum(pictures, sum(pictures, width))",
        "column 19: a 'sum' cannot stand in another one"
      ),
      ("sum(pictures, detail)", "column 15: expected a number, found a choice"),
    ])
  func mistakes(text: String, problem: String) {
    #expect(Self.problems(text) == [problem])
  }

  @Test("Side by side, and with what does not differ, sums are right")
  func right() {
    for text in [
      "sum(pictures, width) + sum(clips, seconds)", "sum(pictures, tokens * pictures)",
      "max(1, sum(pictures, if(detail == high, tokens, 1)))",
    ] {
      #expect(Self.problems(text).filter { !$0.contains("cannot meet") } == [], "\(text)")
    }
  }

  @Test("A sum has the unit of what is summed")
  func units() {
    var checker = FormulaChecker(
      types: ["n": .number(.open, values: nil), "w": .number(UnitSignature("px"), values: nil)],
      tables: [:], lists: ["n": ["w"]])
    checker.checkQuantity(Sample.expression("sum(n, w)"), meter: "m", unit: "second")
    #expect(
      checker.problems.map(\.description) == [
        "column 1: meter 'm' counts in second, but the expression is in px"
      ])
  }

  @Test("An intermediate value may differ, and then says by what")
  func differing() {
    var checker = FormulaChecker(
      types: ["n": .number(.open, values: nil), "w": .number(.open, values: nil)], tables: [:],
      lists: ["n": ["w"]], mayDiffer: true)
    checker.checkNumber(Sample.expression("max(w, 2) * n"))
    #expect(checker.problems == [] && checker.differing == ["n"])
  }
}
