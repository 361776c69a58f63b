import BigInt
import BillingTypes
import TestSupport
import Testing

@Suite("Scaling of 128-bit numbers")
struct Int128ScalingTests {
  /// `value × factor ÷ divisor` by unlimited whole numbers; nil when it does not fit.
  static func oracle(_ value: Int128, _ factor: Int128, _ divisor: Int128) -> BigInt? {
    fitted(dividedHalfEven(BigInt(value) * BigInt(factor), BigInt(divisor)))
  }

  /// The triple in words if the scaling differs from the oracle.
  static func mistake(_ value: Int128, _ factor: Int128, _ divisor: Int128) -> String? {
    let found = value.scaled(by: factor, over: divisor).map { BigInt($0) }
    return found == oracle(value, factor, divisor) ? nil : "\(value) * \(factor) / \(divisor)"
  }

  @Test("Every small triple is schoolbook arithmetic")
  func smallTriples() {
    var wrong: [String] = []
    for value in -12...12 as ClosedRange<Int128> {
      for factor in -12...12 as ClosedRange<Int128> {
        for divisor in 1...12 as ClosedRange<Int128> {
          Self.mistake(value, factor, divisor).map { wrong.append($0) }
        }
      }
    }
    #expect(wrong == [])
  }

  @Test("Random and extreme triples agree with unlimited whole numbers", arguments: [64, 100, 127])
  func randomTriples(bits: Int) {
    var random = SplitMix64(seed: UInt64(bits))
    var wrong: [String] = []
    var overflows = 0
    for _ in 0..<4_000 {
      let value = random.signed(bits: bits)
      let factor = random.signed(bits: bits)
      let divisor = max(1, random.magnitude(bits: bits))
      if Self.oracle(value, factor, divisor) == nil { overflows += 1 }
      Self.mistake(value, factor, divisor).map { wrong.append($0) }
    }
    #expect(wrong == [])
    #expect(overflows > 0)
  }

  @Test("A result just inside and just outside 128 bits is told apart")
  func limits() {
    var random = SplitMix64(seed: 5)
    var wrong: [String] = []
    for _ in 0..<4_000 {
      // The divisor is chosen so that the quotient is near 2^127 or near 2^128.
      let value = random.next() % 2 == 0 ? Int128.max - random.magnitude(bits: 64) : Int128.min
      let factor = Int128.max - random.magnitude(bits: 126)
      let product = (BigInt(value) * BigInt(factor)).magnitude
      let limit = BigUInt(2).power(random.next() % 2 == 0 ? 127 : 128)
      guard let divisor = Int128(exactly: product / limit + BigUInt(random.next() % 3)),
        divisor > 0
      else { continue }
      Self.mistake(value, factor, divisor).map { wrong.append($0) }
    }
    #expect(wrong == [])
  }

  @Test(
    "A tie goes to the even neighbour, whatever the signs",
    arguments: [
      (value: 1, factor: 1, divisor: 2, expected: 0),
      (value: 3, factor: 1, divisor: 2, expected: 2),
      (value: 5, factor: 1, divisor: 2, expected: 2),
      (value: -1, factor: 1, divisor: 2, expected: 0),
      (value: -3, factor: 1, divisor: 2, expected: -2),
      (value: 3, factor: -1, divisor: 2, expected: -2),
      (value: -5, factor: -1, divisor: 2, expected: 2),
      (value: 2, factor: 1, divisor: 3, expected: 1),
      (value: 1, factor: 1, divisor: 3, expected: 0),
    ] as [(Int128, Int128, Int128, Int128)])
  func ties(value: Int128, factor: Int128, divisor: Int128, expected: Int128) {
    #expect(value.scaled(by: factor, over: divisor) == expected)
  }

  @Test("A tie of a 256-bit product goes to the even neighbour")
  func wideTies() {
    // (2^127 - 1) × (2^127 - 1) ÷ 2(2^127 - 1) lies halfway between 2^126 - 1 and 2^126.
    #expect(Int128.max.scaled(by: .max, over: .max) == .max)
    let odd: Int128 = (1 << 125) + 1
    #expect(odd.scaled(by: 6, over: 4) == 3 * (odd / 2) + 2)
    #expect((odd + 2).scaled(by: 6, over: 4) == 3 * ((odd + 2) / 2) + 1)
  }

  @Test("Only the result can overflow")
  func onlyTheResult() {
    // 3 × (2^127 - 1) ÷ 4 is 3 × 2^125 - 0.75.
    let power: Int128 = 1 << 125
    #expect(Int128.max.scaled(by: 3, over: 4) == power * 3 - 1)
    #expect(Int128.max.scaled(by: 2, over: 1) == nil)
    #expect(Int128.max.scaled(by: .max, over: 1) == nil)
    #expect(Int128.min.scaled(by: 2, over: 2) == .min)
    #expect(Int128.min.scaled(by: -2, over: 2) == nil)
    #expect(Int128.min.scaled(by: 1, over: 1) == .min)
  }

  #if compiler(>=6.2)
    @Test("A divisor that is not positive is a programming error")
    func divisorOfZero() async {
      await #expect(processExitsWith: .failure) {
        _ = Int128(1).scaled(by: 1, over: 0)
      }
    }
  #endif
}
