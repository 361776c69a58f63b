import BillingTypes
import ReportGenerator
import Testing

@Suite("Figures as text for people")
struct DisplayTextTests {
  static func number(_ text: String) -> Rational {
    guard let number = try? DecimalText.parse(text) else { preconditionFailure(text) }
    return number
  }

  @Test(
    "Digits stand in groups of three",
    arguments: [
      (0, 0, "0"), (7, 0, "7"), (999, 0, "999"), (1000, 0, "1,000"), (-1000, 0, "-1,000"),
      (1_234_567, 0, "1,234,567"), (0, 2, "0.00"), (5, 2, "0.05"), (-5, 2, "-0.05"),
      (100, 2, "1.00"), (99_999, 2, "999.99"), (100_000, 2, "1,000.00"),
      (-123_456_789, 2, "-1,234,567.89"), (123, 6, "0.000123"),
    ])
  func groups(count: Int, places: Int, expected: String) {
    #expect(DisplayRounding.text(Int128(count), places: places) == expected)
  }

  @Test("The largest and the smallest counts are text too")
  func extremes() {
    let largest = "170,141,183,460,469,231,731,687,303,715,884,105,727"
    #expect(DisplayRounding.text(.max, places: 0) == largest)
    #expect(DisplayRounding.text(.min, places: 0) == "-" + largest.dropLast() + "8")
  }

  @Test(
    "A number shows two decimals, a small one as many as show three digits, at most six",
    arguments: [
      ("0", "0.00"), ("1", "1.00"), ("1.005", "1.01"), ("1.0049", "1.00"),
      ("12345.678", "12,345.68"),
      ("0.9", "0.900"), ("0.1", "0.100"), ("0.05268", "0.0527"), ("0.001234", "0.00123"),
      ("0.000123", "0.000123"), ("0.0000123", "0.000012"), ("-0.05268", "-0.0527"),
      ("-1.005", "-1.00"), ("-1.006", "-1.01"),
    ])
  func decimals(text: String, expected: String) {
    #expect(DisplayRounding.text(Self.number(text)) == expected)
  }

  @Test("An amount of money shows as its number does")
  func money() throws {
    let money = try Money(rounding: Self.number("1234.5"), in: .usd)
    #expect(DisplayRounding.text(money) == "1,234.50")
  }

  @Test(
    "A count is whole, a half goes up",
    arguments: [
      ("0", "0"), ("0.4", "0"), ("0.5", "1"), ("1.5", "2"), ("21876.5", "21,877"), ("-0.5", "0"),
    ])
  func counts(text: String, expected: String) {
    #expect(DisplayRounding.count(Self.number(text)) == expected)
  }

  @Test(
    "A single amount is rounded half up",
    arguments: [(4_999, 0), (5_000, 1), (14_999, 1), (15_000, 2), (-5_000, 0), (-5_001, -1)])
  func rounded(microunits: Int, cents: Int) {
    let money = Money(picounits: Int128(microunits) * 1_000_000, in: .usd)
    #expect(DisplayRounding.rounded(money, places: 2) == Int128(cents))
  }
}
