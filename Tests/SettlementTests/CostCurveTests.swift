import BillingTypes
import PricingRules
import Testing

@testable import Settlement
import TestSupport

@Suite("The curve of a month's cost")
struct CostCurveTests {
  static let steps = PriceSteps([
    (upTo: Rational(10), amount: Rational(5)), (upTo: Rational(40), amount: Rational(3)),
    (upTo: Rational(60), amount: Rational(1)),
  ])

  @Test(
    "A curve costs what its price costs, on, between and beyond the ends of steps",
    arguments: [
      (.graduated(steps: steps), [5, 5, 3, 1, 1]),
      (.volume(steps: steps), [0, 5, 3, 1, 1]),
      (.cliff(steps: steps), [0, 0, 0, 0, 0]),
      (.package(amount: Rational(3), size: Rational(7)), [0, 0, 0, 0, 0]),
      (
        .perUnit(amount: Rational(3), per: Rational(4)),
        [0.75, 0.75, 0.75, 0.75, 0.75]
      ),
      (.flat(amount: Rational(9)), [0, 0, 0, 0, 0]),
    ] as [(Price, [Double])])
  func prices(price: Price, slopes: [Double]) throws {
    let quantities = (0...160).map { Rational($0) }.map { $0.approximation / 2 }
    let used = TrialColumnsTests.Row(quantities)
    let (costs, found) = (TrialColumnsTests.Row(quantities), TrialColumnsTests.Row(quantities))
    try CostCurve(QuantityCost(price)).fill(
      costs: costs.values, slopes: found.values, of: used.values)
    for index in quantities.indices {
      let exact = try price.cost(of: Rational(Int128(index), over: 2)).approximation
      #expect(abs(costs.values[index] - exact) < 1e-12)
    }
    // Of 0, 10, 20, 50 and 80.
    #expect([0, 20, 40, 100, 160].map { found.values[$0] } == slopes)
  }
}
