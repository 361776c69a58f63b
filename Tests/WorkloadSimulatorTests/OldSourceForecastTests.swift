import BillingTypes
import PricingRules
import TestSupport
import Testing
import WorkloadSimulator

@Suite("Old sources in forecasts")
struct OldSourceForecastTests {
  @Test("A forecast says once of each offer how old its source is on the day of its prices")
  func warning() throws {
    let read = Sample.day("2026-06-01")
    let offer = Sample.offer(
      charges: [Sample.charge("output_images", quantity: "images", Sample.price("0.1"))],
      evidence: [
        Evidence(source: "a page", read: read, dated: nil, says: nil, confidence: .high)
      ])
    let scenario = Sample.scenario(
      ["a", "b"].map { Sample.feature($0, volume: Sample.requests("10")) }, months: 3)
    func warnings(_ day: String) throws -> [ForecastWarning] {
      try Sample.forecast(scenario, Sample.catalogue(offer), asOf: day).warnings
    }
    let day = Sample.day("2026-12-01")
    #expect(
      try warnings("2026-12-01") == [
        .oldSource(offer: offer.id, OldSource(read: read, asOf: day))
      ])
    #expect(try warnings("2026-08-30").isEmpty)
  }
}
