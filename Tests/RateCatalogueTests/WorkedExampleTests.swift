import BillingTypes
import PricingRules
import RateCatalogue
import TestSupport
import Testing

/// The sources' own worked examples: each is a test case by itself.
@Suite("The worked examples of the rate cards")
struct WorkedExampleTests {
  /// One example of one offer, named so that a failure says where it stands.
  struct Case: Sendable, CustomTestStringConvertible {
    let offer: Offer
    let example: WorkedExample
    /// Its place among the offer's examples, from 1.
    let number: Int

    var testDescription: String { "\(offer.id), example \(number)" }

    /// The day of the example: its own, today, or the last day the offer was sold.
    var day: Day {
      if let day = example.asOf { return day }
      if offer.validity.contains(Repository.today) { return Repository.today }
      return offer.validity.to.map { Day(number: $0.number - 1) } ?? Repository.today
    }

    static func all() throws -> [Case] {
      try Repository.catalogue().offers.flatMap { offer in
        offer.examples.enumerated().map { Case(offer: offer, example: $1, number: $0 + 1) }
      }
    }
  }

  @Test("What the source works out comes out to the last digit", arguments: try Case.all())
  func exampleComesOut(item: Case) throws {
    let example = item.example
    let quote = try Repository.quoter(asOf: item.day)
      .quote(item.offer.id, example.request, plan: example.plan)
    let amount = try #require(quote.amount(of: example.parts), "the amount is not known")
    #expect(amount.decimalText == DecimalText.print(example.amount))
    for (meter, quantity) in example.quantities {
      #expect(quote.quantity(of: meter) == quantity, "\(meter)")
    }
    if let printed = example.printed {
      #expect(WrittenDecimal(amount.decimalText).halfUp(like: printed) == printed)
    }
  }

  @Test("No example is lost between the files and the test cases")
  func noExampleIsLost() throws {
    let files = try Repository.files().contents.filter { $0.name != "vocabulary.yaml" }
    let lines = files.flatMap { file in file.text.split(separator: "\n").map(String.init) }
    let written = lines.filter { $0.contains("request: {") }
    let cases = try Case.all()
    #expect(cases.count == written.count)
    #expect(Set(cases.map(\.testDescription)).count == cases.count)
  }
}

/// Decimal text rounded digit by digit, without the code under test.
struct WrittenDecimal {
  private let whole: String
  private let fraction: String

  init(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    whole = String(parts[0])
    fraction = parts.count > 1 ? String(parts[1]) : ""
  }

  /// The number rounded half up to as many decimals as `printed` shows; not for negative numbers.
  func halfUp(like printed: String) -> String {
    let point = printed.firstIndex(of: ".")
    let places = point.map { printed.distance(from: $0, to: printed.endIndex) - 1 } ?? 0
    let padded = fraction + String(repeating: "0", count: places + 1)
    var digits = (whole + padded.prefix(places)).compactMap(\.wholeNumberValue)
    if let next = padded.dropFirst(places).first?.wholeNumberValue, next >= 5 {
      var index = digits.count - 1
      while index >= 0, digits[index] == 9 {
        digits[index] = 0
        index -= 1
      }
      if index >= 0 { digits[index] += 1 } else { digits.insert(1, at: 0) }
    }
    let text = digits.map(String.init).joined()
    return places == 0 ? text : "\(text.dropLast(places)).\(text.suffix(places))"
  }
}

@Suite("WrittenDecimal, the tests' own rounding")
struct WrittenDecimalTests {
  @Test(
    "Half goes up, and carries",
    arguments: [
      (text: "0.0044", printed: "0.00", expected: "0.00"),
      (text: "0.005", printed: "0.00", expected: "0.01"),
      (text: "0.9999", printed: "0.000", expected: "1.000"),
      (text: "9.5", printed: "0", expected: "10"),
      (text: "3", printed: "0.00", expected: "3.00"),
    ])
  func halfGoesUp(text: String, printed: String, expected: String) {
    #expect(WrittenDecimal(text).halfUp(like: printed) == expected)
  }
}
