import BillingTypes
import PricingRules
import Testing

@Suite("Reading of expressions")
struct FormulaParserTests {
  @Test(
    "Operators bind by their precedence, equal ones from the left",
    arguments: [
      (text: "1 + 2 * 3", tree: "(1 + (2 * 3))"),
      (text: "1 * 2 + 3", tree: "((1 * 2) + 3)"),
      (text: "1 - 2 - 3", tree: "((1 - 2) - 3)"),
      (text: "1 - (2 - 3)", tree: "(1 - (2 - 3))"),
      (text: "8 / 4 / 2", tree: "((8 / 4) / 2)"),
      (text: "8 / 4 * 2", tree: "((8 / 4) * 2)"),
      (text: "1 + 2 < 3 * 4", tree: "((1 + 2) < (3 * 4))"),
      (text: "a < b and c < d", tree: "((a < b) and (c < d))"),
      (text: "a and b or c and d", tree: "((a and b) or (c and d))"),
      (text: "a or b and c or d", tree: "((a or (b and c)) or d)"),
      (text: "not a and b", tree: "((not a) and b)"),
      (text: "not a or b", tree: "((not a) or b)"),
      (text: "not a == b", tree: "(not (a == b))"),
      (text: "not not a", tree: "(not (not a))"),
      (text: "a and not b", tree: "(a and (not b))"),
      (text: "(not a) == b", tree: "((not a) == b)"),
      (text: "-a * b", tree: "((-a) * b)"),
      (text: "a * -b", tree: "(a * (-b))"),
      (text: "-a - -b", tree: "((-a) - (-b))"),
      (text: "--a", tree: "(-(-a))"),
      (text: "-(a + b)", tree: "(-(a + b))"),
      (text: "- 5", tree: "(-5)"),
      (text: "a == b or c != d", tree: "((a == b) or (c != d))"),
      (text: "a <= b", tree: "(a <= b)"),
      (text: "a >= b", tree: "(a >= b)"),
      (text: "(a < b) < c", tree: "((a < b) < c)"),
      (text: "min(1, 2 + 3) * 4", tree: "(min(1, (2 + 3)) * 4)"),
      (text: "if(a or b, 1, -2)", tree: "if((a or b), 1, (-2))"),
      (text: "rate[size, not audio] * seconds", tree: "(rate[size, (not audio)] * seconds)"),
      (text: "((1))", tree: "1"),
    ])
  func precedence(text: String, tree: String) throws {
    #expect(try Formula(parsing: text).bracketed == tree)
  }

  @Test("Every pair of operators binds as the table of precedences says")
  func everyPair() throws {
    let levels: [[String]] = [
      ["or"], ["and"], ["==", "!=", "<", "<=", ">", ">="], ["+", "-"], ["*", "/"],
    ]
    for (first, left) in levels.enumerated() {
      for (second, right) in levels.enumerated() {
        for a in left {
          for b in right where first != second || first != 2 {
            let tree = first >= second ? "((x \(a) y) \(b) z)" : "(x \(a) (y \(b) z))"
            #expect(try Formula(parsing: "x \(a) y \(b) z").bracketed == tree)
          }
        }
      }
    }
  }

  @Test(
    "White space means nothing, apart from ending a word",
    arguments: ["a+b*2", " a + b * 2 ", "a\n  +\tb *\r\n2", "a +b* 2"])
  func whiteSpace(text: String) throws {
    #expect(try Formula(parsing: text) == Formula(parsing: "a + b * 2"))
  }

  @Test(
    "A number is exact and its writing does not matter",
    arguments: [("0.0667", 667, 10_000), ("30.00", 30, 1), ("007", 7, 1), ("0.5", 1, 2)])
  func numbers(text: String, numerator: Int, denominator: Int) throws {
    let number = try Rational(Int128(numerator), over: Int128(denominator))
    #expect(try Formula(parsing: text).node == .number(number))
    #expect(try Formula(parsing: text).constant == number)
  }

  @Test(
    "A word may begin with digits, as the values of choices do",
    arguments: ["720p", "4k", "1024x1024", "1e6", "1_000", "_x", "resolution", "notable", "order"])
  func words(text: String) throws {
    #expect(try Formula(parsing: text).node == .name(text))
  }

  @Test("The name of a function is an ordinary name where no bracket follows")
  func functionNames() throws {
    #expect(try Formula(parsing: "min + if").bracketed == "(min + if)")
    #expect(try Formula(parsing: "min[low]").bracketed == "min[low]")
  }

  @Test("Truth values are words of the language")
  func truthValues() throws {
    #expect(try Formula(parsing: "true").node == .boolean(true))
    #expect(try Formula(parsing: "false").node == .boolean(false))
  }

  @Test("Trees are equal wherever they stood in the text")
  func equality() throws {
    let tree = try Formula(parsing: "ceil(a / 2)")
    let moved = try Formula(parsing: "   ceil( a/2 )")
    #expect(tree == moved)
    #expect(Set([tree, moved]).count == 1)
    #expect(tree.offset == 0)
    #expect(moved.offset == 3)
    #expect(try tree != Formula(parsing: "ceil(a / 3)"))
  }

  @Test("A tree lists its names once, in the order of the text, and not its tables")
  func names() throws {
    let tree = try Formula(parsing: "rate[b, a] * min(a, c) + if(d, 1, b)")
    #expect(tree.names == ["b", "a", "c", "d"])
  }
}

extension Formula {
  /// The tree with brackets around every operator.
  var bracketed: String {
    func list(_ items: [Formula]) -> String {
      items.map(\.bracketed).joined(separator: ", ")
    }
    switch node {
    case .number(let number): return number.description
    case .boolean(let truth): return truth ? "true" : "false"
    case .name(let name): return name
    case .unary(.minus, let operand): return "(-\(operand.bracketed))"
    case .unary(.not, let operand): return "(not \(operand.bracketed))"
    case .binary(let symbol, let left, let right):
      return "(\(left.bracketed) \(symbol.rawValue) \(right.bracketed))"
    case .call(let function, let arguments): return "\(function.rawValue)(\(list(arguments)))"
    case .lookup(let table, let keys): return "\(table)[\(list(keys))]"
    }
  }
}
