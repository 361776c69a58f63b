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

  @Test(
    "Between two quantities nothing costs less than the least or more than the most",
    arguments: [
      .graduated(steps: steps), .volume(steps: steps), .cliff(steps: steps),
      .package(amount: Rational(3), size: Rational(7)),
    ] as [Price])
  func bounds(price: Price) throws {
    let costs = QuantityCost(price)
    let quantities = try (0...33).map { try Rational(Int128($0 * 5), over: 2) }
    for (place, low) in quantities.enumerated() {
      for high in quantities[place...] {
        let bounds = try costs.bounds(of: low...high)
        let inside = try quantities.filter { $0 >= low && $0 <= high }.map {
          try costs.cost(of: $0)
        }
        #expect(inside.allSatisfy(bounds.contains))
        #expect(bounds.upperBound == inside.max())
        // A step's beginning is reached from above only, as near as one likes.
        let near = try costs.cost(of: min(high, low + Rational(1, over: 1000)))
        #expect(bounds.lowerBound <= near)
      }
    }
  }

  @Test("Where all units have the price of the step that is reached, more may cost less")
  func moreForLess() throws {
    let price = Price.volume(
      steps: PriceSteps([
        (upTo: Rational(10), amount: Rational(8)), (upTo: Rational(20), amount: Rational(6)),
        (upTo: nil, amount: Rational(5)),
      ]))
    let costs = QuantityCost(price)
    #expect(try costs.bounds(of: Rational(19)...Rational(21)) == Rational(100)...Rational(120))
    #expect(try costs.bounds(of: Rational(8)...Rational(11)) == Rational(60)...Rational(80))
    #expect(try costs.bounds(of: Rational(5)...Rational(25)) == Rational(40)...Rational(125))
  }
}
