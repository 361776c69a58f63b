import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("Price steps")
struct PriceStepsTests {
  let steps = PriceSteps([
    (upTo: Rational(10), amount: Rational(3)), (upTo: Rational(20), amount: Rational(2)),
    (upTo: nil, amount: Rational(1)),
  ])

  @Test(
    "A bound is the largest quantity inside its step",
    arguments: [
      ("0", 3), ("9.999", 3), ("10", 3), ("10.000000000001", 2), ("20", 2), ("20.1", 1),
      ("1000000000000000000000000000000000000", 1),
    ])
  func reached(quantity: String, amount: Int) {
    #expect(steps.step(reachedBy: Sample.number(quantity)).amount == Rational(amount))
  }

  @Test("The model of a charge gets its amounts in the order of the steps")
  func models() throws {
    let bounds: [Rational?] = [Rational(10), nil]
    let amounts = [Rational(3), Rational(2)]
    let twenty = Rational(20)
    for (mode, cost) in [(TierMode.graduated, 50), (.volume, 40), (.cliff, 2)] {
      let model = ChargePrice.Model.tiered(mode, over: .request, upTo: bounds)
      #expect(try Price(model, amounts: amounts).cost(of: twenty) == Rational(cost))
    }
    let package = ChargePrice.Model.tiered(.package, over: .request, upTo: [Rational(6)])
    #expect(try Price(package, amounts: [Rational(3)]).cost(of: twenty) == Rational(12))
    let started = ChargePrice.Model.package(size: Rational(6))
    #expect(try Price(started, amounts: [Rational(3)]).cost(of: twenty) == Rational(12))
    let perUnit = ChargePrice.Model.perUnit(per: Rational(4))
    #expect(try Price(perUnit, amounts: [Rational(3)]).cost(of: twenty) == Rational(15))
    #expect(
      try Price(.flat, amounts: [Rational(3)]).cost(of: twenty) == Rational(3))
  }

  @Test("Only steps over the month depend on the month's total")
  func overMonth() {
    #expect(ChargePrice.Model.tiered(.volume, over: .month, upTo: [nil]).countsOverMonth)
    #expect(!ChargePrice.Model.tiered(.volume, over: .request, upTo: [nil]).countsOverMonth)
    #expect(!ChargePrice.Model.perUnit(per: .one).countsOverMonth)
    #expect(!ChargePrice.Model.flat.countsOverMonth)
  }

  #if compiler(>=6.2)
    @Test("Steps without a step are a programming error")
    func noSteps() async {
      await #expect(processExitsWith: .failure) {
        _ = Price(.tiered(.volume, over: .request, upTo: []), amounts: [])
      }
    }
  #endif
}
