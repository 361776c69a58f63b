import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("Graduated price")
struct GraduatedPriceTests {
  let price = Price.graduated(
    steps: PriceSteps([
      (upTo: Rational(1000), amount: Sample.number("0.08")),
      (upTo: Rational(5000), amount: Sample.number("0.06")),
      (upTo: nil, amount: Sample.number("0.05")),
    ]))

  @Test(
    "Each unit costs the price of its own step",
    arguments: [
      (quantity: "0", cost: "0"),
      (quantity: "1", cost: "0.08"),
      (quantity: "999", cost: "79.92"),
      (quantity: "999.5", cost: "79.96"),
      (quantity: "1000", cost: "80"),
      (quantity: "1000.5", cost: "80.03"),
      (quantity: "1001", cost: "80.06"),
      (quantity: "1500", cost: "110"),
      (quantity: "4999", cost: "319.94"),
      (quantity: "5000", cost: "320"),
      (quantity: "5001", cost: "320.05"),
      (quantity: "1000000000000", cost: "50000000070"),
    ])
  func steps(quantity: String, cost: String) throws {
    #expect(try price.cost(of: Sample.number(quantity)) == Sample.number(cost))
  }

  @Test("The cost is that of counting the units one by one")
  func unitByUnit() throws {
    let steps = PriceSteps([
      (upTo: Rational(3), amount: Rational(5)), (upTo: Rational(4), amount: Rational(9)),
      (upTo: Rational(9), amount: Rational(0)), (upTo: nil, amount: Rational(2)),
    ])
    let graduated = Price.graduated(steps: steps)
    var counted = 0
    for unit in 1...30 {
      counted += unit <= 3 ? 5 : unit <= 4 ? 9 : unit <= 9 ? 0 : 2
      #expect(try graduated.cost(of: Rational(unit)) == Rational(counted))
    }
  }

  @Test("Beyond the last bound the last step goes on")
  func beyondTheLastBound() throws {
    let bounded = Price.graduated(
      steps: PriceSteps([
        (upTo: Rational(10), amount: Rational(3)), (upTo: Rational(20), amount: Rational(2)),
      ]))
    #expect(try bounded.cost(of: Rational(20)) == Rational(50))
    #expect(try bounded.cost(of: Rational(25)) == Rational(60))
  }

  @Test("A cost that does not fit is an error")
  func overflow() {
    let price = Price.graduated(steps: PriceSteps([(upTo: nil, amount: Rational(2))]))
    #expect(throws: NumberError.overflow) { try price.cost(of: Rational(Int128.max)) }
  }
}
