import BillingTypes
import CostAnalysis
import PricingRules
import TestSupport
import WorkloadSimulator

@testable import ReportGenerator

/// Reports on small scenarios, for tests of the page.
enum PageShop {
  /// What a test changes of a scenario.
  struct Setting {
    var name = "A, \"small\" shop"
    var story = ""
    var features: [Feature] = [Shop.pictures, Shop.stickers]
    var months = 3
    var trials = 200
    var budget = Budget(month: Sample.number("20"), year: Sample.number("60"))
    var overhead = Overhead(
      perVendorMonth: Sample.number("1"), integration: [.requestResponse: Sample.number("10")])
    var catalogue = Shop.catalogue
    var file = "shop.yaml"
    var terms = Terms([])
    var exchange: ExchangeRate?
  }

  /// The report on a scenario of the shop.
  static func report(_ change: (inout Setting) -> Void = { _ in }) throws -> ScenarioReport {
    var setting = Setting()
    change(&setting)
    let scenario = Scenario(
      name: setting.name, story: setting.story, currency: .usd,
      start: Sample.day("2027-01-01").month, monthCount: setting.months, asOf: nil,
      features: setting.features, shared: [], subscriptions: [], overhead: setting.overhead,
      budget: setting.budget)
    let forecaster = Forecaster(catalogue: setting.catalogue, asOf: Shop.day)
    let options = TrialOptions(trials: setting.trials, seed: 7)
    var studied = try ScenarioAnalysis(forecaster).forecast(
      scenario, options, terms: setting.terms)
    studied.exchange = setting.exchange
    let contracted = try studied.contracted.map { _ in
      try ScenarioAnalysis(forecaster).contractedForecaster(scenario, setting.terms)
    }
    let alternatives = try AlternativesAnalysis(
      catalogue: setting.catalogue, asOf: Shop.day, trials: options
    ).alternatives(of: scenario)
    return ScenarioReport(
      forecast: studied, alternatives: alternatives, catalogue: setting.catalogue,
      provenance: .init(
        scenarioFile: setting.file, scenarioDigest: "d1",
        command: "mediacost report \(setting.file)",
        version: "1"),
      levers: LeverAnalysis(forecaster, trials: options, contracted: contracted)
        .study(of: studied.forecast, alternatives))
  }

  /// The page of a scenario of the shop.
  static func page(_ change: (inout Setting) -> Void = { _ in }) throws -> String {
    try ReportPage(report(change)).text
  }

  /// Pictures whose number is uncertain.
  static let uncertain = Sample.feature(
    "pictures", offer: "acme/still/generate",
    volume: .requests(Sample.lognormal("100", "300")),
    mix: [Sample.requests(["images": "2"])])
}
