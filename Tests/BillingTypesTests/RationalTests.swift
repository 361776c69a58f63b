import BillingTypes
import TestSupport
import Testing

@Suite("Rational")
struct RationalTests {
  @Test(
    "A fraction is in lowest terms with a positive denominator",
    arguments: [
      (numerator: 6 as Int128, denominator: 4 as Int128, reduced: 3 as Int128, below: 2 as Int128),
      (numerator: -6, denominator: 4, reduced: -3, below: 2),
      (numerator: 6, denominator: -4, reduced: -3, below: 2),
      (numerator: -6, denominator: -4, reduced: 3, below: 2),
      (numerator: 0, denominator: -7, reduced: 0, below: 1),
      (numerator: 7, denominator: 7, reduced: 1, below: 1),
      (numerator: .max, denominator: .max, reduced: 1, below: 1),
      (numerator: .max, denominator: -.max, reduced: -1, below: 1),
      (numerator: 1 << 126, denominator: 1 << 125, reduced: 2, below: 1),
      (numerator: .min, denominator: 1 << 126, reduced: -2, below: 1),
      (numerator: .min, denominator: 3, reduced: .min, below: 3),
    ])
  func lowestTerms(numerator: Int128, denominator: Int128, reduced: Int128, below: Int128) throws {
    let number = try Rational(numerator, over: denominator)
    #expect(number.numerator == reduced)
    #expect(number.denominator == below)
  }

  @Test("Equal numbers are one value, however they were written")
  func equality() throws {
    let halves = try [Rational(2, over: 4), Rational(1, over: 2), Rational(-3, over: -6)]
    #expect(Set(halves).count == 1)
    #expect(try Rational(4, over: 2) == Rational(2))
  }

  @Test("A denominator of zero is a division by zero")
  func zeroDenominator() {
    #expect(throws: NumberError.divisionByZero) { try Rational(1, over: 0) }
    #expect(throws: NumberError.divisionByZero) { try Rational(0, over: 0) }
  }

  @Test("The smallest whole number has no opposite, so its sign cannot be moved")
  func smallestNumber() {
    #expect(throws: NumberError.overflow) { try Rational(.min, over: -1) }
    #expect(throws: NumberError.overflow) { try Rational(1, over: .min) }
    #expect(throws: NumberError.overflow) { try Rational(Int128.min).negated() }
    #expect(throws: NumberError.overflow) { try Rational(Int128.min).magnitude() }
    #expect(throws: NumberError.overflow) { try Rational.zero - Rational(Int128.min) }
    #expect(throws: NumberError.overflow) { try Rational.one / Rational(Int128.min) }
  }

  @Test("Numbers compare exactly, however near they are")
  func comparison() throws {
    let large = try Rational(.max, over: .max - 1)
    let larger = try Rational(.max - 1, over: .max - 2)
    #expect(large < larger)
    #expect(!(larger < large))
    #expect(try Rational(1, over: 3) < Rational(33_334, over: 100_000))
    #expect(try Rational(-1, over: 3) < Rational(-33_333, over: 100_000))
    #expect(Rational(Int128.min) < Rational(-Int128.max))
    #expect(try Rational(Int128.min) < Rational(-Int128.max, over: 2))
  }

  @Test("Comparison agrees with unlimited whole numbers")
  func comparisonOracle() throws {
    var random = SplitMix64(seed: 4)
    var wrong: [String] = []
    for _ in 0..<5_000 {
      let a = try random.rational()
      let b = try random.rational()
      let (exactA, exactB) = (ExactFraction(a), ExactFraction(b))
      if (a < b) != (exactA < exactB) || (a == b) != (exactA == exactB) {
        wrong.append("\(exactA) and \(exactB)")
      }
    }
    #expect(wrong == [])
  }

  @Test("Whether a number is whole or negative can be asked")
  func kinds() throws {
    #expect(try Rational(4, over: 2).isWhole)
    #expect(try !Rational(1, over: 2).isWhole)
    #expect(try Rational(-1, over: 2).isNegative)
    #expect(!Rational.zero.isNegative)
    #expect(Rational(7) == Rational(7 as Int128))
  }
}

extension SplitMix64 {
  /// A number with numerator and denominator of all sizes.
  mutating func rational(bits: Int = 127) throws(NumberError) -> Rational {
    try Rational(signed(bits: bits), over: max(1, magnitude(bits: bits)))
  }
}
