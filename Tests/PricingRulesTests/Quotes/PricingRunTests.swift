import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("Pricing run")
struct PricingRunTests {
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

  static let compiled = CompiledOffer(offer, currency: .usd, on: Sample.day)

  static func slot(_ name: String) throws -> Int { try #require(compiled.slot(of: name)) }

  @Test("Every parameter, meter and intermediate value has a slot of its own")
  func slots() throws {
    let names = ["images", "quality", "audio", "outcome", "total", "output_images"]
    let slots = try names.map { try Self.slot($0) }
    #expect(Set(slots).count == names.count)
    #expect(Self.compiled.slot(of: "nothing") == nil)
    #expect(Self.compiled.slot(of: "low") == nil)
  }

  @Test("A run begins with the defaults, and goes back to them")
  func reset() throws {
    var run = PricingRun(Self.compiled)
    let atFirst = try run.price()
    #expect(atFirst == (100_000_000_000, .complete))
    run.set(try Self.slot("images"), to: 5)
    run.set(try Self.slot("quality"), to: .choice("high"))
    run.set(try Self.slot("audio"), to: .boolean(true))
    #expect(try run.price() == (6_000_000_000_000, .complete))
    run.set(try Self.slot("output_images"), to: .number(Sample.number("2.5")))
    #expect(try run.price() == (1_000_000_000_000, .complete))
    run.set(try Self.slot("outcome"), to: .choice("failed"))
    #expect(try run.price() == (0, .complete))
    run.reset()
    #expect(try run.price() == atFirst)
  }

  @Test("A run that is used again gives what a new one gives")
  func reuse() throws {
    var random = SplitMix64(seed: 1)
    var used = PricingRun(Self.compiled)
    let images = try Self.slot("images")
    let quality = try Self.slot("quality")
    let meter = try Self.slot("output_images")
    for _ in 0..<500 {
      var fresh = PricingRun(Self.compiled)
      used.reset()
      let count = Int(random.next() % 200)
      let word = random.next() % 2 == 0 ? "low" : "high"
      let isMetered = random.next() % 3 == 0
      func fill(_ run: inout PricingRun) {
        run.set(images, to: count)
        run.set(quality, to: .choice(word))
        if isMetered { run.set(meter, to: 7) }
      }
      fill(&fresh)
      fill(&used)
      #expect(try used.brokenRequirement() == fresh.brokenRequirement())
      let expected = try fresh.price()
      #expect(try used.price() == expected)
      let unit: Int128 = word == "low" ? 100_000_000_000 : 400_000_000_000
      #expect(expected.picounits == unit * Int128(isMetered ? 7 : count))
    }
  }

  @Test("The first broken rule is the one that is told, and rules see intermediate values")
  func brokenRequirement() throws {
    var run = PricingRun(Self.compiled)
    #expect(try run.brokenRequirement() == nil)
    run.set(try Self.slot("images"), to: 11)
    #expect(try run.brokenRequirement() == nil)
    run.set(try Self.slot("quality"), to: .choice("high"))
    #expect(try run.brokenRequirement() == "too many")
    run.set(try Self.slot("quality"), to: .choice("low"))
    run.set(try Self.slot("images"), to: 34)
    #expect(try run.brokenRequirement() == nil)
    run.set(try Self.slot("audio"), to: .boolean(true))
    #expect(try run.brokenRequirement() == "too large")
  }

  @Test("A word the offer never mentions is no cell of a table")
  func unknownWord() throws {
    var run = PricingRun(Self.compiled)
    run.set(try Self.slot("quality"), to: .choice("medium"))
    #expect(throws: PricingError.missingCell(table: "rate")) { try run.price() }
    #expect(
      PricingError.missingCell(table: "rate").description
        == "table 'rate' has no cell for this request")
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
