import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("Checking of expressions")
struct FormulaCheckerTests {
  static let types: [String: FormulaType] = [
    "seconds": .number(UnitSignature("second"), values: nil),
    "width": .number(UnitSignature("px"), values: nil),
    "height": .number(UnitSignature("px"), values: nil),
    "images": .number(UnitSignature("image"), values: nil),
    "requests": .number(UnitSignature("request"), values: nil),
    "factor": .number(.open, values: nil),
    "fps": .number(UnitSignature("frame"), values: [Rational(24), Rational(30)]),
    "quality": .choice(["low", "high"]),
    "resolution": .choice(["720p", "4k"]),
    "audio": .boolean,
  ]

  static let tables: [String: LookupTable] = [
    "grid": Sample.table([(["low"], "16"), (["high"], "96")]),
    "rate": Sample.table([
      (["720p", "true"], "0.1"), (["720p", "false"], "0.2"), (["4k", "true"], "unknown"),
    ]),
    "speed": Sample.table([(["24"], "1"), (["30"], "1.25")]),
  ]

  static func checker() -> FormulaChecker {
    FormulaChecker(types: types, tables: tables, counts: ["image", "request"])
  }

  /// The problems of a quantity for a meter.
  static func problems(_ text: String, unit: String) -> [String] {
    var checker = Self.checker()
    checker.checkQuantity(Sample.expression(text), meter: "m", unit: unit)
    return checker.problems.map(\.description)
  }

  @Test(
    "A quantity in the meter's unit fits, counts vanish in products, open numbers fit",
    arguments: [
      "seconds", "ceil(seconds)", "images * seconds", "images * requests * seconds",
      "seconds * width / height", "seconds / images", "seconds + 5", "max(4, seconds)",
      "ceil_to(seconds, 5)", "if(audio, seconds, 0)", "-seconds", "2 * width", "width / 1000",
      "grid[quality] * width", "factor", "factor * width * height", "5", "grid[quality]",
      "if(quality == low, seconds, 2 * seconds)", "abs(seconds - 5)",
      "min(seconds, seconds * images)",
    ])
  func fits(text: String) {
    #expect(Self.problems(text, unit: "second") == [])
  }

