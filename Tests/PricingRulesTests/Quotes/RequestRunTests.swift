import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("Request run")
struct RequestRunTests {
  static let offer = Sample.offer(
    parameters: [
      Sample.count("images"), Sample.choice("quality", ["low", "high"], default: "low"),
      Parameter(
        name: "audio", domain: .boolean([true, false]), defaultValue: .boolean(false), unit: nil),
    ],
    requirements: [
      Requirement(
        condition: Sample.expression("images <= 10 or quality == low"), explanation: "too many"),
      Requirement(condition: Sample.expression("total <= 100"), explanation: "too large"),
    ],
    tables: ["rate": Sample.table([(["low"], "0.1"), (["high"], "0.4")])],
    derivations: [
      Sample.estimate("total", "images * if(audio, 3, 1)", isMeter: false),
      Sample.estimate("output_images", "total"),
    ],
    charges: [Sample.charge("output_images", Sample.price("rate[quality]"))],
    outcomes: [.succeeded: .billed, .failed: .notBilled])

  static let compiled = {
    guard let compiled = try? CompiledOffer(offer, currency: .usd, on: Sample.day) else {
      preconditionFailure("the rules are small")
    }
    return compiled
  }()

  static let runs = [RequestRun(compiled), RequestRun(compiled.preparedForMany())]

  static func slot(_ name: String) throws -> Int {
    try #require(compiled.slot(of: name))
  }

  @Test("Every parameter and meter has a slot of its own")
  func slots() throws {
    let names = ["images", "quality", "audio", "outcome", "output_images"]
    let slots = try names.map { try Self.slot($0) }
    #expect(Set(slots).count == names.count)
    let compiled = Self.compiled
    #expect(compiled.slot(of: "nothing") == nil && compiled.slot(of: "total") == nil)
    #expect(compiled.slot(of: "low") == nil)
  }

  @Test("A run begins with the defaults, and goes back to them", arguments: runs.indices)
  func reset(index: Int) throws {
    var run = Self.runs[index]
    let atFirst = try run.price()
    #expect(atFirst == (100_000_000_000, .complete))
    try run.set(try Self.slot("images"), to: 5)
    try run.set(try Self.slot("quality"), to: .choice("high"))
    try run.set(try Self.slot("audio"), to: .boolean(true))
    #expect(try run.price() == (6_000_000_000_000, .complete))
    try run.set(try Self.slot("output_images"), to: .number(Sample.number("2.5")))
    #expect(try run.price() == (1_000_000_000_000, .complete))
    try run.set(try Self.slot("outcome"), to: .choice("failed"))
    #expect(try run.price() == (0, .complete))
    run.reset()
    #expect(try run.price() == atFirst)
  }

  @Test("A copy of a run keeps its own values", arguments: runs.indices)
  func copies(index: Int) throws {
    var first = Self.runs[index]
    let images = try Self.slot("images")
    try first.set(images, to: 5)
    var second = first
    try first.set(images, to: 7)
    var third = second
    #expect(try first.price() == (700_000_000_000, .complete))
    #expect(try second.price() == (500_000_000_000, .complete))
    third.reset()
    #expect(try third.price() == (100_000_000_000, .complete))
    #expect(try second.price() == (500_000_000_000, .complete))
  }

