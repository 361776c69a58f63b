import BillingTypes
import TestSupport
import Testing

@testable import WorkloadSimulator

@Suite("The points that stand for requests whose values vary")
struct LatticeTests {
  static let pairs = (0..<12).flatMap { first in (first + 1..<12).map { (first, $0) } }

  static func coordinates(_ dimension: Int) -> [Double] {
    (0..<Lattice.pointCount).map { Lattice.coordinate($0, dimension: dimension) }
  }

  static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  @Test("In every dimension each of 512 equal parts is met once, in its middle", arguments: 0..<12)
  func strata(dimension: Int) {
    let parts = Self.coordinates(dimension).map { $0 * 512 - 0.5 }
    #expect(parts.sorted() == (0..<512).map(Double.init))
  }

  @Test(
    "Two dimensions fill 64 fields of a square with 8 points each, give or take 4",
    arguments: pairs)
  func square(first: Int, second: Int) {
    var fields = [Int](repeating: 0, count: 64)
    for (a, b) in zip(Self.coordinates(first), Self.coordinates(second)) {
      fields[Int(a * 8) * 8 + Int(b * 8)] += 1
    }
    #expect(fields.allSatisfy { (4...12).contains($0) }, "\(fields)")
  }

  // 512 middles leave out a part of the tail that holds 0.3 % of this lognormal's mean.
  @Test("A duration's mean over the points is the stated one, to half a percent", arguments: 0..<12)
  func meanOfLognormal(dimension: Int) {
    let shape = Sample.lognormal("40", "420").shape
    let mean = Self.mean(Self.coordinates(dimension).map(shape.quantile))
    #expect(abs(mean / shape.mean - 1) < 0.005)
  }

  @Test(
    "The mean of a product of independent values is the product of their means, to 2 %",
    arguments: pairs.filter { $0.0 < 4 && $0.1 < 4 })
  func meanOfProduct(first: Int, second: Int) {
    let (a, b) = (Sample.lognormal("40", "420").shape, Sample.lognormal("0.8", "1.25").shape)
    let products = zip(Self.coordinates(first), Self.coordinates(second)).map {
      a.quantile($0) * b.quantile($1)
    }
    #expect(abs(Self.mean(products) / (a.mean * b.mean) - 1) < 0.02)
  }

  // Four million random draws of this mean gave 59.54.
  @Test("Idle time that ends a session early costs what many random draws come to, to 1 %")
  func kink() {
    let (session, idle) = (Sample.lognormal("40", "420").shape, Sample.lognormal("5", "60").shape)
    let values = (0..<Lattice.pointCount).map { point in
      min(
        session.quantile(Lattice.coordinate(point, dimension: 0)),
        3 * idle.quantile(Lattice.coordinate(point, dimension: 1)))
    }
    #expect(abs(Self.mean(values) / 59.54 - 1) < 0.01)
  }
}
