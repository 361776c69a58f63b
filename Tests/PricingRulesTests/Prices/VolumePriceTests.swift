import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("Volume price")
struct VolumePriceTests {
  let price = Price.volume(
    steps: PriceSteps([
      (upTo: Rational(1000), amount: Sample.number("0.08")),
      (upTo: Rational(5000), amount: Sample.number("0.06")),
      (upTo: nil, amount: Sample.number("0.05")),
    ]))

  @Test(
    "Every unit costs the price of the step that the total reaches",
    arguments: [
      (quantity: "0", cost: "0"),
      (quantity: "1", cost: "0.08"),
      (quantity: "999", cost: "79.92"),
      (quantity: "1000", cost: "80"),
      (quantity: "1000.5", cost: "60.03"),
      (quantity: "1001", cost: "60.06"),
      (quantity: "5000", cost: "300"),
      (quantity: "5001", cost: "250.05"),
      (quantity: "1000000000000", cost: "50000000000"),
    ])
  func steps(quantity: String, cost: String) throws {
    #expect(try price.cost(of: Sample.number(quantity)) == Sample.number(cost))
  }

  @Test("Just past a bound more costs less, which is what the model does")
  func moreCostsLess() throws {
    #expect(try price.cost(of: Rational(1001)) < price.cost(of: Rational(1000)))
    #expect(try price.cost(of: Rational(5001)) < price.cost(of: Rational(5000)))
  }

  @Test("Beyond the last bound the last step goes on")
  func beyondTheLastBound() throws {
    let bounded = Price.volume(
      steps: PriceSteps([
        (upTo: Rational(10), amount: Rational(3)), (upTo: Rational(20), amount: Rational(2)),
      ]))
    #expect(try bounded.cost(of: Rational(21)) == Rational(42))
  }

  @Test("A cost that does not fit is an error")
  func overflow() {
    let price = Price.volume(steps: PriceSteps([(upTo: nil, amount: Rational(2))]))
    #expect(throws: NumberError.overflow) { try price.cost(of: Rational(Int128.max)) }
  }
}
