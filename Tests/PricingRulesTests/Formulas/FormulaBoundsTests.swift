import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("FormulaBounds")
struct FormulaBoundsTests {
  static func interval(_ low: String, _ high: String) -> ValueRange {
    .number(Sample.number(low)...Sample.number(high))
  }

  /// x from -3 to 5, y from 2 to 4, n is 7, p either, t true, one or two words for w.
  static let scope = BoundsScope(
    ranges: [
      "x": .number(Rational(-3)...Rational(5)), "y": interval("2", "4"), "n": interval("7", "7"),
      "half": interval("0.5", "2.5"), "p": .boolean([true, false]), "t": .boolean([true]),
      "w": .choice(["low", "high"]), "low_only": .choice(["low"]), "s": interval("4", "6"),
    ],
    unbounded: ["mystery": "'mystery' is not known"],
    tables: [
      "grid": Sample.table([(["low"], "16"), (["medium"], "48"), (["high"], "96")]),
      "holes": Sample.table([
        (["low", "true"], "1"), (["low", "false"], "unknown"), (["high", "true"], "3"),
      ]),
      "price": Sample.table([(["4"], "7"), (["5.5"], "9"), (["8"], "0")]),
    ])

  @Test(
    "Numbers",
    arguments: [
      ("x + y", "-1", "9"), ("x - y", "-7", "3"), ("x - x", "-8", "8"), ("-x", "-5", "3"),
      ("x * y", "-12", "20"), ("x * x", "-15", "25"), ("n / y", "1.75", "3.5"),
      ("x / y", "-1.5", "2.5"), ("n - n", "0", "0"), ("min(x, y)", "-3", "4"),
      ("max(x, y)", "2", "5"), ("max(x, 7, y)", "7", "7"), ("abs(x)", "0", "5"),
      ("abs(y)", "2", "4"), ("abs(-y)", "2", "4"), ("ceil(half)", "1", "3"),
      ("floor(half)", "0", "2"), ("round_half_up(half)", "1", "3"),
      ("round_half_even(half)", "0", "2"), ("ceil_to(x, 4)", "0", "8"),
      ("ceil_to(x, y)", "-3", "9"), ("if(p, x, y)", "-3", "5"), ("if(t, y, x)", "2", "4"),
      ("if(x > 5, n, y)", "2", "4"), ("grid[low_only]", "16", "16"), ("grid[w]", "16", "96"),
      ("price[s]", "7", "9"), ("holes[w, true]", "1", "3"), ("holes[high, p]", "3", "3"),
      ("if(t, y, mystery)", "2", "4"), ("if(p, y, price[1])", "2", "4"),
    ])
  func numbers(text: String, low: String, high: String) {
    #expect(
      Sample.expression(text).bounds(in: Self.scope) == .within(Self.interval(low, high)))
  }

  @Test(
    "Conditions",
    arguments: [
      ("x < 6", [true]), ("x < -3", [false]), ("x <= -3", [true, false]), ("x < y", [true, false]),
      ("y > 1", [true]), ("y >= 2", [true]), ("y > 4", [false]), ("n == 7", [true]),
      ("n != 7", [false]), ("x == 6", [false]), ("x == y", [true, false]),
      ("w == low", [true, false]), ("w == medium", [false]), ("low_only == low", [true]),
      ("not p", [true, false]), ("not t", [false]), ("p and t", [true, false]),
      ("p and x > 5", [false]), ("p or y > 1", [true]), ("x > 5 and mystery > 1", [false]),
      ("y > 1 or mystery > 1", [true]), ("p == t", [true, false]),
    ] as [(String, Set<Bool>)])
  func conditions(text: String, truths: Set<Bool>) {
    #expect(Sample.expression(text).bounds(in: Self.scope) == .within(.boolean(truths)))
  }

  @Test(
    "What has no bounds says why",
    arguments: [
      ("n / x", "a divisor may be zero"), ("mystery + 1", "'mystery' is not known"),
      ("if(p, mystery, 1)", "'mystery' is not known"),
      ("p and mystery > 1", "'mystery' is not known"),
      ("holes[w, p]", "the cell holes[low, false] is not known"),
      ("ceil_to(n, x)", "the step of 'ceil_to' may not be positive"),
      (
        "100000000000000000000 * 100000000000000000000 * y",
        "the number is too large to be exact here (128 bits)"
      ),
    ])
  func unbounded(text: String, reason: String) {
    #expect(Sample.expression(text).bounds(in: Self.scope) == .unbounded(reason))
  }

  @Test("A table without a cell for any key has no value", arguments: ["price[n]", "grid[x] + 1"])
  func noValue(text: String) {
    #expect(Sample.expression(text).bounds(in: Self.scope) == .noValue)
  }

  @Test("A range holds its values and no others")
  func contains() {
    let numbers = Self.interval("2", "4")
    #expect(numbers.contains(.number(Rational(2))) && numbers.contains(.number(Rational(4))))
    #expect(!numbers.contains(.number(Rational(5))) && !numbers.contains(.choice("2")))
    #expect(ValueRange(.choice("low")) == .choice(["low"]))
    #expect(ValueRange.choice(["low"]).contains(.choice("low")))
    #expect(ValueRange(.boolean(true)).isSingle && !ValueRange.boolean([true, false]).isSingle)
    #expect(ValueRange(.number(.one)).isSingle && !numbers.isSingle)
  }
}
