import BillingTypes
import PricingRules
import TestSupport
import Testing

/// The order of steps in a charge: condition, quantity, price, service tier, cap, floor, outcome,
/// credits, and one rounding at the end.
@Suite("The order in which a charge is computed")
struct PricingOrderTests {
  static func offer(_ charges: Charge...) -> Offer {
    Sample.offer(
      parameters: [
        Sample.count("images"), Sample.choice("quality", ["low", "high"], default: "low"),
      ],
      charges: charges,
      serviceTiers: [
        ServiceTier(name: "batch", multiplier: Sample.number("0.5"), latency: nil),
        ServiceTier(name: "fast", multiplier: Sample.number("1.5"), latency: nil),
      ],
      outcomes: [.succeeded: .billed, .failed: .notBilled, .moderatedInput: .unknown])
  }

  /// The amount of a request to an offer with one charge on its images.
  static func amount(
    _ price: ChargePrice, minimum: String? = nil, maximum: String? = nil,
    when condition: String? = nil, _ request: Request
  ) throws -> String? {
    let charge = Sample.charge(
      "output_images", quantity: "images", price, when: condition, minimum: minimum,
      maximum: maximum)
    return try Sample.quote(offer(charge), request).amount?.decimalText
  }

  @Test("A charge whose condition does not hold is no line, and costs nothing")
  func condition() throws {
    let charge = Sample.charge(
      "output_images", quantity: "images", Sample.price("0.1"), when: "quality == high")
    let low = try Sample.quote(Self.offer(charge), ["images": "3"])
    #expect(low.lines.count == 0)
    #expect(low.amount == .zero(in: .usd))
    #expect(low.completeness == .complete)
    let high = try Sample.quote(Self.offer(charge), ["images": "3", "quality": "high"])
    #expect(high.lines.map(\.meter) == ["output_images"])
    #expect(high.amount?.decimalText == "0.3")
  }

