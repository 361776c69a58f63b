import BillingTypes
import TestSupport
import Testing

@testable import PricingRules

/// Values of single ones of a list in whole offers.
@Suite("Lists in rules")
struct ListTests {
  static func offer(_ quantity: String, from least: Int = 0, upTo most: Int = 4) -> Offer {
    Sample.offer(
      parameters: [
        Sample.count("pictures", least...most),
        Parameter(
          name: "width", domain: .integer(lower: 1, upper: 100, step: 1),
          defaultValue: .number(Rational(10)), unit: nil, each: "pictures"),
        Parameter(
          name: "height", domain: .integer(lower: 1, upper: 100, step: 1),
          defaultValue: .number(Rational(10)), unit: nil, each: "pictures"),
      ],
      derivations: [
        Derivation(
          name: "area", expression: Sample.expression("width * height"), isMeter: false)
      ],
      charges: [Sample.charge("megapixels", quantity: quantity, Sample.price("1"))])
  }

  static func quote(_ request: Request, _ quantity: String = "sum(pictures, area)") throws -> Quote
  {
    try Quoter(catalogue: Sample.catalogue(offer(quantity)), asOf: Sample.day)
      .quote("acme/still/generate", request)
  }

  @Test("Without values of single ones, a sum is the same steps as a product")
  func costsNothing() throws {
    func nodes(_ quantity: String) throws -> [RuleStep] {
      try CompiledOffer(Self.offer(quantity, from: 1), currency: .usd, on: Sample.day)
        .lowered.graph.nodes
    }
    #expect(try nodes("sum(pictures, area)") == nodes("pictures * area"))
    // Of none, nothing is asked: that is one choice more.
    let choice = try CompiledOffer(
      Self.offer("if(0 < pictures, pictures * area, 0)"), currency: .usd, on: Sample.day)
    let sum = try CompiledOffer(
      Self.offer("sum(pictures, area)"), currency: .usd, on: Sample.day)
    #expect(sum.lowered.graph.nodes.count == choice.lowered.graph.nodes.count)
  }

  @Test(
    "Who gives single ones and no count has as many as the highest number",
    arguments: [
      (["width_1": "2", "height_1": "3"], "6"), (["width_3": "2"], "220"),
      (["width": "5", "height_2": "1"], "55"), (["pictures": "3", "width_1": "2"], "220"),
      (["pictures": "0"], "0"), ([:], "100"),
    ] as [([String: String], String)])
  func counts(values: [String: String], amount: String) throws {
    let quote = try Self.quote(
      Request(values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
    #expect(quote.amount?.decimalText == amount)
    #expect(quote.range.isSingle)
  }

  @Test(
    "A value of one that is not there, or is not legal, is refused by its name",
    arguments: [
      (["pictures": "1", "width_2": "5"], "width_2: there is no such one; 'pictures' is 1"),
      (["width_5": "5"], "width_5: there is no such one; 'pictures' is 4 at most"),
      (["width_2": "0"], "width_2: '0' is not legal; legal are whole numbers from 1 to 100"),
      (["width_02": "5"], "unknown parameter 'width_02'; the offer knows"),
      (["area_1": "5"], "unknown parameter 'area_1'; the offer knows"),
      (["pictures_1": "5"], "unknown parameter 'pictures_1'; 'pictures' is one value for all"),
    ] as [([String: String], String)])
  func refusals(values: [String: String], words: String) throws {
    let request = Request(values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    let error = try #require(throws: RequestError.self) { try Self.quote(request) }
    #expect(error.description.hasPrefix("acme/still/generate: \(words)"), "\(error)")
  }

  @Test("A run whose values are set one by one counts and refuses as a quote does")
  func runs() throws {
    let compiled = try CompiledOffer(
      Self.offer("sum(pictures, area)"), currency: .usd, on: Sample.day
    ).form(giving: ["width_3"])
    var run = RequestRun(compiled)
    try run.set(try #require(compiled.slot(of: "width_3")), to: 2)
    #expect(try run.legalPrice().picounits == 220 * Money.picounitsPerUnit)
    #expect(run.scope(deriving: true).values["pictures"] == .number(Rational(3)))
    try run.set(try #require(compiled.slot(of: "pictures")), to: 2)
    let error = try #require(throws: RequestError.self) { try run.legalPrice() }
    #expect(error.description.contains("width_3 is given, and there are not so many"))
  }

  @Test(
    "What is not known of single ones, of all or of how many opens a range that holds every completion"
  )
  func ranges() throws {
    let compiled = try CompiledOffer(
      Self.offer("sum(pictures, area)"), currency: .usd, on: Sample.day)
    func ends(_ states: [String: InputState]) throws -> [String?] {
      let range = try compiled.range(of: states)
      return [range?.floor.decimalText, range?.ceiling?.decimalText]
    }
    let single: [String: InputState] = [
      "width_2": .given(.number(Rational(7))), "height_2": .given(.number(Rational(2))),
    ]
    func ends(_ open: String..., pictures: Int? = nil) throws -> [String?] {
      var states = single
      for name in open { states[name] = .notReported(within: nil) }
      if let pictures { states["pictures"] = .given(.number(Rational(pictures))) }
      return try ends(states)
    }
    #expect(try ends(pictures: 2) == ["114", "114"])
    #expect(try ends("pictures") == ["114", "314"])
    #expect(try ends("width", pictures: 2) == ["24", "1014"])
    #expect(try ends("width", "pictures") == ["24", "3014"])
    #expect(try ends(["width_1": .estimated(low: .one, high: Rational(3))]) == ["10", "30"])
  }

  @Test(
    "Sums whose fractions have each a divisor of their own may not fit, and the card is refused")
  func unprovable() throws {
    #expect(Self.offer("sum(pictures, width / height)").unprovable(currency: .usd) == nil)
    let large = Self.offer("sum(pictures, width / height)", upTo: 64)
    let refusal = try #require(large.unprovable(currency: .usd))
    #expect(refusal.description.contains("may not fit 128 bits"))
    #expect(
      Self.offer("sum(pictures, ceil(width / height))", upTo: 64).unprovable(currency: .usd) == nil)
  }

  @Test("Pictures of which each one's value is given say all that a total needs")
  func splits() throws {
    let offer = Sample.offer(
      parameters: Self.offer("1").parameters,
      derivations: [
        Derivation(
          name: "fresh", expression: Sample.expression("sum(pictures, width)"), isMeter: true),
        Derivation(name: "cached", expression: Sample.expression("0"), isMeter: true),
      ],
      charges: [
        Sample.charge("fresh", quantity: "fresh", Sample.price("1")),
        Sample.charge("cached", quantity: "cached", Sample.price("0.1")),
      ],
      splits: [Split(total: Sample.expression("sum(pictures, width)"), parts: ["fresh", "cached"])])
    let quoter = Quoter(catalogue: Sample.catalogue(offer), asOf: Sample.day)
    let request: Request = ["width_1": "3", "width_2": "5", "cached": "9"]
    // Eight in all: nine of them cannot be cached.
    #expect(throws: RequestError.self) { try quoter.quote(offer.id, request) }
    // Of the second nobody says anything, and ten is only its default.
    let open: Request = ["pictures": "2", "width_1": "3", "cached": "9"]
    #expect(try quoter.quote(offer.id, open).amount?.decimalText == "4.9")
  }
}
