import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("Values of expressions")
struct FormulaEvaluatorTests {
  static let scope: EvaluationScope = {
    var scope = EvaluationScope(
      values: [
        "quality": .choice("medium"), "audio": .boolean(true), "seconds": .number(Rational(8)),
        "fps": .number(Sample.number("29.97")),
      ],
      tables: [
        "grid": Sample.table([(["low"], "16"), (["medium"], "48")]),
        "rate": Sample.table([
          (["low", "true"], "0.1"), (["medium", "true"], "unknown"), (["medium", "false"], "0.2"),
        ]),
        "speed": Sample.table([(["24"], "1"), (["29.97"], "1.25")]),
      ])
    scope.unknownNames = ["tokens"]
    return scope
  }()

  @Test(
    "A formula has its exact value",
    arguments: [
      ("1 / 3 * 3", "1"),
      ("0.1 + 0.2", "0.3"),
      ("7 - 10", "-3"),
      ("-seconds", "-8"),
      ("ceil(1025 * 1024 / 1048576)", "2"),
      ("ceil(1024 * 1024 / 1048576)", "1"),
      ("ceil(-1.5)", "-1"),
      ("floor(-1.5)", "-2"),
      ("floor(1.999)", "1"),
      ("abs(-0.5)", "0.5"),
      ("abs(0.5)", "0.5"),
      ("round_half_even(2.5)", "2"),
      ("round_half_even(3.5)", "4"),
      ("round_half_even(-2.5)", "-2"),
      ("round_half_even(16 * 672 / 1024)", "10"),
      ("round_half_up(2.5)", "3"),
      ("round_half_up(-2.5)", "-2"),
      ("round_half_up(2.4999)", "2"),
      ("ceil_to(10.1, 5)", "15"),
      ("ceil_to(10, 5)", "10"),
      ("ceil_to(0, 5)", "0"),
      ("ceil_to(-1, 5)", "0"),
      ("ceil_to(0.0101, 0.001)", "0.011"),
      ("isqrt(0)", "0"),
      ("isqrt(0.99)", "0"),
      ("isqrt(15.9999)", "3"),
      ("isqrt(16)", "4"),
      ("isqrt(1536 * 3)", "67"),
      ("isqrt(1536 / 3)", "22"),
      ("isqrt(170141183460469231731687303715884105727)", "13043817825332782212"),
      ("min(3, 1, 2)", "1"),
      ("max(3, 1, 4)", "4"),
      ("min(5)", "5"),
      ("max(1, 2, 3, 4, 5, 6, 7, 8)", "8"),
      ("if(seconds > 5, 1, 2)", "1"),
      ("if(seconds >= 8.1, 1, 2)", "2"),
      ("if(quality == medium, 1, 2)", "1"),
      ("if(quality != medium, 1, 2)", "2"),
      ("if(high == quality, 1, 2)", "2"),
      ("if(audio == true, 1, 2)", "1"),
      ("if(not audio, 1, 2)", "2"),
      ("if(audio and seconds == 8.0, 1, 2)", "1"),
      ("if(seconds < 8 or seconds <= 8, 1, 2)", "1"),
      ("grid[quality] * 2", "96"),
      ("grid[low]", "16"),
      ("rate[quality, not audio]", "0.2"),
      ("speed[fps]", "1.25"),
      ("speed[24]", "1"),
      ("speed[48 / 2]", "1"),
    ])
  func values(text: String, value: String) throws {
    let formula = try Formula(parsing: text)
    #expect(try formula.number(in: Self.scope) == DecimalText.parse(value))
  }

  @Test(
    "Only what decides is computed",
    arguments: [
      "if(audio, 1, 1 / 0)", "if(not audio, tokens, 1)", "if(audio or 1 / 0 == 1, 1, 2)",
      "if(not audio and tokens == 1, 2, 1)", "if(seconds > 5, 1, rate[medium, true])",
    ])
  func laziness(text: String) throws {
    #expect(try Formula(parsing: text).number(in: Self.scope) == .one)
  }

  @Test(
    "A formula without a value says why",
    arguments: [
      ("1 / 0", "division by zero"),
      ("1 / (seconds - 8)", "division by zero"),
      ("ceil_to(seconds, 0)", "the step of 'ceil_to' must be positive, was 0"),
      ("ceil_to(seconds, -0.5)", "the step of 'ceil_to' must be positive, was -0.5"),
      ("isqrt(seconds - 9)", "'isqrt' needs a number from 0 up, was -1"),
      ("tokens * 0", "'tokens' is not known"),
      ("rate[quality, audio]", "the cell rate[medium, true] is not known"),
      ("rate[low, not audio]", "table 'rate' has no cell for 'low', 'false'"),
      ("speed[30]", "table 'speed' has no cell for '30'"),
      ("other[low]", "'other' has no value"),
      ("quality + 1", "'quality' has the wrong kind of value"),
      ("if(seconds, 1, 2)", "'seconds' has the wrong kind of value"),
      ("seconds + nothing", "'nothing' has the wrong kind of value"),
      (
        "170141183460469231731687303715884105727 + 1",
        "the number is too large to be exact here (128 bits)"
      ),
    ])
  func errors(text: String, message: String) throws {
    let formula = try Formula(parsing: text)
    let error = try #require(throws: EvaluationError.self) { try formula.number(in: Self.scope) }
    #expect(error.description == message)
  }

  @Test("A truth value and a word are values too")
  func otherKinds() throws {
    let scope = Self.scope
    #expect(try Formula(parsing: "seconds > 5").evaluate(in: scope) == .boolean(true))
    #expect(try Formula(parsing: "quality").evaluate(in: scope) == .choice("medium"))
    #expect(try Formula(parsing: "audio").truth(in: scope))
    #expect(FormulaValue.number(Sample.number("5.0")).description == "5")
    #expect(FormulaValue.boolean(false).description == "false")
    #expect(FormulaValue.choice("720p").description == "720p")
  }
}

@Suite("Look-up tables")
struct LookupTableTests {
  @Test("A cell is found by all its keys, and only by them")
  func cells() {
    let table = Sample.table([(["low", "true"], "0.1"), (["high", "true"], "unknown")])
    #expect(table[["low", "true"]] == .amount(Sample.number("0.1")))
    #expect(table[["high", "true"]] == .unknown)
    #expect(table[["high", "false"]] == nil)
    #expect(table[["low"]] == nil)
    #expect(table[["true", "low"]] == nil)
  }

  @Test("Two tables with the same cells are equal, whatever their order")
  func equality() {
    let table = Sample.table([(["a"], "1"), (["b"], "2")])
    #expect(table == Sample.table([(["b"], "2"), (["a"], "1.0")]))
    #expect(table != Sample.table([(["a"], "1")]))
    #expect(table != Sample.table([(["a"], "1"), (["b"], "unknown")]))
  }
}