  @Test(
    "A quantity in another unit does not fit",
    arguments: [
      ("width", "px"), ("width * height", "px^2"), ("seconds * width", "px * second"),
      ("seconds * seconds", "second^2"), ("1 * 1 + width", "px"), ("images", "plain numbers"),
      ("images * width", "px"), ("width / height", "plain numbers"),
      ("images / seconds", "second^-1"),
      ("max(width, 5)", "px"), ("if(audio, width, 0)", "px"), ("ceil(width)", "px"),
    ])
  func doesNotFit(text: String, found: String) {
    #expect(
      Self.problems(text, unit: "second") == [
        "column 1: meter 'm' counts in second, but the expression is in \(found)"
      ])
  }

  @Test("A meter that counts takes any count, a plain ratio and open numbers, and no measure")
  func counts() {
    for text in ["images", "requests", "images * requests", "width / height", "1", "factor"] {
      #expect(Self.problems(text, unit: "image") == [], "\(text)")
    }
    #expect(
      Self.problems("seconds * images", unit: "image") == [
        "column 1: meter 'm' counts in image, but the expression is in second"
      ])
  }

  @Test(
    "Two units do not meet in one sum, comparison or choice",
    arguments: [
      ("seconds + width", 11), ("seconds - width", 11), ("min(seconds, width)", 14),
      ("max(1, seconds, 2, width)", 20), ("ceil_to(seconds, width)", 18),
      ("if(audio, seconds, width)", 20), ("if(seconds < width, 1, 2)", 14),
      ("if(seconds == width, 1, 2)", 15), ("2 + seconds + width", 15),
    ])
  func unitsDoNotMeet(text: String, column: Int) {
    #expect(
      Self.problems(text, unit: "second") == [
        "column \(column): a quantity in second and one in px cannot meet in one sum or comparison"
      ])
  }

  @Test("A root of a square has the unit of its side, and counts vanish")
  func rootUnits() {
    for text in ["isqrt(width * height)", "isqrt(width * height * images)", "isqrt(factor)"] {
      #expect(Self.problems(text, unit: "px") == [], "\(text)")
    }
    #expect(
      Self.problems("isqrt(width * height)", unit: "second") == [
        "column 1: meter 'm' counts in second, but the expression is in px"
      ])
  }

  @Test(
    "A root of what is no square has no unit",
    arguments: [
      ("isqrt(width)", "px"), ("isqrt(width * seconds)", "px * second"),
      ("isqrt(width * width * height)", "px^3"), ("isqrt(images * width)", "px"),
    ])
  func rootOfNoSquare(text: String, unit: String) {
    #expect(
      Self.problems(text, unit: "px") == [
        "column 7: 'isqrt' of a quantity in \(unit) has no unit; it needs a square, such as width * height"
      ])
  }

  @Test(
    "A value of the wrong kind is refused",
    arguments: [
      ("audio + 1", "column 1: expected a number, found a condition"),
      ("1 + quality", "column 5: expected a number, found a choice"),
      ("-audio", "column 2: expected a number, found a condition"),
      ("ceil(quality)", "column 6: expected a number, found a choice"),
      ("audio", "column 1: expected a number, found a condition"),
      ("if(seconds, 1, 2)", "column 4: expected a condition, found a number"),
      ("if(not seconds, 1, 2)", "column 8: expected a condition, found a number"),
      ("if(audio and 1, 1, 2)", "column 14: expected a condition, found a number"),
      ("if(audio, 1, quality)", "column 14: expected a number, found a choice"),
      ("if(audio, quality, 1)", "column 20: expected a choice, found a number"),
      ("if(quality == 1, 1, 2)", "column 15: expected a choice, found a number"),
      ("if(audio == quality, 1, 2)", "column 13: expected a condition, found a choice"),
      ("if(audio < 1, 1, 2)", "column 4: expected a number, found a condition"),
    ])
  func wrongKind(text: String, problem: String) {
    #expect(Self.problems(text, unit: "second") == [problem])
  }

  @Test(
    "A name that does not exist is refused with the nearest one",
    arguments: [
      ("secnds * 2", "column 1: unknown name 'secnds'; did you mean 'seconds'?"),
      ("2 * hight", "column 5: unknown name 'hight'; did you mean 'height'?"),
      (
        "low + 1",
        "column 1: unknown name 'low'; known are 'audio', 'factor', 'fps', 'height', 'images', "
          + "'quality', 'requests', 'resolution', 'seconds', 'width'"
      ),
      ("gird[quality]", "column 1: unknown table 'gird'; tables are 'grid', 'rate', 'speed'"),
    ])
  func unknownName(text: String, problem: String) {
    #expect(Self.problems(text, unit: "second") == [problem])
  }

  @Test("A word compared with a choice is one of its values, on either side")
  func choiceValues() {
    #expect(Self.problems("if(quality == low, 1, 2)", unit: "second") == [])
    #expect(Self.problems("if(720p != resolution, 1, 2)", unit: "second") == [])
    let message = "'720p' is not a legal value; values are 'low', 'high'"
    #expect(
      Self.problems("if(quality == 720p, 1, 2)", unit: "second") == ["column 15: \(message)"])
    #expect(Self.problems("if(720p == quality, 1, 2)", unit: "second") == ["column 4: \(message)"])
  }

  @Test("Every problem is reported, in the order of the text")
  func everyProblem() {
    #expect(
      Self.problems("secnds + ceil(audio) * nope[low]", unit: "second").count == 1,
      "a sum stops at its first side")
    #expect(
      Self.problems("if(secnds, ceil(audio), nope[low])", unit: "second").map { $0.prefix(10) } == [
        "column 4: ", "column 17:", "column 25:",
      ])
  }

  @Test("A condition is checked as one")
  func conditions() {
    var checker = Self.checker()
    checker.checkCondition(Sample.expression("width * height <= 8294400 and audio"))
    #expect(checker.problems == [])
    checker.checkCondition(Sample.expression("width * height"))
    #expect(
      checker.problems.map(\.description) == ["column 1: expected a condition, found a number"])
  }
}
