import BillingTypes
import CostAnalysis
import TestSupport
import Testing

@Suite("The split of a change of cost")
struct CostVarianceTests {
  /// An item of a profile: results, billed calls for one, units of a call, and what a unit costs.
  private static func item(
    _ key: String, _ results: String, calls: String, units: String, price: String?
  ) throws -> CostProfile.Item {
    let attempts = try Sample.number(results) * Sample.number(calls)
    let used = try attempts * Sample.number(units)
    return CostProfile.Item(
      key: key, results: Sample.number(results), attempts: attempts,
      uses: [
        .init(
          key: "seconds", units: used,
          cost: try price.map { try Money(rounding: used * Sample.number($0), in: .usd) })
      ])
  }

  private static func total(_ profile: CostProfile) throws -> Money {
    try Money.sum(profile.items.flatMap(\.uses).compactMap(\.cost), in: .usd)
  }

  private static func variance(
    _ pairs: [CostPair], sharesPrices: Bool = false
  ) throws -> CostVariance {
    try CostVariance(
      of: pairs,
      before: Money.sum(pairs.filter(\.isPlanned).map { try total($0.planned) }, in: .usd),
      after: Money.sum(pairs.map { try total($0.actual) }, in: .usd), sharesPrices: sharesPrices)
  }

  private static func texts(_ variance: CostVariance) -> [String] {
    variance.parts.map { $0.amount?.decimalText ?? "unknown" }
  }

  /// A: as many units for more calls; B: fewer units at a higher price; C: not planned.
  static let planned = Result {
    CostProfile([
      try item("A", "600", calls: "1.25", units: "8", price: "0.10"),
      try item("B", "400", calls: "1.10", units: "8", price: "0.05"),
    ])
  }
  static let actual = Result {
    CostProfile([
      try item("A", "600", calls: "1.40", units: "8", price: "0.10"),
      try item("B", "540", calls: "1.10", units: "6", price: "0.06"),
      try item("C", "60", calls: "1.20", units: "5", price: "0.30"),
    ])
  }

  @Test("The example that was worked out by hand comes out to the last digit, effect by effect")
  func example() throws {
    let pair = CostPair(planned: try Self.planned.get(), actual: try Self.actual.get())
    let variance = try Self.variance([pair])
    #expect(variance.before == Sample.usd("776"))
    #expect(variance.after == Sample.usd("993.84"))
    #expect(variance.parts.map(\.effect) == VarianceEffect.allCases)
    #expect(
      Self.texts(variance) == ["155.2", "-47.04", "61.44", "-59.4", "72", "35.64", "0"])
    #expect(try variance.change() == Sample.usd("217.84"))
    #expect(try variance.unexplained() == .zero(in: .usd))
  }

  @Test("What stays as it is has no effect, even where nobody knows what it costs")
  func nothing() throws {
    let same = try Self.planned.get()
    #expect(Self.texts(try Self.variance([CostPair(planned: same, actual: same)])) == zeros)
    let open = CostProfile([try Self.item("A", "600", calls: "1.25", units: "8", price: nil)])
    let pair = CostPair(planned: open, actual: open)
    #expect(Self.texts(try Self.variance([pair], sharesPrices: true)) == zeros)
    // With other prices, the same that nobody knows may cost another amount.
    #expect(try Self.variance([pair]).change() == nil)
  }

  private let zeros = ["0", "0", "0", "0", "0", "0", "0"]

  @Test(
    "A cost that becomes unknown leaves price open and nothing else; one that was unknown leaves all open"
  )
  func unknown() throws {
    let known = CostProfile([try Self.item("A", "600", calls: "1", units: "8", price: "0.10")])
    let open = CostProfile([try Self.item("A", "900", calls: "1", units: "8", price: nil)])
    let becomes = try Self.variance([CostPair(planned: known, actual: open)])
    #expect(Self.texts(becomes) == ["240", "0", "0", "0", "0", "unknown", "0"])
    #expect(becomes.parts[5].unknown == ["A: seconds"])
    #expect(try becomes.change() == nil)
    #expect(try becomes.unexplained() == nil)
    let was = try Self.variance([CostPair(planned: open, actual: known)])
    #expect(
      Self.texts(was) == [
        "unknown", "unknown", "0", "unknown", "unknown", "unknown", "0",
      ])
  }

  @Test("A group that was not planned has no volume before, and what is new in it is new")
  func newGroup() throws {
    let average = CostProfile([try Self.item("A", "100", calls: "1", units: "1", price: "2")])
    let month = CostProfile([try Self.item("A", "30", calls: "1", units: "1", price: "3")])
    let later = try Self.variance([CostPair(planned: average, actual: month, isPlanned: false)])
    #expect(later.before == .zero(in: .usd))
    #expect(Self.texts(later) == ["60", "0", "0", "0", "0", "30", "0"])
    let feature = try Self.variance([CostPair(planned: CostProfile([]), actual: month)])
    #expect(Self.texts(feature) == ["0", "0", "90", "0", "0", "0", "0"])
    let gone = try Self.variance([CostPair(planned: average, actual: CostProfile([]))])
    #expect(Self.texts(gone) == ["-200", "0", "0", "0", "0", "0", "0"])
  }

  @Test("What credits come to is an effect of plans, how many a unit costs one of prices")
  func credits() throws {
    func profile(_ credits: String, _ cost: String) -> CostProfile {
      CostProfile([
        .init(
          key: "A", results: Sample.number("10"), attempts: Sample.number("10"),
          uses: [
            .init(
              key: "seconds", units: Sample.number("100"),
              payment: .plan(counted: Sample.number(credits)), cost: Sample.usd(cost))
          ])
      ])
    }
    // 200 credits at 0.05 become 300 at 0.04.
    let pair = CostPair(planned: profile("200", "10"), actual: profile("300", "12"))
    #expect(Self.texts(try Self.variance([pair])) == ["0", "0", "0", "0", "0", "5", "-3"])
  }

  @Test("Effects of random pairs add up exactly, and each is what fractions of any size come to")
  func law() throws {
    var random = SplitMix64(seed: 18)
    for _ in 0..<300 {
      let pairs = try (0..<1 + random.below(3)).map { _ in
        CostPair(
          planned: try Self.profile(&random), actual: try Self.profile(&random))
      }
      let variance = try Self.variance(pairs)
      #expect(try variance.unexplained() == .zero(in: .usd))
      let oracle = pairs.map(Oracle.effects).reduce([ExactFraction](repeating: .zero, count: 6)) {
        zip($0, $1).map { $0 + $1 }
      }
      for (part, exact) in zip(variance.parts, oracle) {
        let difference = ExactFraction(part.known.units) - exact
        let size = difference < .zero ? -difference : difference
        // Two roundings of a running total, and ratios with twelve decimals.
        #expect(size < ExactFraction(Sample.number("0.00000001")), "\(part.effect)")
      }
    }
  }

  private static func profile(_ random: inout SplitMix64) throws -> CostProfile {
    let keys = ["A", "B", "C"].filter { _ in random.below(3) > 0 }
    return CostProfile(
      try keys.map { key in
        try item(
          key, "\(1 + random.below(2000))", calls: "1.\(random.below(100))",
          units: "\(1 + random.below(12)).\(random.below(10))", price: "0.0\(1 + random.below(99))")
      })
  }
}

