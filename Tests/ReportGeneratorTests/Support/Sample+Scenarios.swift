import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension Sample {
  static func feature(
    _ name: String, _ offer: String, requests: String, failure: String = "0",
    moderation: String = "0"
  ) -> Feature {
    Feature(
      name: name, category: .imageGeneration, needs: Needs(), offer: offer, candidates: nil,
      volume: .requests(.fixed(number(requests))), growth: .fixed(number("0.01")), seasonality: [:],
      mix: [RequestClass(share: .one, values: [("images", .text("2"))])],
      takesPerAccepted: .fixed(number("3")), failureRate: .fixed(number(failure)),
      moderationRate: .fixed(number(moderation)), line: 7)
  }

  static func scenario(
    _ features: [Feature], months: Int = 2, plans: [String] = [], name: String = "A, \"small\" shop"
  ) -> Scenario {
    Scenario(
      name: name, story: "", currency: .usd, start: day("2027-01-01").month, monthCount: months,
      asOf: nil, features: features, shared: [], plans: plans, overhead: Overhead(),
      budget: Budget())
  }

  static let pictures = feature("pictures", "acme/still/generate", requests: "100")
  static let stickers = feature("stickers", "acme/credits/generate", requests: "200")

  static func forecast(_ scenario: Scenario) throws -> Forecast {
    try Forecaster(catalogue: catalogue, asOf: day).expected(scenario)
  }

  static func quote(_ offer: String, _ request: Request = [:]) throws -> Quote {
    try Quoter(catalogue: catalogue, asOf: day).quote(offer, request)
  }
}
