import BillingTypes
import PricingRules
import TestSupport
import Testing

/// Laws that hold for every price model, with the exceptions that a model documents.
@Suite("Laws of prices")
struct PriceLawTests {
  /// A price with a name for messages.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let price: Price
  }

  static let steps = PriceSteps([
    (upTo: Rational(7), amount: Sample.number("0.09")), (upTo: Rational(31), amount: .one),
    (upTo: nil, amount: Sample.number("2.5")),
  ])
  static let fallingSteps = PriceSteps([
    (upTo: Rational(7), amount: Rational(5)), (upTo: Sample.number("31.5"), amount: .one),
    (upTo: nil, amount: .zero),
  ])

  static let flat = Case(
    testDescription: "flat", price: .flat(amount: Rational(7)))
  static let volume = Case(
    testDescription: "volume, rising", price: .volume(steps: steps))
  static let fallingVolume = Case(
    testDescription: "volume, falling", price: .volume(steps: fallingSteps))
  static let others = [
    Case(
      testDescription: "per unit",
      price: .perUnit(amount: Sample.number("0.07"), per: Rational(3))),
    Case(
      testDescription: "per unit, free", price: .perUnit(amount: .zero, per: .one)),
    Case(
      testDescription: "package",
      price: .package(amount: Sample.number("0.5"), size: Sample.number("2.5"))),
    Case(testDescription: "graduated", price: .graduated(steps: steps)),
    Case(
      testDescription: "graduated, falling",
      price: .graduated(steps: fallingSteps)),
    Case(testDescription: "cliff", price: .cliff(steps: steps)),
  ]

  /// Pairs of quantities, the smaller first, many of them on and around the bounds.
  static let pairs: [(less: Rational, more: Rational)] = {
    var random = SplitMix64(seed: 1)
    func quantity() -> Rational {
      let near = [Rational(0), Rational(7), Rational(31), Sample.number("31.5")]
      if random.next() % 3 == 0 { return near[Int(random.next() % 4)] }
      let number = try? Rational(Int128(random.next() % 5000), over: Int128(1 + random.next() % 60))
      return number ?? .zero
    }
    return (0..<600).map { _ in
      let (a, b) = (quantity(), quantity())
      return a < b ? (a, b) : (b, a)
    }
  }()

  @Test("Nothing costs nothing", arguments: others + [volume, fallingVolume])
  func zero(_ law: Case) throws {
    #expect(try law.price.cost(of: .zero) == .zero)
  }

  @Test("A flat price is the documented exception: it is charged for nothing, too")
  func flatZero() throws {
    #expect(try Self.flat.price.cost(of: .zero) == Rational(7))
  }

  @Test("More never costs less", arguments: others + [flat, volume])
  func monotone(_ law: Case) throws {
    for (less, more) in Self.pairs {
      #expect(
        try law.price.cost(of: less) <= law.price.cost(of: more),
        "\(less) and \(more)")
    }
  }

  @Test("A volume price that falls is the documented exception, and only across a bound")
  func fallingVolumeWithinAStep() throws {
    var crossed = 0
    for (less, more) in Self.pairs {
      let (a, b) = try (
        Self.fallingVolume.price.cost(of: less), Self.fallingVolume.price.cost(of: more)
      )
      if b < a {
        crossed += 1
        #expect(
          Self.fallingSteps.step(reachedBy: less) != Self.fallingSteps.step(reachedBy: more))
      }
    }
    #expect(crossed > 0)
  }

  @Test("A cost is never negative", arguments: others + [flat, volume, fallingVolume])
  func notNegative(_ law: Case) throws {
    for (less, more) in Self.pairs {
      #expect(try law.price.cost(of: less) >= .zero)
      #expect(try law.price.cost(of: more) >= .zero)
    }
  }

  @Test(
    "A graduated price of the whole is that of a part and then the rest",
    arguments: [steps, fallingSteps])
  func graduatedAdds(steps: PriceSteps) throws {
    let price = Price.graduated(steps: steps)
    for (part, whole) in Self.pairs {
      let rest = try Self.restCost(from: part, to: whole, steps)
      #expect(try price.cost(of: whole) == price.cost(of: part) + rest, "\(part) of \(whole)")
    }
  }

  /// What the units after `part` cost, each in its own step: overlap times amount.
  static func restCost(
    from part: Rational, to whole: Rational, _ steps: PriceSteps
  ) throws -> Rational {
    var cost = Rational.zero
    var begin = Rational.zero
    for step in steps.steps {
      let end = step.upTo ?? max(whole, begin)
      let overlap = try min(whole, end) - max(part, begin)
      if overlap > .zero { cost = try cost + overlap * step.amount }
      begin = end
    }
    return cost
  }

  @Test("A package costs at least its units, at most a package more, and the same when full")
  func packageAgainstUnits() throws {
    let (amount, size) = (Sample.number("0.7"), Sample.number("2.5"))
    let package = Price.package(amount: amount, size: size)
    let perUnit = Price.perUnit(amount: amount, per: size)
    for (less, more) in Self.pairs {
      for quantity in [less, more] {
        let (inPackages, inUnits) = try (package.cost(of: quantity), perUnit.cost(of: quantity))
        #expect(inPackages >= inUnits)
        #expect(try inPackages < inUnits + amount)
        #expect(try (inPackages == inUnits) == (quantity / size).isWhole)
      }
    }
  }

  @Test("One step without a bound is a price per unit, graduated or by volume")
  func oneStep() throws {
    let step = PriceSteps([(upTo: nil, amount: Sample.number("0.3"))])
    let perUnit = Price.perUnit(amount: Sample.number("0.3"), per: .one)
    for (_, quantity) in Self.pairs {
      #expect(try Price.graduated(steps: step).cost(of: quantity) == perUnit.cost(of: quantity))
      #expect(try Price.volume(steps: step).cost(of: quantity) == perUnit.cost(of: quantity))
    }
  }
}
