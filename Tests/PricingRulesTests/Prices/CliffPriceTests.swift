import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("Cliff price")
struct CliffPriceTests {
  let price = Price.cliff(
    steps: PriceSteps([
      (upTo: Rational(5), amount: Sample.number("0.30")),
      (upTo: Rational(10), amount: Sample.number("0.90")),
      (upTo: nil, amount: Sample.number("2.00")),
    ]))

  @Test(
    "The reached step costs its amount once, and nothing costs nothing",
    arguments: [
      (quantity: "0", cost: "0"),
      (quantity: "0.001", cost: "0.3"),
      (quantity: "4.999", cost: "0.3"),
      (quantity: "5", cost: "0.3"),
      (quantity: "5.001", cost: "0.9"),
      (quantity: "5.1", cost: "0.9"),
      (quantity: "10", cost: "0.9"),
      (quantity: "10.001", cost: "2"),
      (quantity: "170141183460469231731687303715884105727", cost: "2"),
    ])
  func steps(quantity: String, cost: String) throws {
    #expect(try price.cost(of: Sample.number(quantity)) == Sample.number(cost))
  }

  @Test("Beyond the last bound the last step goes on")
  func beyondTheLastBound() throws {
    let bounded = Price.cliff(steps: PriceSteps([(upTo: Rational(5), amount: Rational(3))]))
    #expect(try bounded.cost(of: Rational(6)) == Rational(3))
  }
}