  @Test(
    "A legal price is refused where a rule is broken, in the words of the card",
    arguments: runs.indices)
  func legalPrice(index: Int) throws {
    var run = Self.runs[index]
    try run.set(try Self.slot("quality"), to: .choice("high"))
    try run.set(try Self.slot("images"), to: 10)
    #expect(try run.legalPrice() == (4_000_000_000_000, .complete))
    try run.set(try Self.slot("images"), to: 11)
    #expect {
      try run.legalPrice()
    } throws: { "\($0)" == "acme/still/generate: too many" }
    #expect(try run.price() == (4_400_000_000_000, .complete))
    try run.set(try Self.slot("output_images"), to: 1)
    try run.set(try Self.slot("images"), to: 1)
    #expect(try run.legalPrice() == (400_000_000_000, .complete))
  }

  @Test("A run that is used again gives what a new one gives", arguments: runs.indices)
  func reuse(index: Int) throws {
    var random = SplitMix64(seed: 1)
    var used = Self.runs[index]
    let images = try Self.slot("images")
    let quality = try Self.slot("quality")
    let meter = try Self.slot("output_images")
    for _ in 0..<500 {
      var fresh = Self.runs[index]
      used.reset()
      let count = Int(random.next() % 200)
      let word = random.next() % 2 == 0 ? "low" : "high"
      let isMetered = random.next() % 3 == 0
      func fill(_ run: inout RequestRun) throws {
        try run.set(images, to: count)
        try run.set(quality, to: .choice(word))
        if isMetered { try run.set(meter, to: 7) }
      }
      try fill(&fresh)
      try fill(&used)
      #expect(try used.brokenRequirement() == fresh.brokenRequirement())
      let expected = try fresh.price()
      #expect(try used.price() == expected)
      let unit: Int128 = word == "low" ? 100_000_000_000 : 400_000_000_000
      #expect(expected.picounits == unit * Int128(isMetered ? 7 : count))
    }
  }

  @Test(
    "The first broken rule is the one that is told, and rules see intermediate values",
    arguments: runs.indices)
  func brokenRequirement(index: Int) throws {
    var run = Self.runs[index]
    #expect(try run.brokenRequirement() == nil)
    try run.set(try Self.slot("images"), to: 11)
    #expect(try run.brokenRequirement() == nil)
    try run.set(try Self.slot("quality"), to: .choice("high"))
    #expect(try run.brokenRequirement() == "too many")
    try run.set(try Self.slot("quality"), to: .choice("low"))
    try run.set(try Self.slot("images"), to: 34)
    #expect(try run.brokenRequirement() == nil)
    try run.set(try Self.slot("audio"), to: .boolean(true))
    #expect(try run.brokenRequirement() == "too large")
  }

  @Test(
    "A value that is not legal is refused, and leaves the run as it was", arguments: runs.indices)
  func illegalValue(index: Int) throws {
    var run = Self.runs[index]
    let before = try run.price()
    let quality = try Self.slot("quality")
    #expect(throws: RequestError.self) { try run.set(quality, to: .choice("medium")) }
    #expect(throws: RequestError.self) { try run.set(try Self.slot("images"), to: 1_000_000) }
    #expect(throws: RequestError.self) { try run.set(quality, to: 1) }
    #expect(try run.price() == before)
  }

  @Test("A metered value has at most six decimals and stays below a billion")
  func meteredLimit() throws {
    var run = RequestRun(Self.compiled)
    let meter = try Self.slot("output_images")
    try run.set(meter, to: .number(Sample.number("0.000001")))
    try run.set(meter, to: 1_000_000_000)
    for text in ["0.0000001", "1000000000.000001", "1000000001"] {
      #expect {
        try run.set(meter, to: .number(Sample.number(text)))
      } throws: { error in
        "\(error)"
          == "acme/still/generate: output_images: '\(text)' is not legal; legal are numbers from 0 to "
          + "1000000000 with at most 6 decimals"
      }
    }
  }

  @Test("A number is looked up by its value, however it is written")
  func numberKeys() throws {
    let seconds = Parameter(
      name: "seconds", domain: .numbers([5, 10].map { Rational($0) }),
      defaultValue: .number(Rational(5)), unit: "second")
    let offer = Sample.offer(
      parameters: [seconds],
      tables: ["price": Sample.table([(["5"], "0.25"), (["10"], "0.45")])],
      charges: [Sample.charge("requests", quantity: "1", Sample.price("price[seconds]"))])
    #expect(try Sample.quote(offer).amount?.decimalText == "0.25")
    #expect(try Sample.quote(offer, ["seconds": "10.0"]).amount?.decimalText == "0.45")
  }

  @Test("Completeness is ordered from complete to unknown")
  func completeness() {
    #expect(
      [Completeness.unknown, .complete, .partial].sorted() == [.complete, .partial, .unknown])
  }
}