  @Test(
    "A service tier multiplies the price before the cap and the floor",
    arguments: [
      ("standard", "1", nil, nil, "1"),
      ("batch", "1", nil, nil, "0.5"),
      ("fast", "1", nil, nil, "1.5"),
      // The other way round, the cap would give 3 and the floor 0.5.
      ("batch", "10", nil, "6", "5"),
      ("batch", "1", "0.8", nil, "0.8"),
      ("fast", "4", nil, "5", "5"),
    ] as [(String, String, String?, String?, String)])
  func serviceTier(
    tier: String, images: String, minimum: String?, maximum: String?, amount: String
  ) throws {
    let request: Request = ["service_tier": tier, "images": images]
    #expect(
      try Self.amount(Sample.price("1"), minimum: minimum, maximum: maximum, request) == amount)
  }

  @Test(
    "The cap comes before the floor, each at its bound",
    arguments: [
      (images: "1", amount: "3"), (images: "3", amount: "3"), (images: "4", amount: "4"),
      (images: "7", amount: "7"), (images: "8", amount: "7"), (images: "1000", amount: "7"),
    ])
  func capAndFloor(images: String, amount: String) throws {
    let price = Sample.price("1")
    #expect(try Self.amount(price, minimum: "3", maximum: "7", ["images": images]) == amount)
  }

  @Test("A floor holds for a quantity of zero too, unless a condition says otherwise")
  func floorOfNothing() throws {
    let price = Sample.price("1")
    #expect(try Self.amount(price, minimum: "3", ["images": "0"]) == "3")
    #expect(try Self.amount(price, minimum: "3", when: "images > 0", ["images": "0"]) == "0")
  }

  @Test("Where a floor is above its cap, the floor holds")
  func floorAboveCap() throws {
    #expect(
      try Self.amount(Sample.price("1"), minimum: "3", maximum: "2", ["images": "10"]) == "3")
  }

  @Test("An outcome that is not billed costs nothing, whatever the floor")
  func outcome() throws {
    let price = Sample.price("1")
    #expect(try Self.amount(price, minimum: "3", ["outcome": "succeeded"]) == "3")
    #expect(try Self.amount(price, minimum: "3", ["outcome": "failed"]) == "0")
    // Of what is not known, nothing is certain; what the card does not say is not known.
    #expect(try Self.amount(price, ["outcome": "moderated_input"]) == "0")
    #expect(try Self.amount(price, ["outcome": "moderated_output"]) == "0")
  }

  @Test(
    "An amount is rounded once, half to even, to a picounit",
    arguments: [
      (images: "0", picounits: 0), (images: "1", picounits: 0), (images: "2", picounits: 1),
      (images: "3", picounits: 2), (images: "5", picounits: 2), (images: "7", picounits: 4),
    ] as [(String, Int128)])
  func rounding(images: String, picounits: Int128) throws {
    // Half a picodollar for each image.
    let charge = Sample.charge("output_images", quantity: "images", Sample.price("0.0000000000005"))
    let quote = try Sample.quote(Self.offer(charge), ["images": images])
    #expect(quote.amount == Money(picounits: picounits, in: .usd))
  }

  @Test("Nothing is rounded on the way: three thirds are one")
  func noRoundingOnTheWay() throws {
    #expect(try Self.amount(Sample.price("1 / 3"), ["images": "3"]) == "1")
    let perThree = Sample.price("1", model: .perUnit(per: Rational(3)))
    #expect(try Self.amount(perThree, ["images": "3"]) == "1")
    #expect(try Self.amount(perThree, ["images": "1"]) == "0.333333333333")
    #expect(try Self.amount(perThree, ["images": "2"]) == "0.666666666667")
  }

  @Test("Each charge is rounded by itself, so that the lines add up to the total")
  func linesAddUp() throws {
    let third = Sample.charge("output_images", quantity: "images / 3", Sample.price("1"))
    let sixth = Sample.charge("requests", quantity: "1 / 6", Sample.price("1"))
    let quote = try Sample.quote(Self.offer(third, sixth, third))
    let amounts = quote.lines.compactMap(\.amount)
    #expect(amounts.map(\.decimalText) == ["0.333333333333", "0.166666666667", "0.333333333333"])
    #expect(try Money.sum(amounts, in: .usd) == quote.amount)
  }

  @Test(
    "Every price model is used as the card says",
    arguments: [
      (.flat, ["7"], "7"),
      (.perUnit(per: Rational(2)), ["7"], "38.5"),
      (.package(size: Rational(4)), ["7"], "21"),
      (.tiered(.graduated, over: .request, upTo: [Rational(10), nil]), ["3", "2"], "32"),
      (.tiered(.volume, over: .request, upTo: [Rational(10), nil]), ["3", "2"], "22"),
      (.tiered(.cliff, over: .request, upTo: [Rational(10), nil]), ["3", "2"], "2"),
      (.tiered(.package, over: .request, upTo: [Rational(10)]), ["3"], "6"),
    ] as [(ChargePrice.Model, [String], String)])
  func models(model: ChargePrice.Model, amounts: [String], amount: String) throws {
    let fixed = ChargePrice(model: model, history: [Sample.amounts(amounts)], unit: .money)
    #expect(try Self.amount(fixed, ["images": "11"]) == amount)
    // The same amounts, but computed for every request.
    let computed = ChargePrice(
      model: model, history: [Sample.amounts(amounts.map { "\($0) + 0 * images" })], unit: .money)
    #expect(try Self.amount(computed, ["images": "11"]) == amount)
  }

  @Test("A negative quantity is an error that names the meter and the quantity")
  func negativeQuantity() throws {
    let charge = Sample.charge("output_images", quantity: "images - 2", Sample.price("1"))
    let error = try #require(throws: RequestError.self) { try Sample.quote(Self.offer(charge)) }
    #expect(
      error.description
        == "acme/still/generate: the quantity of 'output_images' came out negative (-1)")
    #expect(try Sample.quote(Self.offer(charge), ["images": "2"]).amount?.picounits == 0)
  }

  @Test("An amount that may not fit is an error of the card")
  func overflow() throws {
    let charge = Sample.charge(
      "output_images", quantity: "images", Sample.price("10000000000000000000000000000"))
    let error = try #require(throws: RequestError.self) { try Sample.quote(Self.offer(charge)) }
    #expect(
      error.description
        == "acme/still/generate: a step of the formula may not fit 128 bits")
  }
}
