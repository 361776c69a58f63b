import BigInt
import BillingTypes
import TestSupport
import Testing

/// Arithmetic against an oracle of unlimited whole numbers.
///
/// The rule: a product or quotient overflows exactly when it does not fit in lowest terms; a sum or
/// difference exactly when one of its terms, their sum or the denominator does not fit over the
/// least common denominator, where it is computed.
@Suite("Arithmetic of rationals")
struct RationalArithmeticTests {
  enum Operation: String, CaseIterable, Sendable {
    case add, subtract, multiply, divide

    func result(_ a: Rational, _ b: Rational) throws(NumberError) -> Rational {
      switch self {
      case .add: try a + b
      case .subtract: try a - b
      case .multiply: try a * b
      case .divide: try a / b
      }
    }

    /// What the oracle says: the number, or the error.
    func expected(_ a: ExactFraction, _ b: ExactFraction) -> Result<ExactFraction, NumberError> {
      switch self {
      case .add:
        return ExactFraction.sumFits(a, b) ? .success(a + b) : .failure(.overflow)
      case .subtract:
        let opposite = ExactFraction(-b.numerator, b.denominator)
        return ExactFraction.sumFits(a, opposite) ? .success(a - b) : .failure(.overflow)
      case .multiply:
        return (a * b).fits ? .success(a * b) : .failure(.overflow)
      case .divide:
        if b.numerator == 0 { return .failure(.divisionByZero) }
        return (a / b).fits ? .success(a / b) : .failure(.overflow)
      }
    }

    /// The result in the oracle's terms.
    func found(_ a: Rational, _ b: Rational) -> Result<ExactFraction, NumberError> {
      do throws(NumberError) {
        return .success(ExactFraction(try result(a, b)))
      } catch {
        return .failure(error)
      }
    }
  }

  @Test(
    "Random and extreme numbers give the oracle's result, or overflow where it does not fit",
    arguments: Operation.allCases, [8, 40, 64, 127])
  func oracle(operation: Operation, bits: Int) throws {
    var random = SplitMix64(seed: UInt64(bits))
    var wrong: [String] = []
    var overflows = 0
    for _ in 0..<800 {
      let a = try random.rational(bits: bits)
      let b = try random.rational(bits: bits)
      let expected = operation.expected(ExactFraction(a), ExactFraction(b))
      if expected == .failure(.overflow) { overflows += 1 }
      if operation.found(a, b) != expected { wrong.append("\(a) \(operation) \(b)") }
    }
    #expect(wrong == [])
    // Both sides of the rule were met.
    #expect(overflows > 0 && overflows < 800)
  }

  @Test("Every pair of small fractions gives the oracle's result", arguments: Operation.allCases)
  func smallFractions(operation: Operation) throws {
    var numbers: [Rational] = []
    for numerator in -6...6 {
      for denominator in 1...6 {
        numbers.append(try Rational(Int128(numerator), over: Int128(denominator)))
      }
    }
    var wrong: [String] = []
    for a in numbers {
      for b in numbers {
        let expected = operation.expected(ExactFraction(a), ExactFraction(b))
        if operation.found(a, b) != expected { wrong.append("\(a) \(operation) \(b)") }
      }
    }
    #expect(wrong == [])
  }

  @Test("Every pair of extremes gives the oracle's result", arguments: Operation.allCases)
  func extremes(operation: Operation) {
    var wrong: [String] = []
    for a in SplitMix64.extremes.map({ Rational($0) }) {
      for b in SplitMix64.extremes.map({ Rational($0) }) {
        let expected = operation.expected(ExactFraction(a), ExactFraction(b))
        if operation.found(a, b) != expected { wrong.append("\(a) \(operation) \(b)") }
      }
    }
    #expect(wrong == [])
  }

  @Test("Common factors cancel before a product is made")
  func cancellation() throws {
    let a = try Rational(.max, over: 3)
    let b = try Rational(3, over: .max)
    #expect(try a * b == .one)
    #expect(try a / a == .one)
  }

  @Test("A sum overflows over the common denominator, even where it would reduce")
  func sumOverflowsBeforeReduction() throws {
    let half = try Rational(.max, over: 2)
    #expect(throws: NumberError.overflow) { try half + half }
    #expect(try half - half == .zero)
  }

  @Test("The smallest whole number is a result like any other")
  func smallestResult() throws {
    let quarter = Rational(-(1 << 126) as Int128)
    #expect(try quarter + quarter == Rational(Int128.min))
    #expect(try quarter * Rational(2) == Rational(Int128.min))
    #expect(try Rational(Int128.min) / Rational(4) == Rational(-(1 << 125) as Int128))
    #expect(try quarter / Rational(3) + quarter / Rational(3) == Rational(.min, over: 3))
  }

  @Test("The opposite and the distance from zero")
  func opposite() throws {
    let number = try Rational(-5, over: 3)
    #expect(try number.negated() == Rational(5, over: 3))
    #expect(try number.magnitude() == Rational(5, over: 3))
    #expect(try number.magnitude().magnitude() == Rational(5, over: 3))
    #expect(try Rational.zero.negated() == .zero)
  }
}
