import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("Resolving a request")
struct RequestResolverTests {
  static func side(_ name: String) -> Parameter {
    Parameter(
      name: name, domain: .integer(lower: 16, upper: 3840, step: 16),
      defaultValue: .number(Rational(1024)), unit: "px")
  }

  static let offer = Sample.offer(
    parameters: [
      Sample.choice("quality", ["low", "high"], default: "low"), side("width"), side("height"),
    ],
    charges: [
      Sample.charge("output_images", Sample.price("1")),
      Sample.charge("requests", quantity: "1", Sample.price("1")),
    ],
    serviceTiers: [ServiceTier(name: "batch", multiplier: .one, latency: nil)])

  static func values(_ request: Request) throws -> [String] {
    try offer.resolve(request, vocabulary: .empty).values.map {
      "\($0.name)=\($0.value) (\($0.origin.rawValue))"
    }
  }

  @Test("Parameters come in the card's order, then the tier, the outcome and given meters")
  func order() throws {
    #expect(
      try Self.values(["requests": "2", "output_images": "1.50", "height": "512"]) == [
        "quality=low (default)", "width=1024 (default)", "height=512 (given)",
        "service_tier=standard (default)", "outcome=succeeded (default)",
        "output_images=1.5 (given)", "requests=2 (given)",
      ])
  }

  @Test(
    "What is counted is whole, also where it is metered; what is measured need not be",
    arguments: [("output_images", "2.5"), ("output_images", "0.000001"), ("requests", "2.000001")])
  func counts(meter: String, text: String) throws {
    let offer = Sample.offer(
      charges: [
        Sample.charge("output_images", Sample.price("1")),
        Sample.charge("requests", quantity: "1", Sample.price("1")),
        Sample.charge("video_seconds", quantity: "1", Sample.price("1"), unit: "second"),
      ], countedMeters: ["output_images", "requests"])
    let error = try #require(throws: RequestError.self) {
      try offer.resolve([meter: text], vocabulary: .empty)
    }
    #expect(
      error.description
        == "acme/still/generate: \(meter): '\(text)' is not legal; legal are whole numbers from 0 to 1000000000"
    )
    let compiled = try CompiledOffer(offer, currency: .usd, on: Sample.day)
    let slot = try #require(compiled.slot(of: meter))
    #expect(throws: error) {
      _ = try compiled.value(.number(Sample.number(text)), of: slot)
    }
    let measured = try offer.resolve([meter: "2.0", "video_seconds": "2.5"], vocabulary: .empty)
    #expect(measured[meter] == .number(Rational(2)))
    #expect(measured["video_seconds"] == .number(Sample.number("2.5")))
  }

  @Test("A size sets width and height alone, and of two values for one name the later wins")
  func size() throws {
    func sides(_ entries: [(name: String, text: String)]) throws -> [FormulaValue?] {
      let resolved = try Self.offer.resolve(Request(entries), vocabulary: .empty)
      return [resolved["width"], resolved["height"]]
    }
    let numbers = [1536, 640].map { FormulaValue.number(Rational($0)) }
    #expect(try sides([("size", "1536x640")]) == numbers)
    #expect(throws: RequestError.doubleSize("1536x640", beside: "width")) {
      try sides([("width", "16"), ("size", "1536x640")])
    }
    #expect(throws: RequestError.doubleSize("1536x1024", beside: "height")) {
      try sides([("size", "1536x1024"), ("height", "640")])
    }
    #expect(try sides([("width", "32"), ("height", "640"), ("width", "1536")]) == numbers)
  }

  @Test("A size whose sides are not legal is refused as the side")
  func illegalSide() throws {
    let error = try #require(throws: RequestError.self) { try Self.values(["size": "1000x1024"]) }
    #expect(
      error.description
        == "acme/still/generate: width: '1000' is not legal; legal are whole numbers from 16 to "
        + "3840 in steps of 16 px")
  }

  @Test("An offer may have a parameter of its own that is called size")
  func ownSize() throws {
    let offer = Sample.offer(
      parameters: [Sample.choice("size", ["1K", "2K"], default: "1K")],
      charges: [Sample.charge("requests", quantity: "1", Sample.price("1"))])
    let resolved = try offer.resolve(["size": "2K"], vocabulary: .empty)
    #expect(resolved["size"] == .choice("2K"))
  }

  @Test("What was given makes the same request again")
  func given() throws {
    let request: Request = ["quality": "high", "width": "1024.0", "output_images": "2"]
    let resolved = try Self.offer.resolve(request, vocabulary: .empty)
    #expect(resolved.given == ["quality": "high", "width": "1024", "output_images": "2"])
    #expect(try Self.offer.resolve(resolved.given, vocabulary: .empty) == resolved)
  }

  @Test("A request keeps its order, replaces in place, and forgets what is set to nothing")
  func request() {
    var request: Request = ["a": "1", "b": "2"]
    request["c"] = "3"
    request["a"] = "4"
    request["b"] = nil
    request["d"] = nil
    #expect(request.entries.map(\.name) == ["a", "c"])
    #expect(request.entries.map(\.text) == ["4", "3"])
    #expect(request["b"] == nil)
    #expect(request == Request([("a", "4"), ("c", "3")]))
  }
}
