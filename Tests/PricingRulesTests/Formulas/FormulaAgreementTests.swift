import BillingTypes
import PricingRules
import TestSupport
import Testing

/// Two readers of one formula: the evaluator and the oracle.
///
/// What is lowered is held to the oracle with whole offers, see ``RandomOfferLawTests``.
@Suite("Readers of expressions")
struct FormulaAgreementTests {
  typealias Outcome = Result<SlowValue, SlowError>

  static func evaluated(_ formula: Formula, in scope: SampleScope) -> Outcome {
    do throws(EvaluationError) {
      return .success(SampleScope.slow(try formula.evaluate(in: scope.evaluationScope)))
    } catch {
      return .failure(SlowError(error))
    }
  }

  static func expected(_ formula: Formula, in scope: SampleScope) -> Outcome {
    do throws(SlowError) {
      return .success(try scope.slowEvaluator.value(of: formula))
    } catch {
      return .failure(error)
    }
  }

  @Test(
    "Random formulas have one value, or one kind of error, for every reader",
    arguments: [1, 2, 3, 4, 5])
  func agreement(depth: Int) {
    var trees = RandomFormulas(seed: UInt64(depth))
    var wrong: [String] = []
    var kinds: [String: Int] = [:]
    for seed in 0..<600 {
      let scope = SampleScope(seed: UInt64(seed))
      var formula = trees.number(depth: depth)
      if seed % 5 == 0 {
        let sides = ["1", "0"].map(Sample.expression)
        formula = Formula(.call(.if, [trees.condition(depth: depth)] + sides))
      }
      let expected = Self.expected(formula, in: scope)
      if Self.evaluated(formula, in: scope) != expected { wrong.append("evaluated: \(formula)") }
      switch expected {
      case .success: kinds["value", default: 0] += 1
      case .failure(let error): kinds["\(error)", default: 0] += 1
      }
    }
    #expect(wrong == [])
    // Values and errors were met, and nothing that the checker would refuse.
    #expect(kinds["value", default: 0] > 200, "\(kinds)")
    #expect(kinds["divisionByZero", default: 0] > 0, "\(kinds)")
    #expect(kinds["meaningless"] == nil, "\(kinds)")
    if depth > 2 { #expect(kinds["overflow", default: 0] > 5, "\(kinds)") }
  }

  @Test("A formula with its values written in has the same value")
  func substitution() throws {
    var trees = RandomFormulas(seed: 6)
    var wrong: [String] = []
    for seed in 0..<600 {
      let scope = SampleScope(seed: UInt64(seed))
      let formula = trees.number(depth: 1 + seed % 4)
      guard let value = try? formula.number(in: scope.evaluationScope) else { continue }
      let text = formula.substituted(in: scope.evaluationScope).description
      let again = try? Formula(parsing: text).number(in: EvaluationScope())
      if again != value { wrong.append("\(formula) is not \(text)") }
    }
    #expect(wrong == [])
  }

  @Test("The checker accepts what is well formed")
  func checkerAccepts() {
    var trees = RandomFormulas(seed: 7)
    for _ in 0..<500 {
      // The table `rate` has a missing cell, so only the others are asked here.
      let formula = trees.number(depth: 3)
      guard !formula.description.contains("rate[") else { continue }
      var checker = FormulaChecker(
        types: SampleScope.types, tables: SampleScope.tables, lists: ["items": ["item", "twice"]])
      checker.checkNumber(formula)
      #expect(checker.problems == [], "\(formula)")
    }
  }

  @Test("What the checker accepts has a value, or an arithmetic reason for having none")
  func checkedFormulasMeanSomething() {
    var trees = RandomFormulas(seed: 8)
    var accepted = 0
    for seed in 0..<20_000 {
      let scope = SampleScope(seed: UInt64(seed % 10))
      let formula = trees.anything(depth: 1 + seed % 3)
      var checker = FormulaChecker(
        types: SampleScope.types, tables: SampleScope.tables, lists: ["items": ["item", "twice"]])
      guard checker.type(of: formula) != nil, checker.problems.isEmpty else { continue }
      accepted += 1
      let outcome = Self.evaluated(formula, in: scope)
      #expect(outcome != .failure(.meaningless), "\(formula)")
      #expect(outcome != .failure(.missingCell), "\(formula)")
      #expect(outcome == Self.expected(formula, in: scope), "\(formula)")
    }
    #expect(accepted > 500)
  }
}
