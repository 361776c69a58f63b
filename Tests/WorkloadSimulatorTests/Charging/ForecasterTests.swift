import BillingTypes
import PricingRules
import TestSupport
import Testing
import WorkloadSimulator

@Suite("Forecasts")
struct ForecasterTests {
  @Test("A price per image costs the images that were asked for")
  func onePrice() throws {
    let catalogue = Sample.catalogue([Sample.imageOffer(price: "0.04")])
    let feature = Sample.feature(
      volume: Sample.requests("1000"), mix: [Sample.requests(["images": "2"])])
    let forecast = try Sample.forecast(Sample.scenario([feature], months: 2), catalogue)
    #expect(forecast.monthlyCosts == ["80", "80"])
    #expect(forecast.total == Sample.usd("160"))
    #expect(forecast.completeness == .complete)

    let line = try #require(forecast.lines.first)
    #expect(line.month.description == "2027-01")
    #expect(line.feature == "pictures")
    #expect(line.category == .imageGeneration)
    #expect(line.provider == "acme")
    #expect(line.offer == "acme/still/generate")
    #expect(line.meter == "output_images")
    #expect(line.unit == "image")
    #expect(line.quantity == Rational(2000))
    #expect(line.unitPrice == Sample.number("0.04"))
    #expect(line.seller == nil)
    #expect(line.missing == [])
    #expect(line.priceFrom == nil)
  }

  @Test("A mix costs what its classes cost, in proportion to their shares")
  func mix() throws {
    let offer = Sample.offer(
      parameters: [Sample.count("images"), Sample.choice("quality", ["low", "high"])],
      charges: [
        Sample.charge(
          "output_images", quantity: "images",
          Sample.price("if(quality == high, 0.2, 0.05)"))
      ])
    let feature = Sample.feature(
      volume: Sample.requests("1000"),
      mix: [
        Sample.requests(share: "70%", [:]),
        Sample.requests(share: "25%", ["quality": "high"]),
        Sample.requests(share: "5%", ["quality": "high", "images": "4"]),
      ])
    let forecast = try Sample.forecast(Sample.scenario([feature]), Sample.catalogue([offer]))
    // 700 × 0.05 + 250 × 0.20 + 50 × 4 × 0.20
    #expect(forecast.total == Sample.usd("125"))
    #expect(forecast.lines.map(\.quantity) == [Rational(1150)])
  }

  @Test("Every charge of an offer has its own line; one that is never used has none")
  func charges() throws {
    let offer = Sample.offer(
      parameters: [Sample.count("images"), Sample.count("prompt_tokens", default: 60)],
      charges: [
        Sample.charge("input_text_tokens", quantity: "prompt_tokens", Sample.price("0.000005")),
        Sample.charge("output_images", quantity: "images", Sample.price("0.04")),
        Sample.charge("gpu_seconds", quantity: "3", Sample.price("9"), when: "images > 5"),
      ])
    let feature = Sample.feature(volume: Sample.requests("1000"))
    let forecast = try Sample.forecast(Sample.scenario([feature]), Sample.catalogue([offer]))
    #expect(forecast.lines.map(\.meter) == ["input_text_tokens", "output_images"])
    #expect(forecast.lines.compactMap(\.cost) == [Sample.usd("0.3"), Sample.usd("40")])
    #expect(forecast.total == Sample.usd("40.3"))
  }

  @Test("A session pays for the time it lasts, idle time and minimum included")
  func sessions() throws {
    let offer = Sample.offer(
      category: .liveAvatar,
      parameters: [
        Sample.count("session_seconds", 1...7200, default: 60),
        Sample.count("idle_seconds", 0...600, default: 0),
      ],
      derivations: [
        Sample.estimate(
          "session_minutes", "max(2, ceil((session_seconds + min(idle_seconds, 30)) / 60))")
      ], charges: [Sample.charge("session_minutes", Sample.price("0.10"), unit: "minute")])
    func total(_ values: [String: String]) throws -> Money {
      let feature = Sample.feature(
        category: .liveAvatar, volume: .sessions(Sample.fixed("9000")),
        mix: [Sample.requests(values)])
      return try Sample.forecast(Sample.scenario([feature]), Sample.catalogue([offer])).total
    }
    // 9,000 sessions of 2, 2, 3 and 4 minutes.
    #expect(try total(["session_seconds": "20", "idle_seconds": "5"]) == Sample.usd("1800"))
    #expect(try total(["session_seconds": "100", "idle_seconds": "20"]) == Sample.usd("1800"))
    #expect(try total(["session_seconds": "100", "idle_seconds": "21"]) == Sample.usd("2700"))
    #expect(try total(["session_seconds": "180", "idle_seconds": "600"]) == Sample.usd("3600"))
  }

  @Test("A forecast is what plain loops over months and features come to", arguments: 0..<200)
  func oracle(seed: Int) throws {
    var scenarios = RandomScenarios(seed: UInt64(seed))
    let plain = scenarios.scenario()
    let forecast = try Sample.forecast(plain.scenario, plain.catalogue)
    var total = Money.zero(in: .usd)
    for month in 0..<plain.months {
      for feature in plain.features {
        let expected = try plain.cost(feature, month: month)
        total = try total + expected
        let summary = try #require(
          forecast.summaries.first {
            $0.month.index == plain.scenario.start.index + month && $0.feature == feature.name
          })
        #expect(summary.cost == expected)
        #expect(try summary.requests == plain.requests(feature.name, month: month))
        #expect(try summary.accepted == plain.accepted(feature.name, month: month))
      }
    }
    #expect(forecast.total == total)
  }

  @Test("Means of uncertain inputs multiply as plain binary numbers do")
  func uncertainInputs() throws {
    let feature = Sample.feature(
      volume: .requests(Sample.lognormal("16000", "30000")), growth: Sample.normal("0.01", "0.05"),
      takes: Sample.lognormal("1.3", "3.0"), failure: Sample.logitNormal("0.01", "0.04"))
    let catalogue = Sample.catalogue([
      Sample.imageOffer(price: "0.0667", outcomes: [.failed: .notBilled])
    ])
    let forecast = try Sample.forecast(
      Sample.scenario([feature], months: 12, shared: [Sample.lognormal("0.8", "1.25")]), catalogue)
    var expected = 0.0
    var requests =
      Sample.lognormal("16000", "30000").shape.mean * Sample.lognormal("0.8", "1.25").shape.mean
    for _ in 0..<12 {
      expected += requests * 0.0667 * (1 - Sample.logitNormal("0.01", "0.04").shape.mean)
      requests *= 1.03
    }
    // Means are rounded to nine decimals before they multiply.
    #expect(abs(forecast.total.units.approximation / expected - 1) < 1e-8)
  }

  @Test("The offers of a forecast are those used, each once, in the order of the features")
  func offers() throws {
    let catalogue = Sample.catalogue(
      ["acme/a/generate", "acme/b/generate", "acme/c/generate"].map {
        Sample.imageOffer($0, price: "1")
      })
    let features = ["acme/c/generate", "acme/a/generate", "acme/c/generate"].enumerated().map {
      Sample.feature("f\($0.offset)", offer: $0.element, volume: Sample.requests("1"))
    }
    let forecast = try Sample.forecast(Sample.scenario(features), catalogue)
    #expect(forecast.offers.map(\.id) == ["acme/c/generate", "acme/a/generate"])
  }
}
