import BillingTypes
import CostAnalysis
import Foundation
import PricingRules
import TestSupport
import Testing

@Suite("How far estimators are off")
struct CalibrationStudyTests {
  /// Measurements of a world in which bills are so many times the estimate, with a spread.
  private func world(
    _ factor: Double, spread: Double, count: Int, seed: UInt64, tier: Request = [:]
  ) throws -> [CalibrationSample] {
    var random = SplitMix64(seed: seed)
    return try (0..<count).map { _ in
      // The sum of twelve even numbers is near enough to a normal law.
      let normal = (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &random)
      }
      let measured = 1000 * factor * exp(spread * normal)
      return CalibrationSample(
        offer: "acme/painter/generate", tier: tier, meter: "input_image_tokens",
        estimated: Rational(1000), measured: try Rational(Int128(measured * 1000)) / Rational(1000))
    }
  }

  private func ratio(_ samples: [CalibrationSample]) throws -> EstimatorCalibration {
    try #require(CalibrationStudy.findings(samples).first).calibration
  }

  @Test(
    "With many measurements the ratio is that of the world", arguments: [0.5, 0.9, 1.0, 1.2, 3.0])
  func converges(factor: Double) throws {
    let found = try ratio(world(factor, spread: 0.1, count: 4000, seed: 3))
    #expect(abs(found.ratio.approximation / factor - 1) < 0.02)
    #expect(found.low < found.ratio && found.ratio < found.high)
  }

  @Test("The interval holds the world's ratio about nine times in ten, and narrows")
  func covers() throws {
    var held = 0
    for seed in 0..<400 {
      let found = try ratio(world(1.1, spread: 0.2, count: 60, seed: UInt64(seed)))
      if found.low.approximation <= 1.1, found.high.approximation >= 1.1 { held += 1 }
    }
    #expect((340...395).contains(held), "\(held) of 400")
    let few = try ratio(world(1.1, spread: 0.2, count: 10, seed: 1))
    let many = try ratio(world(1.1, spread: 0.2, count: 1000, seed: 1))
    #expect(
      many.high.approximation - many.low.approximation
        < (few.high.approximation - few.low.approximation) / 3)
  }

  @Test("Few measurements move little: one of twice as much moves a fifth of the way")
  func shrinks() throws {
    let one = try ratio(world(2, spread: 0, count: 1, seed: 1))
    #expect(abs(one.ratio.approximation - pow(2, 0.2)) < 0.001)
    #expect(one.low.approximation < 1)
    let four = try ratio(world(2, spread: 0, count: 4, seed: 1))
    #expect(abs(four.ratio.approximation - pow(2, 0.5)) < 0.001)
  }

  @Test("One measurement that is far off does not move the ratio", arguments: [1000.0, 0.001])
  func outlier(factor: Double) throws {
    let samples = try world(1.1, spread: 0.05, count: 20, seed: 5)
    let without = try ratio(samples).ratio.approximation
    let with = try ratio(samples + world(factor, spread: 0, count: 1, seed: 1)).ratio.approximation
    #expect(abs(with / without - 1) < 0.02)
  }

  @Test("What is measured later and lies elsewhere is told, and chance is not")
  func drift() throws {
    let before = try world(1.0, spread: 0.05, count: 20, seed: 7)
    let after = try world(1.4, spread: 0.05, count: 20, seed: 8)
    #expect(CalibrationStudy.findings(before + after).first?.drifts == true)
    var false_ = 0
    for seed in 0..<200 {
      if CalibrationStudy.findings(try world(1, spread: 0.2, count: 40, seed: UInt64(seed)))
        .first?.drifts == true
      {
        false_ += 1
      }
    }
    #expect(false_ <= 6, "\(false_) of 200")
  }

  @Test("Tiers and meters are apart, and what is not above zero says nothing")
  func groups() throws {
    let low = try world(1.2, spread: 0, count: 8, seed: 1, tier: ["quality": "low"])
    let high = try world(0.8, spread: 0, count: 8, seed: 1, tier: ["quality": "high"])
    let nothing = CalibrationSample(
      offer: "acme/painter/generate", tier: ["quality": "low"], meter: "input_image_tokens",
      estimated: .zero, measured: .one)
    let found = CalibrationStudy.findings(low + high + [nothing])
    #expect(found.map { $0.calibration.count } == [8, 8])
    #expect(found[0].calibration.ratio < .one && found[1].calibration.ratio > .one)
    #expect(CalibrationStudy.findings([]).isEmpty)
    #expect(CalibrationStudy.findings([nothing]).isEmpty)
  }

  @Test("Bills speak for the reading that they follow; one that is far off speaks little")
  func readings() throws {
    func bill(_ amount: Int128) -> ReadingSample {
      ReadingSample(
        offer: "acme/film/generate", dispute: "frames", billed: Rational(amount),
        said: ["24": Rational(1000), "25": Rational(1040)])
    }
    func share(_ samples: [ReadingSample]) -> Double {
      CalibrationStudy.weights(samples).first { $0.reading == "25" }?.weight ?? .nan
    }
    #expect(share([bill(1020)]) > 0.4 && share([bill(1020)]) < 0.6)
    #expect(share([bill(1040)]) > 0.85)
    #expect(share([bill(1040), bill(1041), bill(1039)]) > 0.99)
    #expect(share([bill(1040), bill(1041), bill(1039), bill(100)]) > 0.99)
    #expect(share([bill(1000), bill(1000), bill(1000)]) < 0.01)
    let all = CalibrationStudy.weights([bill(1010), bill(1000)])
    #expect(abs(all.map(\.weight).reduce(0, +) - 1) < 1e-12)
  }
}

@Suite("How long calls took")
struct LatencyFindingTests {
  @Test(
    "The median, and what one in twenty is above",
    arguments: [(1, "1", "1"), (2, "1", "2"), (3, "2", "3"), (20, "10", "19"), (40, "20", "38")])
  func ends(count: Int, p50: String, p95: String) throws {
    let samples = (1...count).reversed().map {
      LatencySample(recipe: "r", total: Rational(Int128($0)), queued: nil, ran: .one)
    }
    let found = try #require(CalibrationStudy.latencies(samples).first)
    #expect(found.count == count)
    #expect(found.total.p50.description == p50)
    #expect(found.total.p95.description == p95)
    #expect(found.queued == nil)
    #expect(found.ran?.p95 == .one)
  }
}
