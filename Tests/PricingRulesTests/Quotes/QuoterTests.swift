import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("Quoter")
struct QuoterTests {
  static let offer = Sample.offer(
    parameters: [
      Sample.choice("quality", ["low", "high"], default: "low"), Sample.count("images"),
      Sample.count("tokens", default: 60, unit: "token"),
      Sample.count("cached", default: 0, unit: "token"),
    ],
    requirements: [
      Requirement(
        condition: Sample.expression("cached <= tokens"),
        explanation: "cached tokens are part of all tokens and cannot exceed them"),
      Requirement(
        condition: Sample.expression("not (quality == high and images > 1)"),
        explanation: "high quality is for one image"),
    ],
    tables: [
      "size": Sample.table([(["low"], "16"), (["high"], "96")]),
      "many": Sample.table([(["low"], "1")]),
    ],
    derivations: [
      Sample.estimate("side", "size[quality] / 2", isMeter: false),
      Sample.estimate("input_text_tokens", "tokens - cached"),
      Sample.estimate("output_image_tokens", "images * side * side"),
    ],
    charges: [
      Sample.charge("input_text_tokens", Sample.price("5"), unit: "token"),
      Sample.charge(
        "output_image_tokens", Sample.price("30", model: .perUnit(per: Rational(1_000_000))),
        unit: "token"),
      Sample.charge(
        "requests", quantity: "1", Sample.price("many[quality]"), when: "images > 1"),
    ])

  static func names(_ quote: Quote, _ origin: ResolvedRequest.Origin) -> [String] {
    quote.request.values.filter { $0.origin == origin }.map(\.name)
  }

