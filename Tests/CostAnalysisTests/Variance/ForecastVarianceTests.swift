import BillingTypes
import CostAnalysis
import PricingRules
import TestSupport
import Testing
import WorkloadSimulator

@Suite("The change from one forecast to another")
struct ForecastVarianceTests {
  private static let catalogue = Sample.catalogue(
    Sample.imageOffer(price: "0.05"), Sample.imageOffer("acme/other/generate", price: "0.02"))
  private static let dearer = Sample.catalogue(
    Sample.imageOffer(price: "0.06"), Sample.imageOffer("acme/other/generate", price: "0.02"))

  private static func variance(
    from before: Scenario, _ own: Catalogue = catalogue, to after: Scenario,
    _ other: Catalogue = catalogue
  ) throws -> ForecastVariance {
    func side(_ scenario: Scenario, _ cards: Catalogue) throws -> ForecastVariance.Side {
      try .init(scenario, by: Forecaster(catalogue: cards, asOf: Sample.day("2026-12-01")))
    }
    return try ForecastVariance(from: side(before, own), to: side(after, other))
  }

  private static func scenario(
    requests: String = "1000", takes: String = "1", offer: OfferID = "acme/still/generate",
    months: Int = 2
  ) -> Scenario {
    Sample.scenario(
      [
        Sample.feature(
          offer: offer, volume: .accepted(Sample.fixed(requests)), takes: Sample.fixed(takes))
      ], months: months)
  }

  private func texts(_ variance: CostVariance) -> [String] {
    variance.parts.map { $0.amount?.decimalText ?? "unknown" }
  }

  @Test("A scenario against itself has no effect at all")
  func nothing() throws {
    let variance = try Self.variance(from: Self.scenario(), to: Self.scenario())
    #expect(texts(variance.whole) == ["0", "0", "0", "0", "0", "0", "0"])
    #expect(try variance.whole.change() == .zero(in: .usd))
  }

  @Test("Each change of a scenario is the effect that it has")
  func effects() throws {
    let base = Self.scenario()
    let more = try Self.variance(from: base, to: Self.scenario(requests: "1500"))
    #expect(texts(more.whole) == ["50", "0", "0", "0", "0", "0", "0"])
    let takes = try Self.variance(from: base, to: Self.scenario(takes: "1.5"))
    #expect(texts(takes.whole) == ["0", "0", "0", "0", "50", "0", "0"])
    let price = try Self.variance(from: base, to: base, Self.dearer)
    #expect(texts(price.whole) == ["0", "0", "0", "0", "0", "20", "0"])
    let offer = try Self.variance(from: base, to: Self.scenario(offer: "acme/other/generate"))
    #expect(texts(offer.whole) == ["0", "0", "-60", "0", "0", "0", "0"])
    let longer = try Self.variance(from: base, to: Self.scenario(months: 3))
    #expect(texts(longer.whole) == ["50", "0", "0", "0", "0", "0", "0"])
  }

  @Test("Classes of requests that trade places with each other are mix")
  func mix() throws {
    func scenario(_ share: String, _ rest: String) -> Scenario {
      Sample.scenario([
        Sample.feature(
          volume: Sample.requests("1000"),
          mix: [
            Sample.requests(share: share, ["images": "1"]),
            Sample.requests(share: rest, ["images": "2"]),
          ])
      ])
    }
    let variance = try Self.variance(from: scenario("0.7", "0.3"), to: scenario("0.4", "0.6"))
    // 300 requests of 0.05 become 300 of 0.10.
    #expect(texts(variance.whole) == ["0", "15", "0", "0", "0", "0", "0"])
  }

  @Test("Features that are new and gone stand in lines of their own, which add up to the whole")
  func features() throws {
    let before = Sample.scenario([
      Sample.feature("a", volume: Sample.requests("100")),
      Sample.feature("b", volume: Sample.requests("40")),
    ])
    let after = Sample.scenario([
      Sample.feature("a", volume: Sample.requests("120")),
      Sample.feature("c", offer: "acme/other/generate", volume: Sample.requests("10")),
    ])
    let variance = try Self.variance(from: before, to: after)
    #expect(variance.features.map(\.feature) == ["a", "b", "c"])
    #expect(texts(variance.features[0].variance) == ["1", "0", "0", "0", "0", "0", "0"])
    #expect(texts(variance.features[1].variance) == ["-2", "0", "0", "0", "0", "0", "0"])
    #expect(texts(variance.features[2].variance) == ["0", "0", "0.2", "0", "0", "0", "0"])
    #expect(texts(variance.whole) == ["-1", "0", "0.2", "0", "0", "0", "0"])
    #expect(try variance.whole.unexplained() == .zero(in: .usd))
  }
}
