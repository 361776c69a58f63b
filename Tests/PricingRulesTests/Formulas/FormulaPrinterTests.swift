import BillingTypes
import PricingRules
import Testing

@Suite("Printing of expressions")
struct FormulaPrinterTests {
  @Test("Reading what was printed gives the same tree", arguments: 0...5)
  func roundTrip(depth: Int) {
    var trees = RandomFormulas(seed: UInt64(depth))
    var wrong: [String] = []
    var count = 0
    while count < 1_000 {
      let tree = trees.anything(depth: depth)
      let text = tree.description
      guard text.utf8.count <= Formula.maximumLength, tree.operatorCount <= 256 else { continue }
      count += 1
      if (try? Formula(parsing: text)) != tree { wrong.append(text) }
    }
    #expect(wrong == [])
  }

  @Test(
    "A tree is printed with no more brackets than it needs",
    arguments: [
      ("((1 + 2)) + 3", "1 + 2 + 3"),
      ("1 + (2 + 3)", "1 + (2 + 3)"),
      ("(1 * 2) + (3 / 4)", "1 * 2 + 3 / 4"),
      ("(1 + 2) * 3", "(1 + 2) * 3"),
      ("a - (b - c)", "a - (b - c)"),
      ("-(a)", "-a"),
      ("-(a * b)", "-(a * b)"),
      ("(-a) * b", "-a * b"),
      ("not (a == b)", "not a == b"),
      ("(not a) == b", "(not a) == b"),
      ("not (a and b)", "not (a and b)"),
      ("(a < b) == c", "(a < b) == c"),
      ("min( a,b , (c) )", "min(a, b, c)"),
      ("rate[ (a), 720p ]", "rate[a, 720p]"),
      ("if((a or b), (1), (2))", "if(a or b, 1, 2)"),
      ("30.00 * 0.50", "30 * 0.5"),
    ])
  func minimalBrackets(text: String, printed: String) throws {
    #expect(try Formula(parsing: text).description == printed)
  }

  @Test(
    "A number is printed in full, however many decimals it has",
    arguments: ["0.000000000001", "0.0000000000001", "0.00000000000000000000000000000000000001"])
  func manyDecimals(text: String) throws {
    #expect(try Formula(parsing: "1 / " + text).description == "1 / " + text)
  }

  @Test("A fraction that a value wrote in takes the brackets of a division")
  func fractions() throws {
    let scope = EvaluationScope(values: [
      "third": .number(try Rational(1, over: 3)), "loss": .number(try Rational(-1, over: 3)),
    ])
    for (formula, printed) in [
      ("third + 1", "1/3 + 1"), ("third * 2", "1/3 * 2"), ("2 * third", "2 * (1/3)"),
      ("5 / third", "5 / (1/3)"), ("-third", "-(1/3)"), ("2 - loss", "2 - -(1/3)"),
    ] {
      let written = try Formula(parsing: formula).substituted(in: scope)
      #expect(written.description == printed)
    }
  }
}

extension Formula {
  /// How many operators between two values the tree has.
  var operatorCount: Int {
    var count = 0
    visit { node in
      if case .binary = node { count += 1 }
    }
    return count
  }
}
