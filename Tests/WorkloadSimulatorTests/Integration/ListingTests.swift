import BillingTypes
import PricingRules
import TestSupport
import Testing

@testable import WorkloadSimulator

@Suite("Values of which there are few are added up, not drawn")
struct ListingTests {
  private static func grid(_ name: String, _ distribution: Distribution) -> ValueGrid? {
    ValueGrid(distribution, ValueGridTests.offer.drawnValues.rule(for: name), most: 1000)
  }

  @Test("Every combination of the shortest lists has its probability; longer lists stay out")
  func combinations() {
    let listing = Listing(
      [
        Self.grid("images", Sample.samples("1", "2", "4", "4")), nil,
        Self.grid("images", Sample.uniform("1", "10")),
        Self.grid("seconds", Sample.samples("4", "8")),
      ], most: 16)
    #expect(listing.names == [3, 0])
    let found = listing.combinations.map { ($0.numbers.map(\.description), $0.probability) }
    #expect(
      found.map(\.0) == [
        ["4", "1"], ["4", "2"], ["4", "4"], ["8", "1"], ["8", "2"], ["8", "4"],
      ])
    #expect(found.map(\.1) == [0.125, 0.125, 0.25, 0.125, 0.125, 0.25])
  }

  @Test("Nothing that is listed leaves one combination of nothing, which is certain")
  func nothing() {
    let listing = Listing([nil, nil], most: 16)
    #expect(listing.names.isEmpty)
    #expect(listing.combinations.map(\.numbers) == [[]])
    #expect(listing.combinations.map(\.probability) == [1])
  }

  @Test(
    "The points of one value leave no part out: each of equal parts holds two",
    arguments: [2, 64, 1024])
  func parts(count: Int) {
    let points = ShiftedPoints(dimensions: 1)
    for replicate in 0..<ShiftedPoints.replicateCount {
      var found = [Int](repeating: 0, count: count / 2)
      for point in 0..<count {
        found[Int(points.coordinate(point, of: replicate, dimension: 0) * Double(count / 2))] += 1
      }
      #expect(found.allSatisfy { $0 == 2 }, "\(found)")
    }
  }

  @Test("Of one value the mean of what is in proportion to it has next to no error")
  func proportion() {
    let points = ShiftedPoints(dimensions: 1)
    for replicate in 0..<ShiftedPoints.replicateCount {
      let sum = (0..<128).reduce(0) { $0 + points.coordinate($1, of: replicate, dimension: 0) }
      #expect(abs(sum / 128 - 0.5) < 1e-4)
    }
  }
}
