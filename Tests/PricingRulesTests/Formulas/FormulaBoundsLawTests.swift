import BillingTypes
import PricingRules
import TestSupport
import Testing

/// Random formulas over random ranges, against the evaluator.
@Suite("Laws of expression bounds")
struct FormulaBoundsLawTests {
  /// Two values for each name, and the ranges that they span.
  struct Box {
    let values: [[String: FormulaValue]]

    init(seed: UInt64) {
      values = [SampleScope(seed: seed).values, SampleScope(seed: seed &+ 0x5EED).values]
    }

    /// The ranges from one end to the other; names for which `isSingle` holds keep their first.
    func scope(isSingle: (String) -> Bool = { _ in false }) -> BoundsScope {
      var scope = BoundsScope(
        unbounded: ["mystery": "'mystery' is not known"], tables: SampleScope.tables)
      for (name, first) in values[0] {
        guard let second = values[1][name], !isSingle(name) else {
          scope.ranges[name] = ValueRange(first)
          continue
        }
        switch (first, second) {
        case (.number(let a), .number(let b)):
          scope.ranges[name] = .number(min(a, b)...max(a, b))
        case (.choice(let a), .choice(let b)): scope.ranges[name] = .choice([a, b])
        case (.boolean(let a), .boolean(let b)): scope.ranges[name] = .boolean([a, b])
        default: break
        }
      }
      return scope
    }

    /// Some values in the ranges: each name at one of its ends.
    func corner(_ random: inout SplitMix64) -> EvaluationScope {
      var scope = EvaluationScope(tables: SampleScope.tables)
      scope.unknownNames = ["mystery"]
      for name in values[0].keys.sorted() {
        scope.values[name] = values[Int(random.next() % 2)][name]
      }
      return scope
    }
  }

  /// What the bounds of a formula get wrong for one set of values; nil when nothing.
  static func mistake(
    _ formula: Formula, _ bounds: FormulaBounds, _ scope: EvaluationScope
  ) -> String? {
    do throws(EvaluationError) {
      let value = try formula.evaluate(in: scope)
      switch bounds {
      case .within(let range): return range.contains(value) ? nil : "\(value) outside \(range)"
      case .noValue: return "\(value) where no value is"
      case .unbounded: return nil
      }
    } catch {
      guard case .unknown = error, case .unbounded = bounds else {
        if case .unknown = error { return "\(bounds) where the value is not known" }
        return nil
      }
      return nil
    }
  }

  @Test("Every value of a formula lies within its bounds", arguments: [1, 2, 3, 4])
  func containment(depth: Int) {
    var trees = RandomFormulas(seed: UInt64(100 + depth))
    var random = SplitMix64(seed: 3)
    var wrong: [String] = []
    var bounded = 0
    for seed in 0..<500 {
      let box = Box(seed: UInt64(seed))
      let formula = seed % 5 == 0 ? trees.condition(depth: depth) : trees.number(depth: depth)
      let bounds = formula.bounds(in: box.scope())
      if case .within = bounds { bounded += 1 }
      for _ in 0..<12 {
        if let mistake = Self.mistake(formula, bounds, box.corner(&random)) {
          wrong.append("\(formula): \(mistake)")
        }
      }
    }
    #expect(wrong == [])
    #expect(bounded > 150)
  }

  @Test("With one value for each name the bounds are the value", arguments: [1, 2, 3, 4])
  func exactness(depth: Int) {
    var trees = RandomFormulas(seed: UInt64(200 + depth))
    for seed in 0..<500 {
      let formula = trees.number(depth: depth)
      let scope = SampleScope(seed: UInt64(seed)).evaluationScope
      guard let value = try? formula.evaluate(in: scope) else { continue }
      let bounds = formula.bounds(in: Box(seed: UInt64(seed)).scope { _ in true })
      // Only an end that does not fit 128 bits on the way may be missing.
      #expect(
        bounds == .within(ValueRange(value)) || bounds == .unbounded("\(NumberError.overflow)"),
        "\(formula)")
    }
  }

  @Test("Smaller ranges have no wider bounds", arguments: [1, 2, 3, 4])
  func monotony(depth: Int) {
    var trees = RandomFormulas(seed: UInt64(300 + depth))
    var wrong: [String] = []
    for seed in 0..<500 {
      let box = Box(seed: UInt64(seed))
      let formula = trees.number(depth: depth)
      let kept = trees.pick(["a", "b", "c", "p", "q", "quality", "seconds"])
      let large = formula.bounds(in: box.scope())
      switch (formula.bounds(in: box.scope { $0 == kept }), large) {
      case (.noValue, _), (_, .unbounded), (.unbounded("\(NumberError.overflow)"), _): break
      case (.within(.number(let small)), .within(.number(let large))):
        if small.lowerBound < large.lowerBound || small.upperBound > large.upperBound {
          wrong.append("\(formula): \(small) not in \(large)")
        }
      case (let small, let large): wrong.append("\(formula): \(small) not in \(large)")
      }
    }
    #expect(wrong == [])
  }
}
