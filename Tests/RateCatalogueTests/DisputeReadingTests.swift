import BillingTypes
import PricingRules
import TestSupport
import Testing

/// What sources disagree on, as cards write it.
@Suite("Disputes in cards")
struct DisputeReadingTests {
  /// The card with a dispute, its readings in YAML, and a price that reads it.
  static func card(
    _ readings: String, price: String, says: String = ", says: \"a and b\"", name: String = "basis"
  ) throws -> String {
    try AcmeCard.replacing(
      "    tables:\n",
      with: "    disputes:\n      \(name): {readings: \(readings)\(says)}\n    tables:\n"
    ).replacing("price: rate[resolution]", with: "price: \(price)")
  }

  static let readings: [(readings: String, price: String, floor: String, ceiling: String)] = [
    ("[0.10, 0.20, 0.05]", "basis", "0.4", "1.6"),
    ("[by_list, by_mail]", "if(basis == by_list, 0.10, 0.125)", "0.8", "1"),
    ("[by_list, by_mail]", "if(basis == by_list or resolution == 720p, 0.10, 9)", "0.8", "0.8"),
    ("[720p, 480p]", "if(basis == resolution, 0.10, 0.08)", "0.64", "0.8"),
  ]

  @Test("The first reading is the amount, floor and ceiling hold them all", arguments: readings)
  func oneAmount(readings: String, price: String, floor: String, ceiling: String) throws {
    let catalogue = try AcmeCard.catalogue(Self.card(readings, price: price))
    let quote = try Quoter(catalogue: catalogue, asOf: Repository.today).quote("acme/film/generate")
    #expect(quote.amount?.decimalText == "0.8")
    #expect(quote.range.floor.decimalText == floor)
    #expect(quote.range.ceiling?.decimalText == ceiling)
    #expect(quote.pricing == .complete)
    let isOpen = floor != ceiling
    #expect(quote.completeness == (isOpen ? .partial : .complete))
    #expect(
      quote.range.reasons
        == (isOpen ? [.readingsDiffer(meter: "video_seconds", says: "a and b")] : []))
  }

  @Test(
    "A dispute matters to the requests it names, and to no others",
    arguments: [("seconds", "8", "0.8"), ("seconds", "9", "1.8"), ("resolution", "1080p", "0.8")])
  func condition(name: String, value: String, ceiling: String) throws {
    let text = try Self.card("[0.10, 0.20]", price: "basis", says: ", when: seconds > 8, says: b")
    let catalogue = try AcmeCard.catalogue(text)
    let quote = try Quoter(catalogue: catalogue, asOf: Repository.today)
      .quote("acme/film/generate", Request([(name, value)]))
    #expect(quote.range.ceiling?.decimalText == ceiling)
    #expect(quote.range.isSingle == (ceiling == "0.8"))
  }

  @Test("A request cannot choose a reading")
  func notGiven() throws {
    let catalogue = try AcmeCard.catalogue(Self.card("[0.10, 0.20]", price: "basis"))
    let quoter = Quoter(catalogue: catalogue, asOf: Repository.today)
    #expect(throws: RequestError.self) {
      try quoter.quote("acme/film/generate", ["basis": "0.20"])
    }
  }

  static let mistakes:
    [(readings: String, price: String, says: String, name: String, words: String)] = [
      (
        "[0.10]", "basis", ", says: b", "basis",
        "expected at least two readings that differ, the likeliest first"
      ),
      (
        "[0.10, 0.10]", "basis", ", says: b", "basis",
        "expected at least two readings that differ, the likeliest first"
      ),
      (
        "[a b, c]", "0.10", ", says: b", "basis",
        "'a b' must be a number, or a word of letters, digits and '_'"
      ),
      ("[0.10, 0.20]", "basis", "", "basis", "'says' is missing"),
      (
        "[0.10, 0.20]", "0.10", ", says: b", "basis",
        "no formula reads 'basis', so that no amount depends on it"
      ),
      ("[0.10, 0.20]", "0.10", ", says: b", "seconds", "'seconds' is a parameter already"),
      ("[0.10, 0.20]", "0.10", ", says: b", "output_images", "'output_images' is a meter already"),
    ]

  @Test("Each mistake in a dispute is reported at its place", arguments: mistakes)
  func mistake(readings: String, price: String, says: String, name: String, words: String) throws {
    let text = try Self.card(readings, price: price, says: says, name: name)
    let problems = try AcmeCard.problems(text)
    #expect(
      problems.contains { $0.hasSuffix(words) && $0.contains(":17: offers[0].disputes.\(name)") },
      "\(problems)")
  }

  @Test(
    "Readings of a plan: what a credit is worth is a range",
    arguments: [
      ("{readings: [100, 125]}", "0.8", "1"), ("{readings: [100, 80]}", "1", "1.25"),
      ("100", "1", "1"),
    ])
  func plan(included: String, floor: String, ceiling: String) throws {
    let text = try AcmeCard.replacing("{acme/coin: 100}", with: "{acme/coin: \(included)}")
      .replacing(
        "price: rate[resolution]", with: "price: {amount: 10, unit: acme/coin}\n        per: 8")
    let quoter = Quoter(catalogue: try AcmeCard.catalogue(text), asOf: Repository.today)
    let quote = try quoter.quote("acme/film/generate", plan: "acme/basic")
    #expect(quote.amount?.decimalText == "1")
    #expect(quote.range.floor.decimalText == floor)
    #expect(quote.range.ceiling?.decimalText == ceiling)
    #expect(
      quote.range.reasons
        == (floor == ceiling ? [] : [.worthDiffers(meter: "video_seconds", credit: "acme/coin")]))
  }

  @Test("A plan takes its largest allowance and lowest price of more, or the contrary")
  func planReadings() throws {
    let text = try AcmeCard.replacing(
      "{acme/coin: 100}", with: "{acme/coin: {readings: [100, 125, 90]}}"
    )
    .replacing("{acme/coin: 0.12}", with: "{acme/coin: {readings: [0.12, 0.06]}}")
    let plan = try #require(try AcmeCard.catalogue(text).plan("acme/basic"))
    #expect(plan.included("acme/coin") == Rational(100))
    let (cheap, dear) = (plan.taking(.cheapest), plan.taking(.dearest))
    #expect(cheap.included("acme/coin") == Rational(125))
    #expect(cheap.overage(of: "acme/coin") == .price(Sample.number("0.06")))
    #expect(dear.included("acme/coin") == Rational(90))
    #expect(dear.overage(of: "acme/coin") == .price(Sample.number("0.12")))
  }
}
