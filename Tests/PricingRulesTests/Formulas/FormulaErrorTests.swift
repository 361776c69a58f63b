import BillingTypes
import PricingRules
import Testing

@Suite("Errors of expressions")
struct FormulaErrorTests {
  @Test(
    "A mistake is named with its column, what was found and what would be right",
    arguments: [
      ("", "column 1: the expression ends where a number, a name or '(' is expected"),
      ("   ", "column 4: the expression ends where a number, a name or '(' is expected"),
      ("1 +", "column 4: the expression ends where a number, a name or '(' is expected"),
      ("1 + * 2", "column 5: found '*' where a number, a name or '(' is expected"),
      ("and", "column 1: found 'and' where a number, a name or '(' is expected"),
      ("a or or b", "column 6: found 'or' where a number, a name or '(' is expected"),
      ("not", "column 4: the expression ends where a number, a name or '(' is expected"),
      ("(1", "column 3: the expression ends where ')' is expected"),
      ("(1]", "column 3: found ']' where ')' is expected"),
      ("1)", "column 2: found ')' where an operator or the end is expected"),
      ("a b", "column 3: found 'b' where an operator or the end is expected"),
      ("1,000", "column 2: found ',' where an operator or the end is expected"),
      ("2(3)", "column 2: found '(' where an operator or the end is expected"),
      ("(a)[1]", "column 4: found '[' where an operator or the end is expected"),
      ("1.5x", "column 4: found 'x' where an operator or the end is expected"),
      ("min(1, 2", "column 9: the expression ends where ')' is expected"),
      ("min(1 2)", "column 7: found '2' where ')' is expected"),
      ("min(1,)", "column 7: found ')' where a number, a name or '(' is expected"),
      ("min()", "column 5: found ')' where a number, a name or '(' is expected"),
      ("grid[low", "column 9: the expression ends where ']' is expected"),
      ("grid[]", "column 6: found ']' where a number, a name or '(' is expected"),
      (
        "1 + not a",
        "column 5: found 'not' where a value (a 'not' needs brackets here) is expected"
      ),
      ("1 $ 2", "column 3: '$' has no meaning in an expression"),
      ("a = b", "column 3: '=' has no meaning in an expression"),
      ("a & b", "column 3: '&' has no meaning in an expression"),
      ("a % b", "column 3: '%' has no meaning in an expression"),
      ("!a", "column 1: '!' has no meaning in an expression"),
      ("'low'", "column 1: ''' has no meaning in an expression"),
      ("a + é", "column 5: 'é' has no meaning in an expression"),
      ("a × b", "column 3: '×' has no meaning in an expression"),
      (".5", "column 1: '.' has no meaning in an expression"),
      ("1.", "column 2: '.' has no meaning in an expression"),
      ("1.2.3", "column 4: '.' has no meaning in an expression"),
      ("a < b < c", "column 3: comparisons do not chain; write 'a < b and b < c'"),
      ("1 + a == b != c", "column 7: comparisons do not chain; write 'a < b and b < c'"),
      ("ceil(1, 2)", "column 1: 'ceil' takes 1 argument, found 2"),
      ("1 + ceil_to(1)", "column 5: 'ceil_to' takes 2 arguments, found 1"),
      ("2 * sum(1)", "column 5: 'sum' takes 2 arguments, found 1"),
      ("if(a, b)", "column 1: 'if' takes 3 arguments, found 2"),
      ("min(1, 2, 3, 4, 5, 6, 7, 8, 9)", "column 1: 'min' takes 1 to 8 arguments, found 9"),
      (
        "2 * total(1)",
        "column 5: no function is called 'total'; functions are 'if', 'min', 'max', 'ceil', "
          + "'floor', 'abs', 'round_half_up', 'round_half_even', 'ceil_to', 'isqrt', 'sum'"
      ),
      (
        "1 + 999999999999999999999999999999999999999999",
        "column 5: the number is too large to be exact here (128 bits)"
      ),
    ])
  func parserMessage(text: String, message: String) {
    #expect(throws: FormulaError.self) { try Formula(parsing: text) }
    do throws(FormulaError) {
      _ = try Formula(parsing: text)
    } catch {
      #expect(error.description == message)
    }
  }

  @Test("A column counts bytes, so that editors and messages agree on plain text")
  func columnsCountBytes() throws {
    let error = try #require(throws: FormulaError.self) { try Formula(parsing: "a\n+ $") }
    #expect(error.offset == 4)
    #expect(error.fact == .illegalCharacter("$"))
  }

  @Test(
    "The facts that only the checker finds have their words",
    arguments: [
      (
        .unknownName("secnds", known: ["seconds", "width"]),
        "unknown name 'secnds'; did you mean 'seconds'?"
      ),
      (.unknownName("x", known: []), "unknown name 'x'"),
      (
        .unknownName("zzzzzz", known: ["seconds", "width"]),
        "unknown name 'zzzzzz'; known are 'seconds', 'width'"
      ),
      (.unknownTable("grid", known: []), "unknown table 'grid'; the offer has no tables"),
      (
        .unknownTable("gird", known: ["grid", "rate"]),
        "unknown table 'gird'; tables are 'grid', 'rate'"
      ),
      (
        .wrongKeyCount(table: "grid", expected: 1, found: 2),
        "table 'grid' is looked up with 1 key, found 2"
      ),
      (
        .wrongKeyCount(table: "rate", expected: 2, found: 1),
        "table 'rate' is looked up with 2 keys, found 1"
      ),
      (
        .openKey(table: "grid", key: "a + 1"),
        "'a + 1' has no finite list of values, so table 'grid' cannot have a cell for each"
      ),
      (
        .missingCell(table: "rate", keys: ["high", "true"]),
        "table 'rate' has no cell for 'high', 'true'; write the price, or 'unknown'"
      ),
      (.wrongType(expected: "a number", found: "a choice"), "expected a number, found a choice"),
      (
        .unitMismatch(left: "second", right: "px"),
        "a quantity in second and one in px cannot meet in one sum or comparison"
      ),
      (
        .unitDoesNotFit(meter: "video_seconds", unit: "second", found: "px^2"),
        "meter 'video_seconds' counts in second, but the expression is in px^2"
      ),
      (
        .notAValue("hihg", of: ["low", "high"]),
        "'hihg' is not a legal value; values are 'low', 'high'"
      ),
      (.tooLarge(limit: "64 levels"), "the expression is larger than allowed (64 levels)"),
    ] as [(FormulaError.Fact, String)])
  func checkerMessage(fact: FormulaError.Fact, message: String) {
    #expect(fact.description == message)
    #expect(FormulaError(offset: 6, fact: fact).description == "column 7: \(message)")
  }

  @Test(
    "The reasons why a formula has no value have their words",
    arguments: [
      (.noValue("a"), "'a' has no value"),
      (.unknown("the cell rate[high]"), "the cell rate[high] is not known"),
      (
        .missingCell(table: "rate", keys: ["high", "5"]),
        "table 'rate' has no cell for 'high', '5'"
      ),
      (.number(.divisionByZero), "division by zero"),
      (.stepNotPositive(.zero), "the step of 'ceil_to' must be positive, was 0"),
      (.wrongType("'a + b'"), "'a + b' has the wrong kind of value"),
    ] as [(EvaluationError, String)])
  func evaluationMessage(error: EvaluationError, message: String) {
    #expect(error.description == message)
  }
}
