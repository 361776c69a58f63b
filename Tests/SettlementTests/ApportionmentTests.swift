import BillingTypes
import Settlement
import TestSupport
import Testing

@Suite("An amount in parts")
struct ApportionmentTests {
  static func parts(_ total: Int128, _ weights: [Rational]) throws -> [Int128] {
    try apportion(Money(picounits: total, in: .usd), by: weights).map(\.picounits)
  }

  @Test(
    "Parts are in proportion to their weights and add up to the amount exactly",
    arguments: [
      (100, [1, 3], [25, 75]), (100, [1, 1, 1], [33, 34, 33]), (1, [1, 1], [0, 1]),
      (2, [1, 1, 1], [1, 0, 1]), (0, [1, 2], [0, 0]), (7, [5], [7]), (10, [0, 1, 0], [0, 10, 0]),
      (-100, [1, 3], [-25, -75]),
    ] as [(Int, [Int], [Int])])
  func cases(total: Int, weights: [Int], expected: [Int]) throws {
    let parts = try Self.parts(Int128(total), weights.map { Rational($0) })
    #expect(parts == expected.map { Int128($0) })
  }

  @Test("Nobody pays where nobody used anything")
  func noWeights() throws {
    #expect(try Self.parts(100, []) == [])
    #expect(try Self.parts(100, [.zero, .zero]) == [0, 0])
  }

  @Test("No part is off by more than a picounit, for any amount and weights", arguments: 0..<20)
  func law(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    for _ in 0..<100 {
      let total = Int128(random.next() % 10_000_000_000) * Int128(random.pick([1, 1_000_000_007]))
      let weights = (0..<(1 + random.below(8))).map { _ in
        (try? Rational(random.below(5000)) / Rational(1 + random.below(9))) ?? .one
      }
      let sum = try weights.reduce(Rational.zero) { try $0 + $1 }
      guard sum > .zero else { continue }
      let parts = try Self.parts(total, weights)
      #expect(parts.reduce(0, +) == total)
      for (part, weight) in zip(parts, weights) {
        let exact = try Rational(total) * weight / sum
        #expect(try (Rational(part) - exact).magnitude() <= .one)
        if weight == .zero { #expect(part == 0) }
      }
    }
  }
}
