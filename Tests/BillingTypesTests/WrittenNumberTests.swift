import BillingTypes
import TestSupport
import Testing

@Suite("Numbers as people write them")
struct WrittenNumberTests {
  static let seconds = NumberUnit.duration(in: .second)
  static let dollars = NumberUnit.money(.usd)

  @Test(
    "An ending that fits is read exactly",
    arguments: [
      ("30k", .count, "30000"), ("30 k", .count, "30000"), ("30K", .count, "30000"),
      ("1.5M", .count, "1500000"), ("0.1M", .count, "100000"), ("2 thousand", .count, "2000"),
      ("1.234567 million", .count, "1234567"), ("1.500k", .count, "1500"), ("-2k", .count, "-2000"),
      ("40000", .count, "40000"), ("0.125", .count, "0.125"), ("2.5", .count, "2.5"),
      ("5 min", seconds, "300"), ("2h", seconds, "7200"), ("90 s", seconds, "90"),
      ("1.5 hours", seconds, "5400"), ("250 ms", seconds, "0.25"), ("1.000", seconds, "1"),
      ("90", seconds, "90"), ("90 min", .duration(in: .hour), "1.5"),
      ("30 s", .duration(in: .minute), "0.5"),
      ("12 USD", dollars, "12"), ("12USD", dollars, "12"), ("0.50 USD", dollars, "0.5"),
      ("25k", dollars, "25000"), ("25k USD", dollars, "25000"), ("1.5M USD", dollars, "1500000"),
      ("12 EUR", .money(nil), "12"), ("5%", .plain, "0.05"), ("5%", .count, "0.05"),
      ("1.000", .plain, "1"),
    ] as [(String, NumberUnit, String)])
  func read(text: String, unit: NumberUnit, expected: String) throws {
    #expect(try WrittenNumber.parse(text, as: unit) == DecimalText.parse(expected))
  }

  @Test(
    "What could mean two things, or is of another kind, is refused in words that say what is right",
    arguments: [
      ("20,000", .count, "'20,000' groups digits; write 20000"),
      ("1_000", .count, "'1_000' groups digits; write 1000"),
      ("1 000", .count, "'1 000' groups digits; write 1000"),
      ("20,000 USD", dollars, "'20,000' groups digits; write 20000"),
      ("1.000", .count, "'1.000' may be 1 or 1000; write one of them"),
      ("25.500", dollars, "'25.500' may be 25.5 or 25500; write one of them"),
      ("25.500 USD", dollars, "'25.500 USD' may be 25.5 or 25500; write one of them"),
      ("5m", seconds, "'5m' may be 5 min or 5M; write one of them"),
      ("5m", .count, "'5m' may be 5 min or 5M; write one of them"),
      ("1e3", .count, "'1e3' has an exponent; write the digits out, such as 1000000"),
      (
        "٣", .count,
        "'٣' is not a decimal number; write digits with at most one point, such as 0.0395"
      ),
      (
        "1k5", .count,
        "'1k5' is not a decimal number; write digits with at most one point, such as 0.0395"
      ),
      (
        "30k", seconds,
        "'30k' is a count where a duration is asked for; write seconds in digits, or such as 90 s, 5 min or 2h"
      ),
      (
        "5 min", .count,
        "'5 min' is a duration where a count is asked for; write digits, or such as 30k or 1.5M"
      ),
      (
        "5 min", dollars,
        "'5 min' is a duration where an amount in USD is asked for; write digits, or such as 12 USD or 25k"
      ),
      (
        "12 USD", .count,
        "'12 USD' is an amount of money where a count is asked for; write digits, or such as 30k or 1.5M"
      ),
      ("12 EUR", dollars, "'12 EUR' is in EUR, and USD is asked for; write the amount in USD"),
      (
        "12 usd", dollars,
        "'12 usd' has an ending that means nothing where an amount in USD is asked for; write digits, or such as 12 USD or 25k"
      ),
      (
        "USD 12", dollars,
        "'USD 12' is not a decimal number; write digits with at most one point, such as 0.0395"
      ),
      (
        "12 USD k", dollars,
        "'12 USD k' is a count where an amount in USD is asked for; write digits, or such as 12 USD or 25k"
      ),
      (
        "2 k k", .count,
        "'2 k k' is a count where a count is asked for; write digits, or such as 30k or 1.5M"
      ),
      (
        "2k", .plain,
        "'2k' is not a decimal number; write digits with at most one point, such as 0.0395"
      ),
      (
        "5% k", .count,
        "'5% k' is not a decimal number; write digits with at most one point, such as 0.0395"
      ),
      (
        "170141183460469231731687303715884105727k", .count,
        "the number is too large to be exact here (128 bits)"
      ),
    ] as [(String, NumberUnit, String)])
  func refused(text: String, unit: NumberUnit, message: String) {
    let error = #expect(throws: WrittenNumberError.self) {
      try WrittenNumber.parse(text, as: unit)
    }
    #expect(error?.description == message)
  }

  @Test("Plain decimal text is read as it always was, or refused because a point may group digits")
  func plainText() throws {
    var random = SplitMix64(seed: 11)
    for _ in 0..<5000 {
      let text = "\(random.next() % 100_000).\(random.next() % 10_000)"
      let number = try DecimalText.parse(text)
      for unit in [NumberUnit.plain, .count, Self.seconds, Self.dollars] {
        let read = try? WrittenNumber.parse(text, as: unit)
        let mayGroup = text.split(separator: ".")[1].count == 3
        #expect(read == number || (read == nil && mayGroup), "\(text)")
      }
    }
  }

  @Test("Random text is a number or a refusal, never a crash")
  func randomText() {
    var random = SplitMix64(seed: 5)
    let alphabet = Array("0123456789.-%, kKmMshinUSDEURthousand٣½é".unicodeScalars)
    var read = 0
    for _ in 0..<20_000 {
      var scalars = String.UnicodeScalarView()
      for _ in 0..<random.next() % 10 {
        scalars.append(alphabet[Int(random.next() % UInt64(alphabet.count))])
      }
      for unit in [NumberUnit.count, Self.seconds, Self.dollars] {
        if (try? WrittenNumber.parse(String(scalars), as: unit)) != nil { read += 1 }
      }
    }
    #expect(read > 100)
  }
}
