import BillingTypes
import PricingRules
import TestSupport
import Testing

@testable import WorkloadSimulator

@Suite("The legal numbers that a varying value comes to")
struct ValueGridTests {
  static let offer = Sample.offer(
    parameters: [
      Sample.count("images", 1...10), Sample.numbers("seconds", ["4", "6", "8"]),
      Sample.decimal("fps", "10", "60"),
    ], charges: [])

  static let shapes: [Distribution] = [
    Sample.uniform("0.2", "11.5"), Sample.lognormal("2", "9"), Sample.triangular("0", "5", "9"),
    Sample.samples("1", "2.5", "2.5", "30"), .fixed(Sample.number("3.4")),
  ]

  @Test(
    "Each number is as likely as among a million draws that are made legal one by one",
    arguments: ["images", "seconds"], shapes)
  func draws(name: String, distribution: Distribution) throws {
    let rule = Self.offer.drawnValues.rule(for: name)
    let grid = try #require(ValueGrid(distribution, rule, most: 1000))
    let count = 40_000
    var found: [Rational: Int] = [:]
    var outside = 0
    for point in 0..<count {
      let drawn = distribution.shape.quantile((Double(point) + 0.5) / Double(count))
      let (number, isClipped) = rule.nearestLegal(to: drawn)
      found[number, default: 0] += 1
      if isClipped { outside += 1 }
    }
    for cell in grid.cells {
      let share = Double(found[cell.number] ?? 0) / Double(count)
      #expect(abs(cell.probability - share) < 1e-4, "\(cell.number)")
    }
    #expect(abs(grid.cells.reduce(0) { $0 + $1.probability } - 1) < 1e-12)
    #expect(abs(grid.outside - Double(outside) / Double(count)) < 1e-4)
    #expect(grid.cells.map(\.number) == grid.cells.map(\.number).sorted())
  }

  @Test("Decimals without end, and more numbers than are asked for, have no grid")
  func none() {
    let translation = Self.offer.drawnValues
    #expect(ValueGrid(Sample.uniform("20", "30"), translation.rule(for: "fps"), most: 1000) == nil)
    #expect(ValueGrid(Sample.uniform("1", "10"), translation.rule(for: "images"), most: 4) == nil)
  }

  @Test(
    "The distribution function undoes the quantile",
    arguments: shapes.dropLast(2) + [
      .beta(Beta(Rational(3), Rational(7))!),
      .logitNormal(LogitNormal(p10: Sample.number("0.02"), p90: Sample.number("0.3"))!),
      .normal(Normal(p10: Rational(-1), p90: Rational(4))!),
      .bounded(BoundedFactor(low: Sample.number("0.7"), high: Sample.number("1.4"))!),
    ])
  func inverse(distribution: Distribution) {
    for part in 1..<100 {
      let p = Double(part) / 100
      let shape = distribution.shape
      #expect(abs(shape.probability(upTo: shape.quantile(p)) - p) < 1e-9, "\(p)")
    }
  }
}
