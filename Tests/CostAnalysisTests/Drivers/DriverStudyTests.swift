import BillingTypes
import CostAnalysis
import PricingRules
import TestSupport
import Testing
import WorkloadSimulator

/// What drives the spread of a total.
@Suite("The study of drivers")
struct DriverStudyTests {
  static func drivers(
    volume: Volume, takes: Distribution = Sample.fixed("1"), trials: Int = 2500, workers: Int = 1
  ) throws -> [Driver] {
    let scenario = Sample.scenario(
      [
        Sample.feature(volume: volume, takes: takes, calls: CallPattern(overdispersion: .zero)),
        Sample.feature("other", offer: "acme/other/generate", volume: volume),
      ], months: 2, shared: [Sample.lognormal("0.8", "1.25")])
    return try ScenarioAnalysis(
      Forecaster(
        catalogue: Sample.catalogue(
          Sample.imageOffer(price: "0.05"), Sample.imageOffer("acme/other/generate", price: "0.001")
        ),
        asOf: Sample.day("2026-12-01"))
    ).forecast(scenario, TrialOptions(trials: trials, seed: 3, workers: workers)).drivers
  }

  @Test("The input that varies most comes first, and what changes no cost has next to no share")
  func order() throws {
    let drivers = try Self.drivers(
      volume: .requests(Sample.lognormal("20000", "200000")), takes: Sample.uniform("1", "3"))
    #expect(drivers.first?.name == "pictures.requests_per_month")
    #expect(drivers.map(\.total) == drivers.map(\.total).sorted(by: >))
    let takes = drivers.first { $0.name == "pictures.takes_per_accepted" }
    #expect((takes?.total ?? 0) < 0.05)
    for driver in drivers {
      #expect((0...1).contains(driver.firstOrder ?? 0) && (0...1).contains(driver.total))
      #expect(driver.total >= 2 * driver.totalError && driver.totalError > 0)
    }
  }

  @Test("Two threads find the same drivers as one, to the last bit")
  func threads() throws {
    let volume = Volume.requests(Sample.lognormal("80", "200"))
    let one = try Self.drivers(volume: volume)
    #expect(try Self.drivers(volume: volume, workers: 2) == one)
    #expect(!one.isEmpty)
  }

  @Test("Fewer than a hundred trials say nothing of drivers")
  func fewTrials() throws {
    #expect(try Self.drivers(volume: Sample.requests("100"), trials: 99).isEmpty)
  }
}
