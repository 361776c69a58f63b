import BigInt
import BillingTypes
import TestSupport
import Testing

@Suite("Decimal text")
struct DecimalTextTests {
  @Test(
    "Legal text is read digit by digit",
    arguments: [
      (text: "0", numerator: 0 as Int128, denominator: 1 as Int128),
      (text: "-0", numerator: 0, denominator: 1),
      (text: "007", numerator: 7, denominator: 1),
      (text: "0.1", numerator: 1, denominator: 10),
      (text: "-0.1", numerator: -1, denominator: 10),
      (text: "0.0667", numerator: 667, denominator: 10_000),
      (text: "30.00", numerator: 30, denominator: 1),
      (text: "0.000000000001", numerator: 1, denominator: 1_000_000_000_000),
      (text: "5%", numerator: 1, denominator: 20),
      (text: "-2.5%", numerator: -1, denominator: 40),
      (text: "0.5%", numerator: 1, denominator: 200),
      (text: "100%", numerator: 1, denominator: 1),
    ])
  func reads(text: String, numerator: Int128, denominator: Int128) throws {
    let expected = try Rational(numerator, over: denominator)
    #expect(try DecimalText.parse(text) == expected)
  }

  @Test("A substring is read like a string")
  func readsSubstring() throws {
    #expect(try DecimalText.parse("price 0.25".dropFirst(6)) == Rational(1, over: 4))
  }

  @Test("The largest and the smallest number that fit are read; one more is an overflow")
  func limits() throws {
    let largest = "170141183460469231731687303715884105727"
    #expect(try DecimalText.parse(largest) == Rational(Int128.max))
    #expect(try DecimalText.parse("-" + largest) == Rational(-Int128.max))
    let nextDigit = String(largest.dropLast()) + "8"
    #expect(throws: NumberError.overflow) { try DecimalText.parse(nextDigit) }
    #expect(throws: NumberError.overflow) { try DecimalText.parse(largest + "0") }
    #expect(throws: NumberError.overflow) { try DecimalText.parse("0.\(largest)1") }
    let tiny = "0." + String(repeating: "0", count: 37) + "1"
    #expect(try DecimalText.exact(DecimalText.parse(tiny)) == tiny)
    let tooTiny = "0." + String(repeating: "0", count: 38) + "1"
    #expect(throws: NumberError.overflow) { try DecimalText.parse(tooTiny) }
    #expect(throws: NumberError.overflow) { try DecimalText.parse("\(tiny)%") }
  }

  @Test("Reading what was printed gives the same number, and printing it the same text")
  func roundTrip() throws {
    var random = SplitMix64(seed: 1)
    var wrong: [String] = []
    for _ in 0..<5_000 {
      let (text, mantissa, places) = Self.canonicalText(&random)
      let number = try DecimalText.parse(text)
      let expected = ExactFraction(mantissa, BigInt(10).power(places))
      if ExactFraction(number) != expected || DecimalText.exact(number) != text {
        wrong.append(text)
      }
    }
    #expect(wrong == [])
  }

  /// Random text as the printer writes it, with the number it writes.
  private static func canonicalText(
    _ random: inout SplitMix64
  ) -> (text: String, mantissa: BigInt, places: Int) {
    var digits = String(random.magnitude(bits: 126))
    let places = Int(random.next() % 39)
    if digits.utf8.count <= places {
      digits = String(repeating: "0", count: places + 1 - digits.utf8.count) + digits
    }
    let isNegative = random.next() % 2 == 0
    let mantissa = BigInt(digits) ?? 0
    var text = String(digits.dropLast(places))
    var fraction = String(digits.suffix(places))
    while fraction.hasSuffix("0") { fraction.removeLast() }
    if !fraction.isEmpty { text += "." + fraction }
    if isNegative, mantissa != 0 { return ("-" + text, -mantissa, places) }
    return (text, mantissa, places)
  }

  @Test("A percentage is a hundredth of its digits")
  func percentage() throws {
    var random = SplitMix64(seed: 2)
    for _ in 0..<500 {
      let (text, _, places) = Self.canonicalText(&random)
      guard places <= 36 else { continue }
      let hundredth = try DecimalText.parse(text) / Rational(100)
      #expect(try DecimalText.parse(text + "%") == hundredth)
    }
  }

  @Test(
    "A number whose decimals do not end has no exact text",
    arguments: [(1, 3), (1, 7), (-22, 7), (1, 30)] as [(Int128, Int128)])
  func noExactText(numerator: Int128, denominator: Int128) throws {
    let number = try Rational(numerator, over: denominator)
    #expect(DecimalText.exact(number) == nil)
    #expect(number.description == "\(number.numerator)/\(number.denominator)")
  }

  @Test("A number whose decimals end too late has no exact text")
  func tooManyDecimals() throws {
    #expect(try DecimalText.exact(Rational(1, over: 1 << 38)) != nil)
    #expect(try DecimalText.exact(Rational(1, over: 1 << 39)) == nil)
    #expect(try DecimalText.exact(Rational(.max, over: 10)) != nil)
    #expect(try DecimalText.exact(Rational(.max, over: 4)) == nil)
  }

  @Test(
    "A printed number is exact within its places, else rounded half to even there",
    arguments: [
      (numerator: 1 as Int128, denominator: 8 as Int128, places: 3, expected: "0.125"),
      (numerator: 1, denominator: 8, places: 2, expected: "0.12"),
      (numerator: 3, denominator: 8, places: 2, expected: "0.38"),
      (numerator: 1, denominator: 3, places: 12, expected: "0.333333333333"),
      (numerator: 2, denominator: 3, places: 0, expected: "1"),
      (numerator: -1, denominator: 1000, places: 2, expected: "0"),
      (numerator: -15, denominator: 1000, places: 2, expected: "-0.02"),
      (numerator: 1000, denominator: 1, places: 0, expected: "1000"),
    ])
  func prints(numerator: Int128, denominator: Int128, places: Int, expected: String) throws {
    let number = try Rational(numerator, over: denominator)
    #expect(DecimalText.print(number, places: places) == expected)
  }

  @Test("A description has at most twelve decimals, else it is a fraction")
  func description() throws {
    #expect(try Rational(1, over: 1_000_000_000_000).description == "0.000000000001")
    #expect(try Rational(1, over: 10_000_000_000_000).description == "1/10000000000000")
  }
}
