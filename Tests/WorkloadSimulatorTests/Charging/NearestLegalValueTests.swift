import BillingTypes
import PricingRules
import TestSupport
import Testing

@testable import WorkloadSimulator

@Suite("The legal value for a drawn one")
struct NearestLegalValueTests {
  static func expect(
    _ parameter: Parameter, _ drawn: Double, _ expected: String, clipped: Bool,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let (number, isClipped) = parameter.nearestLegal(to: drawn)
    #expect(number.description == expected, sourceLocation: sourceLocation)
    #expect(isClipped == clipped, sourceLocation: sourceLocation)
    #expect(parameter.contains(number), sourceLocation: sourceLocation)
  }

  @Test(
    "A clip of a list of lengths is never shorter than what is asked for, but for the longest",
    arguments: [
      (0.1, "4", false), (4, "4", false), (4.000001, "6", false), (4.0000001, "4", false),
      (5, "6", false), (6.5, "8", false), (8, "8", false), (8.1, "8", true), (1000, "8", true),
    ])
  func list(drawn: Double, expected: String, clipped: Bool) {
    Self.expect(Sample.numbers("seconds", ["4", "6", "8"]), drawn, expected, clipped: clipped)
  }

  @Test(
    "A range of whole numbers takes the nearest step",
    arguments: [
      (16, "16", false), (23.9, "16", false), (24.1, "32", false), (31, "32", false),
      (8.1, "16", false), (7.9, "16", true), (-5, "16", true),
      (103.9, "96", false), (104.1, "96", true), (1e30, "96", true),
    ])
  func range(drawn: Double, expected: String, clipped: Bool) {
    // 16, 32, … 96: the upper bound of 100 is not itself a step. Half a step beyond an end is near.
    Self.expect(
      Sample.count("width", 16...100, step: 16, default: 16), drawn, expected, clipped: clipped)
  }

  @Test(
    "A decimal is kept to a thousandth inside its range",
    arguments: [
      (5.0, "5", false), (7.1234, "7.123", false), (59.9999, "60", false), (60, "60", false),
      (60.1, "60", true), (4.9, "5", true), (4.99999, "5", true),
    ])
  func decimal(drawn: Double, expected: String, clipped: Bool) {
    Self.expect(Sample.decimal("seconds", "5", "60"), drawn, expected, clipped: clipped)
  }

  @Test("Whatever is drawn, what comes out is legal and near it", arguments: 0..<20)
  func alwaysLegal(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    for _ in 0..<200 {
      let lower = random.below(50)
      let step = 1 + random.below(9)
      let parameter = Sample.count("width", lower...(lower + random.below(100)), step: step)
      let drawn = Double(random.below(2000)) / 10 - 20
      let (number, isClipped) = parameter.nearestLegal(to: drawn)
      #expect(parameter.contains(number))
      if !isClipped { #expect(abs(number.approximation - drawn) <= Double(step) / 2) }
    }
  }
}
