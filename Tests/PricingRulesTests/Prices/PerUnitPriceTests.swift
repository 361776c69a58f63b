import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("Per-unit price")
struct PerUnitPriceTests {
  @Test(
    "Every unit costs its part of the block, exactly",
    arguments: [
      (quantity: "0", cost: "0"),
      (quantity: "1", cost: "0.00003"),
      (quantity: "7024", cost: "0.21072"),
      (quantity: "999999", cost: "29.99997"),
      (quantity: "1000000", cost: "30"),
      (quantity: "1000001", cost: "30.00003"),
      (quantity: "0.5", cost: "0.000015"),
      (quantity: "1000000000000000000000000000000", cost: "30000000000000000000000000"),
    ])
  func perMillion(quantity: String, cost: String) throws {
    let price = Price.perUnit(amount: Rational(30), per: Rational(1_000_000))
    #expect(try price.cost(of: Sample.number(quantity)) == Sample.number(cost))
  }

  @Test("A block that does not divide evenly stays a fraction")
  func fraction() throws {
    let price = Price.perUnit(amount: Rational(1), per: Rational(3))
    #expect(try price.cost(of: Rational(2)) == Rational(2, over: 3))
    #expect(try price.cost(of: Rational(3)) == .one)
  }

  @Test("A cost that does not fit is an error")
  func overflow() {
    let price = Price.perUnit(amount: Rational(2), per: .one)
    #expect(throws: NumberError.overflow) { try price.cost(of: Rational(Int128.max)) }
  }

  #if compiler(>=6.2)
    @Test("An empty block is a programming error")
    func emptyBlock() async {
      await #expect(processExitsWith: .failure) {
        _ = Price.perUnit(amount: Rational(1), per: .zero)
      }
    }
  #endif
}
