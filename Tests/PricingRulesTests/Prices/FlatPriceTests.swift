import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("Flat price")
struct FlatPriceTests {
  @Test(
    "The amount is charged once, whatever the quantity, also for none",
    arguments: ["0", "0.001", "1", "1000", "170141183460469231731687303715884105727"])
  func once(quantity: String) throws {
    let price = Price.flat(amount: Sample.number("7.00"))
    #expect(try price.cost(of: Sample.number(quantity)) == Rational(7))
  }
}