/// The formulas of the split with fractions of any size.
private enum Oracle {
  private typealias Number = ExactFraction

  /// Volume, mix, new offers, units, outcome and price of a group.
  static func effects(_ pair: CostPair) -> [ExactFraction] {
    let (plan, actual) = (pair.planned.items.map(Item.init), pair.actual.items.map(Item.init))
    let (q0, q1) = (sum(plan.map(\.results)), sum(actual.map(\.results)))
    let c0 = q0 == .zero ? .zero : sum(plan.map { $0.results * $0.cost }) / q0
    var effects = [(q1 - q0) * c0, .zero, .zero, .zero, .zero, .zero]
    for own in plan where q1 != .zero {
      let share = (actual.first { $0.key == own.key }?.results ?? .zero) / q1 - own.results / q0
      effects[1] = effects[1] + q1 * share * (own.cost - c0)
    }
    for own in actual {
      guard let was = plan.first(where: { $0.key == own.key }) else {
        effects[2] = effects[2] + own.results * (own.cost - c0)
        continue
      }
      effects[3] = effects[3] + own.results * was.calls * (own.units - was.units) * was.price
      effects[4] = effects[4] + own.results * (own.calls - was.calls) * own.units * was.price
      effects[5] = effects[5] + own.results * own.calls * own.units * (own.price - was.price)
    }
    return effects
  }

  private static func sum(_ numbers: [ExactFraction]) -> ExactFraction {
    numbers.reduce(.zero) { $0 + $1 }
  }

  private struct Item {
    let key: String
    let results: ExactFraction
    let calls: ExactFraction
    let units: ExactFraction
    let price: ExactFraction

    init(_ item: CostProfile.Item) {
      key = item.key
      results = ExactFraction(item.results)
      calls = ExactFraction(item.attempts) / results
      units = ExactFraction(item.uses[0].units) / ExactFraction(item.attempts)
      price =
        ExactFraction(item.uses[0].cost?.units ?? .zero) / ExactFraction(item.uses[0].units)
    }

    /// What one result costs.
    var cost: ExactFraction { calls * units * price }
  }
}
