import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("Limits of expressions")
struct FormulaLimitTests {
  static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  static func error(of text: String) -> FormulaError? {
    do throws(FormulaError) {
      _ = try Formula(parsing: text)
      return nil
    } catch {
      return error
    }
  }

  @Test("A text of 8192 bytes is read, one of 8193 is not")
  func length() throws {
    let longest = Self.repeated(" ", 8191) + "1"
    #expect(try Formula(parsing: longest).constant == .one)
    let error = try #require(Self.error(of: " " + longest))
    #expect(
      error.description
        == "column 8193: the expression is larger than allowed (8192 bytes)")
  }

  @Test(
    "Ten thousand of anything is too long, and said to be so",
    arguments: ["(", "-", "not ", "1+", "min(", "a[", "if(", "9", "a", ".", "é"])
  func tenThousand(text: String) throws {
    let error = try #require(Self.error(of: Self.repeated(text, 10_000)))
    #expect(error.fact == .tooLarge(limit: "8192 bytes"))
  }

  @Test(
    "As many opening marks as fit are too deep, and said to be so",
    arguments: [("(", 64), ("-", 64), ("not ", 256), ("min(", 256), ("a[", 128), ("1-(", 96)])
  func tooDeep(text: String, offset: Int) throws {
    let error = try #require(Self.error(of: Self.repeated(text, 8192 / text.utf8.count)))
    #expect(error == FormulaError(offset: offset, fact: .tooLarge(limit: "64 levels")))
  }

  @Test("63 brackets nest, 64 are one level too deep")
  func depth() throws {
    let deepest = Self.repeated("(", 63) + "1" + Self.repeated(")", 63)
    #expect(try Formula(parsing: deepest).constant == .one)
    #expect(
      Self.error(of: "(\(deepest))")?.description
        == "column 65: the expression is larger than allowed (64 levels)")
    #expect(Formula.maximumDepth == 64)
  }

  @Test("A chain of 256 operators is read, one of 257 is not")
  func chain() throws {
    let longest = "1" + Self.repeated("+1", 256)
    #expect(try Formula(parsing: longest).number(in: EvaluationScope()) == Rational(257))
    #expect(
      Self.error(of: longest + "+1")?.description
        == "column 514: the expression is larger than allowed (256 operators)")
    #expect(Self.error(of: "1" + Self.repeated("+1", 4000))?.offset == 513)
    #expect(Formula.maximumOperators == 256)
  }

  @Test("The deepest trees that are read can be walked by every reader")
  func deepestTrees() throws {
    // Chains in brackets at the left end of chains: every operator is one level of the tree.
    let open = Self.repeated("(", 60)
    let limit = open + "1" + Self.repeated(Self.repeated("+1", 4) + ")", 60)
    let tree = try Formula(parsing: limit)
    #expect(try tree.number(in: EvaluationScope()) == Rational(241))
    #expect(try Formula(parsing: tree.description) == tree)
    let offer = Sample.offer(
      derivations: [Derivation(name: "result", expression: tree, isMeter: true)],
      charges: [Sample.charge("result", Sample.price("1"))])
    #expect(try Sample.quote(offer).amount?.units == Rational(241))
    // 8 kB of the same used to be read, as a tree of 4000 levels.
    let beyond = open + "1" + Self.repeated(Self.repeated("+1", 66) + ")", 60)
    #expect(Self.error(of: beyond)?.fact == .tooLarge(limit: "256 operators"))
  }
}
