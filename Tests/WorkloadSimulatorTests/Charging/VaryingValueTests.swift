import BillingTypes
import PricingRules
import ReportGenerator
import TestSupport
import Testing

@testable import WorkloadSimulator

@Suite("Requests whose values vary")
struct VaryingValueTests {
  static let clips = Sample.offer(
    "acme/clip/generate", category: .videoGeneration,
    parameters: [
      Sample.numbers("seconds", ["4", "6", "8"]), Sample.choice("resolution", ["720p", "1080p"]),
    ],
    charges: [
      Sample.charge(
        "video_seconds", quantity: "seconds", Sample.price("if(resolution == 720p, 0.10, 0.15)"),
        unit: "second")
    ])

  /// A price with a kink, a ceiling and a product in it.
  static let sessions = Sample.offer(
    "acme/avatar/session", category: .liveAvatar,
    parameters: [
      Sample.count("session_seconds", 1...7200, default: 60),
      Sample.count("idle_seconds", 0...600, default: 0),
      Sample.decimal("fps", "10", "60"),
    ],
    derivations: [
      Sample.estimate(
        "session_minutes", "max(2, ceil((session_seconds + min(idle_seconds, 30)) / 60))")
    ],
    charges: [
      Sample.charge("session_minutes", Sample.price("0.0985"), unit: "minute"),
      Sample.charge(
        "gpu_seconds", quantity: "session_seconds * fps / 100", Sample.price("0.000123")),
    ])

  /// What a request of a class costs and uses on average, with four standard errors: single quotes of random draws.
  static func averageQuote(
    _ offer: Offer, _ requestClass: RequestClass
  ) throws -> [String: (
    quantity: (mean: Double, error: Double), cost: (mean: Double, error: Double)
  )] {
    let quoter = Quoter(catalogue: Sample.catalogue([offer]), asOf: Sample.day("2027-01-01"))
    let count = Thoroughness.count(6000, few: 1000)
    var random = SplitMix64(seed: 11)
    var found: [String: (quantities: [Double], costs: [Double])] = [:]
    for _ in 0..<count {
      var request = requestClass.fixedRequest
      for varying in requestClass.varying {
        let parameter = try #require(offer.parameter(varying.name))
        let drawn = varying.distribution.shape.quantile(
          Double.random(in: 1e-12..<1, using: &random))
        request[varying.name] = parameter.nearestLegal(to: drawn).number.description
      }
      for line in try quoter.quote(offer.id, request).lines {
        let (amount, quantity) = (try #require(line.amount), try #require(line.quantity))
        found[line.meter, default: ([], [])].quantities.append(quantity.approximation)
        found[line.meter, default: ([], [])].costs.append(amount.units.approximation)
      }
    }
    func statistics(_ numbers: [Double]) -> (mean: Double, error: Double) {
      let mean = numbers.reduce(0, +) / Double(count)
      let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (mean, 4 * squares.squareRoot() / Double(count))
    }
    return found.mapValues { (statistics($0.quantities), statistics($0.costs)) }
  }

  static func forecast(
    _ offer: Offer, _ mix: [RequestClass], requests: String = "1000"
  ) throws -> Forecast {
    let feature = Sample.feature(
      offer: offer.id, category: offer.category, volume: Sample.requests(requests), mix: mix)
    return try Sample.forecast(Sample.scenario([feature]), Sample.catalogue([offer]))
  }

  static func varying(
    share: String = "1", _ values: [(String, Distribution)], _ fixed: [String: String] = [:]
  ) -> RequestClass {
    RequestClass(
      share: Sample.number(share),
      values: fixed.map { (name: $0.key, value: .text($0.value)) }
        + values.map { (name: $0.0, value: .varying($0.1)) })
  }

  static let classes: [(offer: Offer, mix: RequestClass)] = [
    (clips, varying([("seconds", Sample.uniform("3", "9"))])),
    (clips, varying([("seconds", Sample.lognormal("3", "7"))], ["resolution": "1080p"])),
    (clips, varying([("seconds", Sample.samples("4", "5", "8"))])),
    (sessions, varying([("session_seconds", Sample.lognormal("40", "420"))])),
    (
      sessions,
      varying([
        ("session_seconds", Sample.lognormal("40", "420")),
        ("idle_seconds", Sample.lognormal("5", "60")), ("fps", Sample.triangular("5", "25", "60")),
      ])
    ),
  ]

  @Test("A forecast is the average of single quotes", arguments: 0..<classes.count)
  func averageOfQuotes(index: Int) throws {
    let (offer, mix) = Self.classes[index]
    let expected = try Self.averageQuote(offer, mix)
    let forecast = try Self.forecast(offer, [mix], requests: "1000")
    for line in forecast.lines {
      let (quantity, cost) = try #require(expected[line.meter])
      let (found, paid) = (
        line.quantity.approximation / 1000, try #require(line.cost).units.approximation / 1000
      )
      #expect(abs(found - quantity.mean) <= quantity.error, "\(found) for \(quantity)")
      #expect(abs(paid - cost.mean) <= cost.error, "\(paid) for \(cost)")
    }
    #expect(forecast.lines.count == expected.count)
  }

  @Test("A mix of classes that vary costs what its classes cost, in proportion")
  func mixOfVarying() throws {
    let (first, second) = (Self.classes[0].mix, Self.classes[1].mix)
    let mix = [
      RequestClass(share: Sample.number("0.25"), values: first.values),
      RequestClass(share: Sample.number("0.75"), values: second.values),
    ]
    let a = try Self.forecast(Self.clips, [first]).total.picounits
    let b = try Self.forecast(Self.clips, [second]).total.picounits
    let total = try Self.forecast(Self.clips, mix).total.picounits
    #expect(abs(4 * total - a - 3 * b) <= 8)
  }

  @Test("Clips of uneven lengths are billed at the next length up")
  func snappedUp() throws {
    let mix = Self.varying([("seconds", Sample.samples("3", "4", "5", "6", "7", "7.5", "8", "4.1"))]
    )
    // 4, 4, 6, 6, 8, 8, 8 and 6 seconds, each as often.
    #expect(try Self.forecast(Self.clips, [mix]).total == Sample.usd("625"))
  }

  @Test("A varying value in proportion to the cost costs what its mean costs")
  func linear() throws {
    let offer = Sample.offer(
      parameters: [Sample.count("prompt_tokens", 0...100_000)],
      charges: [
        Sample.charge("input_text_tokens", quantity: "prompt_tokens", Sample.price("0.000005"))
      ])
    let mix = Self.varying([("prompt_tokens", Sample.uniform("1000", "9000"))])
    let total = try Self.forecast(offer, [mix]).total.units.approximation
    #expect(abs(total / 25 - 1) < 1e-4)
  }

  @Test("Requests outside what is legal are priced at the nearest legal value, and counted")
  func clipped() throws {
    let mix = Self.varying([("seconds", Sample.samples("4", "4", "4", "4", "6", "6", "6", "12"))])
    let forecast = try Self.forecast(Self.clips, [mix])
    // (4 × 4 + 3 × 6 + 8) ÷ 8 = 5.25 seconds a clip at 0.10.
    #expect(forecast.total == Sample.usd("525"))
    #expect(forecast.completeness == .partial)
    #expect(
      forecast.summaries.map { $0.missing.map(\.words) } == [
        [
          "12.5 % of requests ask for a 'seconds' outside what is legal; they are counted at the "
            + "nearest legal value"
        ]
      ])
  }

