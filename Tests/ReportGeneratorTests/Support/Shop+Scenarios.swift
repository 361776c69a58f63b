import BillingTypes
import CostAnalysis
import PricingRules
import TestSupport
import WorkloadSimulator

extension Shop {
  static func feature(
    _ name: String, _ offer: OfferID, requests: String, failure: String = "0",
    moderation: String = "0"
  ) -> Feature {
    Sample.feature(
      name, offer: offer, volume: Sample.requests(requests), growth: Sample.fixed("0.01"),
      mix: [Sample.requests(["images": "2"])], takes: Sample.fixed("3"),
      failure: Sample.fixed(failure), moderation: Sample.fixed(moderation))
  }

  static func scenario(
    _ features: [Feature], months: Int = 2, plans: [PlanID] = [], name: String = "A, \"small\" shop"
  ) -> Scenario {
    Scenario(
      name: name, story: "", currency: .usd, start: Sample.day("2027-01-01").month,
      monthCount: months,
      asOf: nil, features: features, shared: [], subscriptions: plans.map { Subscription($0) },
      overhead: Overhead(),
      budget: Budget())
  }

  static let pictures = feature("pictures", "acme/still/generate", requests: "100")
  static let stickers = feature("stickers", "acme/credits/generate", requests: "200")

  static func forecast(_ scenario: Scenario) throws -> Forecast {
    try Forecaster(catalogue: catalogue, asOf: day).expected(scenario)
  }

  static func quote(_ offer: OfferID, _ request: Request = [:]) throws -> Quote {
    try Quoter(catalogue: catalogue, asOf: day).quote(offer, request)
  }
}
