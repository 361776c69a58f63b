import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("Package price")
struct PackagePriceTests {
  let price = Price.package(amount: Sample.number("0.50"), size: Rational(5))

  @Test(
    "A started package is paid in full",
    arguments: [
      (quantity: "0", cost: "0"),
      (quantity: "0.000000000001", cost: "0.5"),
      (quantity: "1", cost: "0.5"),
      (quantity: "4.999", cost: "0.5"),
      (quantity: "5", cost: "0.5"),
      (quantity: "5.001", cost: "1"),
      (quantity: "10", cost: "1"),
      (quantity: "10.1", cost: "1.5"),
      (quantity: "5000000000000000000000000000000", cost: "500000000000000000000000000000"),
    ])
  func startedPackage(quantity: String, cost: String) throws {
    #expect(try price.cost(of: Sample.number(quantity)) == Sample.number(cost))
  }

  @Test("A package may hold a fraction")
  func fractionalSize() throws {
    let third = try Rational(1, over: 3)
    let price = Price.package(amount: .one, size: third)
    #expect(try price.cost(of: .one) == Rational(3))
    #expect(try price.cost(of: Sample.number("1.0001")) == Rational(4))
  }

  @Test("A cost that does not fit is an error")
  func overflow() {
    let price = Price.package(amount: Rational(2), size: .one)
    #expect(throws: NumberError.overflow) { try price.cost(of: Rational(Int128.max)) }
  }

  #if compiler(>=6.2)
    @Test("An empty package is a programming error")
    func emptyPackage() async {
      await #expect(processExitsWith: .failure) {
        _ = Price.package(amount: Rational(1), size: .zero)
      }
    }
  #endif
}
