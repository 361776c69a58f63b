import BigInt
import BillingTypes
import TestSupport
import Testing

@Suite("Rounding of rationals")
struct RationalRoundingTests {
  static let rules: [RoundingRule] = [.down, .up, .halfUp, .halfEven]

  /// The whole number that the rule picks, found by looking at every one nearby.
  static func schoolbook(_ numerator: Int, _ denominator: Int, _ rule: RoundingRule) -> Int {
    let all = -100...100
    switch rule {
    case .down: return all.last { $0 * denominator <= numerator } ?? 0
    case .up: return all.first { $0 * denominator >= numerator } ?? 0
    case .halfUp, .halfEven:
      let distances = all.map { (whole: $0, distance: abs($0 * denominator - numerator)) }
      let least = distances.map(\.distance).min() ?? 0
      let nearest = distances.filter { $0.distance == least }.map(\.whole)
      if rule == .halfUp { return nearest[nearest.count - 1] }
      return nearest.count == 1 ? nearest[0] : nearest.first { $0 % 2 == 0 } ?? 0
    }
  }

  @Test("Every small fraction rounds as schoolbook arithmetic does", arguments: rules)
  func everySmallFraction(rule: RoundingRule) throws {
    var wrong: [String] = []
    for numerator in -90...90 {
      for denominator in 1...18 {
        let number = try Rational(Int128(numerator), over: Int128(denominator))
        let expected = Self.schoolbook(numerator, denominator, rule)
        if try number.rounded(rule) != Int128(expected) {
          wrong.append("\(numerator)/\(denominator)")
        }
      }
    }
    #expect(wrong == [])
  }

  @Test(
    "The table of the documentation holds",
    arguments: [
      (numerator: 5, expected: [2, 3, 3, 2]),
      (numerator: 7, expected: [3, 4, 4, 4]),
      (numerator: -5, expected: [-3, -2, -2, -2]),
    ] as [(Int128, [Int128])])
  func documentedTable(numerator: Int128, expected: [Int128]) throws {
    let half = try Rational(numerator, over: 2)
    #expect(try Self.rules.map { try half.rounded($0) } == expected)
  }

  @Test("A whole number stays, also the largest and the smallest", arguments: rules)
  func wholeNumbers(rule: RoundingRule) throws {
    for whole in [0, 1, -1, Int128.max, Int128.min] {
      #expect(try Rational(whole).rounded(rule) == whole)
    }
  }

  @Test("The largest fractions round exactly")
  func largeFractions() throws {
    // 2^127 - 1 is odd, so half of it is a tie between 2^126 - 1 and 2^126.
    let tie = try Rational(.max, over: 2)
    #expect(try tie.rounded(.down) == (1 << 126) - 1)
    #expect(try tie.rounded(.up) == 1 << 126)
    #expect(try tie.rounded(.halfUp) == 1 << 126)
    #expect(try tie.rounded(.halfEven) == 1 << 126)
    let belowOne = try Rational(.max - 1, over: .max)
    #expect(try Self.rules.map { try belowOne.rounded($0) } == [0, 1, 1, 1])
    let belowHalf = try Rational((.max - 1) / 2, over: .max)
    #expect(try Self.rules.map { try belowHalf.rounded($0) } == [0, 1, 0, 0])
    // -(2^127 - 1) is -5k - 2, so the multiple of five below it does not fit 128 bits.
    let lowest = try Rational(-.max, over: 5)
    #expect(try Self.rules.map { try lowest.rounded($0) + .max / 5 } == [-1, 0, 0, 0])
  }

  @Test("Random and extreme fractions round as unlimited whole numbers do", arguments: rules)
  func oracle(rule: RoundingRule) throws {
    var random = SplitMix64(seed: 12)
    var wrong: [String] = []
    for _ in 0..<2_000 {
      let number = try random.rational()
      let (above, below) = (BigInt(number.numerator), BigInt(number.denominator))
      let remainder = (above % below + below) % below
      let floor = (above - remainder) / below
      let goesUp: Bool =
        switch rule {
        case .down: false
        case .up: remainder > 0
        case .halfUp: remainder * 2 >= below
        case .halfEven: remainder * 2 > below || (remainder * 2 == below && floor % 2 != 0)
        }
      if try BigInt(number.rounded(rule)) != floor + (goesUp ? 1 : 0) { wrong.append("\(number)") }
    }
    #expect(wrong == [])
  }

  @Test(
    "A multiple of a step is picked as a whole number of steps is",
    arguments: [
      (number: "10.1", step: "5", rule: .up, expected: "15"),
      (number: "10", step: "5", rule: .up, expected: "10"),
      (number: "0", step: "5", rule: .up, expected: "0"),
      (number: "-0.1", step: "5", rule: .up, expected: "0"),
      (number: "0.0101", step: "0.001", rule: .up, expected: "0.011"),
      (number: "7.5", step: "2.5", rule: .down, expected: "7.5"),
      (number: "7.4", step: "2.5", rule: .down, expected: "5"),
      (number: "1.25", step: "0.5", rule: .halfEven, expected: "1"),
      (number: "1.75", step: "0.5", rule: .halfEven, expected: "2"),
      (number: "1.25", step: "0.5", rule: .halfUp, expected: "1.5"),
    ] as [(String, String, RoundingRule, String)])
  func multiples(number: String, step: String, rule: RoundingRule, expected: String) throws {
    let result = try DecimalText.parse(number)
      .rounded(toMultipleOf: DecimalText.parse(step), rule)
    #expect(result.description == expected)
  }

  @Test("A step of zero is a division by zero")
  func stepOfZero() {
    #expect(throws: NumberError.divisionByZero) {
      try Rational.one.rounded(toMultipleOf: .zero, .up)
    }
  }

  @Test(
    "Decimals are picked as the rule says",
    arguments: [
      (number: "0.21072", places: 3, rule: .halfUp, expected: "0.211"),
      (number: "0.0205", places: 3, rule: .halfUp, expected: "0.021"),
      (number: "0.0205", places: 3, rule: .halfEven, expected: "0.02"),
      (number: "0.02049", places: 3, rule: .halfUp, expected: "0.02"),
      (number: "-0.0205", places: 3, rule: .halfUp, expected: "-0.02"),
      (number: "1.999", places: 0, rule: .down, expected: "1"),
      (number: "1.001", places: 2, rule: .up, expected: "1.01"),
    ] as [(String, Int, RoundingRule, String)])
  func places(number: String, places: Int, rule: RoundingRule, expected: String) throws {
    let result = try DecimalText.parse(number).rounded(toPlaces: places, rule)
    #expect(result.description == expected)
  }

  /// 2026-11-26: this was printed as a fraction, because steps on the way do not fit 128 bits.
  @Test("A fraction of long numbers is rounded to the nearest decimals all the same")
  func longFraction() throws {
    let number = try Rational(
      2_773_309_952_350_975_750_000_000_000_000_000,
      over: 38_060_246_700_173_448_892_008_762_034_573_333)
    #expect(DecimalText.print(number, places: 9) == "0.072866316")
    #expect(DecimalText.print(number, places: 18) == "0.072866315717767987")
    #expect(DecimalText.print(try number.negated(), places: 9) == "-0.072866316")
  }

  @Test("Rounding that does not fit is an overflow")
  func overflow() throws {
    #expect(throws: NumberError.overflow) {
      try Rational(Int128.max).rounded(toPlaces: 2, .halfEven)
    }
  }
}
