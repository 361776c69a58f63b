import BillingTypes
import TestSupport
import Testing

@Suite("Decimal text that is refused")
struct DecimalTextRefusalTests {
  @Test(
    "What is not plain decimal text is refused",
    arguments: [
      "", "-", "+", ".", "-.", "%", "-%", "1.", "-1.", ".5", "-.5", "1..2", "1.2.3", "1.%",
      "+5", "+0.5", "--5", "5-", "1-2", "5%%", "%5", "5%0", "5 %", " 5", "5 ", "\t5", "5\n",
      "5 apples", "about 10, or so", "1, 000", "1,", ",1", "1/2", "0x1f", "1f", "$5", "5 USD",
      "e5", "one", "true", "null", "~", "2026-09-05", "12:30",
      "１２", "٣", "५", "½", "5％", "−5", "1\u{00A0}000", "1\u{202F}000", "1\u{0301}",
    ])
  func notADecimal(text: String) {
    #expect(throws: NumberError.notADecimal(text)) { try DecimalText.parse(text) }
  }

  @Test(
    "Digits in groups are refused as such",
    arguments: [
      "1,000", "1_000", "1 000", "1'000", "-1,000,000", "1,000.5", "1_0", "1,5", "1,000%",
    ])
  func grouped(text: String) {
    #expect(throws: NumberError.thousandSeparator(text)) { try DecimalText.parse(text) }
  }

  @Test(
    "An exponent is refused as such",
    arguments: ["1e6", "1E6", "1e+6", "1e-6", "-1.5e3", "1.e5", "+1e6"])
  func exponent(text: String) {
    #expect(throws: NumberError.exponent(text)) { try DecimalText.parse(text) }
  }

  @Test(
    "What is not finite is refused as such",
    arguments: [
      "NaN", "nan", "inf", "-inf", "INF", "Infinity", "-infinity", ".nan", ".inf", "-.inf",
    ])
  func notFinite(text: String) {
    #expect(throws: NumberError.notFinite(text)) { try DecimalText.parse(text) }
  }

  @Test("Text beyond 64 bytes is refused and shown in part")
  func tooLong() {
    let text = String(repeating: "1", count: 65)
    #expect(throws: NumberError.notADecimal(String(repeating: "1", count: 40) + "…")) {
      try DecimalText.parse(text)
    }
  }

  @Test(
    "Each refusal says what was found and what would be right",
    arguments: [
      (
        error: .notADecimal(".5"),
        message: "'.5' is not a decimal number; write digits with at most one point, such as 0.0395"
      ),
      (
        error: .thousandSeparator("1,000"),
        message: "'1,000' groups digits; write 1000"
      ),
      (error: .thousandSeparator("1,5"), message: "'1,5' groups digits; write 1.5"),
      (error: .thousandSeparator("0,125"), message: "'0,125' groups digits; write 0.125"),
      (error: .thousandSeparator("1.000,50"), message: "'1.000,50' groups digits; write 1000.50"),
      (error: .thousandSeparator("1,000.50"), message: "'1,000.50' groups digits; write 1000.50"),
      (error: .thousandSeparator("1,234,567"), message: "'1,234,567' groups digits; write 1234567"),
      (
        error: .thousandSeparator("1,0.0.0"),
        message:
          "'1,0.0.0' groups digits; write the number without separators, such as 1000000"
      ),
      (
        error: .exponent("1e6"),
        message: "'1e6' has an exponent; write the digits out, such as 1000000"
      ),
      (error: .notFinite("NaN"), message: "'NaN' is not a finite number"),
      (error: .overflow, message: "the number is too large to be exact here (128 bits)"),
      (error: .divisionByZero, message: "division by zero"),
    ] as [(NumberError, String)])
  func message(error: NumberError, message: String) {
    #expect(error.description == message)
  }

  @Test("Random bytes are a number or a refusal, never a crash")
  func randomText() {
    var random = SplitMix64(seed: 3)
    let alphabet = Array("0123456789.-+%eE,_' nai٣½/".unicodeScalars)
    var accepted = 0
    for _ in 0..<20_000 {
      var scalars = String.UnicodeScalarView()
      for _ in 0..<random.next() % 12 {
        scalars.append(alphabet[Int(random.next() % UInt64(alphabet.count))])
      }
      let text = String(scalars)
      guard let number = try? DecimalText.parse(text) else { continue }
      accepted += 1
      let printed = DecimalText.exact(number) ?? "no text"
      #expect((try? DecimalText.parse(printed)) == number, "'\(text)' was read as \(printed)")
    }
    #expect(accepted > 1_000)
  }
}