  @Test("Every value says who decided it: the caller, the card, or an estimator")
  func origins() throws {
    let quote = try Sample.quote(Self.offer, ["images": "1", "output_image_tokens": "70"])
    #expect(Self.names(quote, .given) == ["images", "output_image_tokens"])
    #expect(Self.names(quote, .byDefault) == ["quality", "tokens", "cached", "outcome"])
    #expect(Self.names(quote, .estimated) == ["input_text_tokens"])
    #expect(quote.request["tokens"] == .number(Rational(60)))
    #expect(quote.request["quality"] == .choice("low"))
    #expect(quote.request["input_text_tokens"] == .number(Rational(60)))
    #expect(quote.request["side"] == nil, "an intermediate value is no part of the request")
    #expect(quote.request.given == ["images": "1", "output_image_tokens": "70"])
    #expect(
      ResolvedRequest.Origin.given.rawValue == "given"
        && ResolvedRequest.Origin.byDefault.rawValue == "default"
        && ResolvedRequest.Origin.estimated.rawValue == "estimated")
  }

  @Test("A metered value wins over the estimate")
  func meteredWins() throws {
    let estimated = try Sample.quote(Self.offer)
    #expect(estimated.lines.map(\.quantity) == [Rational(60), Rational(64)])
    let metered = try Sample.quote(Self.offer, ["output_image_tokens": "70.5"])
    #expect(metered.lines.map(\.quantity) == [Rational(60), Sample.number("70.5")])
    #expect(metered.lines[1].amount?.decimalText == "0.002115")
    let none = try Sample.quote(Self.offer, ["output_image_tokens": "0"])
    #expect(none.lines.map(\.meter) == ["input_text_tokens"])
  }

  @Test("A metered value wins over the quantity a charge computes")
  func meteredWinsOverQuantity() throws {
    let charge = Sample.charge("input_text_tokens", quantity: "tokens * 2", Sample.price("1"))
    let offer = Sample.offer(parameters: [Sample.count("tokens")], charges: [charge])
    let computed = try Sample.quote(offer, ["tokens": "5"])
    #expect(computed.lines.map(\.quantity) == [Rational(10)])
    #expect(computed.lines[0].steps.map(\.formula) == ["tokens * 2"])
    let metered = try Sample.quote(offer, ["tokens": "5", "input_text_tokens": "7"])
    #expect(metered.lines.map(\.quantity) == [Rational(7)])
    #expect(metered.lines[0].steps == [])
    // A formula that names its own meter is a rule about the metered value, and stays.
    let floor = Sample.charge("gpu_seconds", quantity: "max(10, gpu_seconds)", Sample.price("1"))
    let floored = try Sample.quote(Sample.offer(charges: [floor]), ["gpu_seconds": "3"])
    #expect(floored.lines.map(\.quantity) == [Rational(10)])
  }

  @Test("A parameter that shares its name with a meter is no metered value")
  func sharedName() throws {
    let seconds = Sample.count("session_seconds", default: 30)
    let charge = Sample.charge(
      "session_seconds", quantity: "max(60, session_seconds)", Sample.price("0.01"))
    let other = Sample.charge("session_seconds", quantity: "2 * 30", Sample.price("0.01"))
    let offer = Sample.offer(parameters: [seconds], charges: [charge, other])
    let quote = try Sample.quote(offer, ["session_seconds": "20"])
    #expect(quote.lines.map(\.quantity) == [Rational(60), Rational(60)])
    #expect(Self.names(quote, .given) == ["session_seconds"])
  }

  @Test("A rule speaks before a formula fails")
  func ruleBeforeFormula() throws {
    let negative = try #require(throws: RequestError.self) {
      try Sample.quote(Self.offer, ["cached": "100"])
    }
    #expect(
      negative.description
        == "acme/still/generate: cached tokens are part of all tokens and cannot exceed them")
    // `many` has no cell for high, and needs none, because the card refuses it.
    let cell = try #require(throws: RequestError.self) {
      try Sample.quote(Self.offer, ["quality": "high", "images": "2"])
    }
    #expect(cell.description == "acme/still/generate: high quality is for one image")
    #expect(try Sample.quote(Self.offer, ["cached": "60"]).lines.count == 1)
  }

  @Test("A quantity is explained step by step, with its values written in")
  func steps() throws {
    let quote = try Sample.quote(Self.offer, ["quality": "high", "cached": "10"])
    let text = try #require(quote.lines.first { $0.meter == "input_text_tokens" })
    #expect(text.steps.map(\.text) == ["input_text_tokens = tokens - cached = 60 - 10 = 50"])
    let image = try #require(quote.lines.first { $0.meter == "output_image_tokens" })
    #expect(
      image.steps.map(\.text) == [
        "side = size[quality] / 2 = 96 / 2 = 48",
        "output_image_tokens = images * side * side = 1 * 48 * 48 = 2304",
      ])
    let given = try Sample.quote(Self.offer, ["output_image_tokens": "5"])
    #expect(given.lines[1].steps == [])
  }

  @Test("A line says what the card states, and what one unit comes to")
  func line() throws {
    let offer = Sample.offer(
      parameters: [Sample.count("images")],
      charges: [
        Sample.charge(
          "output_images", quantity: "images",
          Sample.price("30", model: .perUnit(per: Rational(8))),
          minimum: "12")
      ],
      serviceTiers: [ServiceTier(name: "batch", multiplier: Sample.number("0.5"), latency: nil)])
    let line = try #require(
      try Sample.quote(offer, ["images": "4", "service_tier": "batch"]).lines.first)
    #expect(line.meter == "output_images")
    #expect(line.unit == "image")
    #expect(line.quantity == Rational(4))
    #expect(line.price == Rational(30))
    #expect(line.per == Rational(8))
    #expect(line.priceUnit == "USD")
    #expect(line.credits == nil)
    #expect(line.amount?.decimalText == "12")
    #expect(line.unitPrice == Rational(3))
    #expect(line.skuPriceID == "acme/still/generate#output_images#batch#undated")
  }

  @Test("A quote names its offer, its model, its category and its day")
  func head() throws {
    let quote = try Sample.quote(Self.offer)
    #expect(quote.offer == "acme/still/generate")
    #expect(quote.model == "still")
    #expect(quote.category == .imageGeneration)
    #expect(quote.asOf == Sample.day)
    #expect(quote.currency == .usd)
  }

  @Test("A charge with evidence of its own points to it, the others to the offer's")
  func evidence() throws {
    func evidence(_ source: String) -> Evidence {
      Evidence(source: source, read: Sample.day, dated: nil, says: nil, confidence: .high)
    }
    let offer = Sample.offer(
      charges: [
        Sample.charge("requests", quantity: "1", Sample.price("1"), evidence: [evidence("c")]),
        Sample.charge("output_images", quantity: "1", Sample.price("1")),
      ], evidence: [evidence("a"), evidence("b")])
    let quote = try Sample.quote(offer)
    #expect(quote.evidence.map(\.source) == ["a", "b", "c"])
    #expect(quote.lines.map(\.evidence) == [[2], [0, 1]])
  }
}

extension ExplainedStep {
  /// The step on one line.
  var text: String {
    "\(name) = \(formula) = \(substituted) = \(value?.description ?? "?")"
      + (isEstimate ? ", an estimate" : "")
  }
}