  @Test("Values that are refused together are counted and priced all the same")
  func refused() throws {
    let offer = Sample.offer(
      parameters: [Sample.count("width", 1...100), Sample.count("height", 1...100)],
      requirements: [
        Requirement(
          condition: Sample.expression("width <= 3 * height"), explanation: "at most 3 to 1")
      ], charges: [Sample.charge("output_images", quantity: "1", Sample.price("0.02"))])
    let mix = Self.varying(
      [("width", Sample.samples("30", "30", "30", "30", "30", "30", "30", "31"))], ["height": "10"])
    let forecast = try Self.forecast(offer, [mix])
    #expect(forecast.total == Sample.usd("20"))
    #expect(
      forecast.summaries.map { $0.missing.map(\.words) } == [
        [
          "12.5 % of requests combine values that the offer refuses; they are counted all the same"
        ]
      ])
  }

  @Test("A scenario whose requests are mostly outside what is legal is refused")
  func outside() throws {
    let mix = Self.varying([("seconds", Sample.samples("4", "9", "6", "12"))])
    #expect {
      _ = try Self.forecast(Self.clips, [mix])
    } throws: { error in
      (error as? ForecastError)?.words.contains(
        "50.0 % of requests ask for a 'seconds' outside what is legal") ?? false
    }
  }

  @Test("A formula that divides by a value that varies is forecast too")
  func division() throws {
    let offer = Sample.offer(
      parameters: [Sample.count("width", 1...4000)],
      charges: [
        Sample.charge("megapixels", quantity: "1000000 / (width * width + 1)", Sample.price("0.01"))
      ])
    let shape = Sample.lognormal("500", "3000")
    let mix = Self.varying([("width", shape)])
    let count = 100_000
    var expected = 0.0
    for point in 0..<count {
      let width = shape.shape.quantile((Double(point) + 0.5) / Double(count)).rounded()
      expected += 1_000_000 / (min(width, 4000) * min(width, 4000) + 1) / Double(count)
    }
    let total = try Self.forecast(offer, [mix]).total.units.approximation
    // Small widths weigh most, and points reach them least; the sum over the widths is exact.
    #expect(abs(total / (10 * expected) - 1) < 1e-3)
  }

  @Test("A metered value may vary too, and then wins over its estimate in every request")
  func varyingMeter() throws {
    let offer = Sample.offer(
      derivations: [Sample.estimate("output_image_tokens", "1000 * images")],
      charges: [
        Sample.charge("output_image_tokens", Sample.price("max(0.00001, 0.00002)"), unit: "token"),
        Sample.charge(
          "requests", quantity: "1", Sample.price("1"), when: "output_image_tokens > 5000"),
      ])
    let mix = Self.varying([("output_image_tokens", Sample.samples("1000", "2000", "6000"))])
    let forecast = try Self.forecast(offer, [mix], requests: "512")
    // A third of the requests each, to the last digit.
    let third = try Rational(512) / Rational(3)
    #expect(forecast.lines.map(\.quantity) == [Rational(1_536_000), third])
  }
}
