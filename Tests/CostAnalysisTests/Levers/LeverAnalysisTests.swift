import BillingTypes
import CostAnalysis
import PricingRules
import TestSupport
import Testing
import WorkloadSimulator

@Suite("Levers")
struct LeverAnalysisTests {
  static func offer(
    _ id: OfferID, model: String = "still", price: String, tiers: [ServiceTier] = []
  ) -> Offer {
    Sample.offer(
      id, model: model,
      charges: [Sample.charge("output_images", quantity: "1", Sample.price(price))],
      serviceTiers: tiers,
      evidence: [
        Evidence(source: "page", read: nil, dated: nil, says: nil, confidence: .high)
      ])
  }

  static let batch = ServiceTier(
    name: "batch", multiplier: Sample.number("0.5"), latency: "24 hours")
  static let priority = ServiceTier(name: "priority", multiplier: Sample.number("2"), latency: nil)

  static func study(
    budget: Budget, offers: [Offer], patience: Patience? = nil
  ) throws -> (Forecast, LeverStudy) {
    let feature = Sample.feature(
      "pictures", offer: "acme/still/generate", volume: .requests(Sample.lognormal("90", "110")),
      patience: patience)
    let scenario = Scenario(
      name: "s", story: "", currency: .usd, start: Sample.day("2027-01-01").month, monthCount: 12,
      asOf: nil, features: [feature], shared: [], subscriptions: [], overhead: Overhead(),
      budget: budget)
    let day = Sample.day("2026-12-01")
    let forecaster = Forecaster(catalogue: Sample.catalogue(offers), asOf: day)
    let options = TrialOptions(trials: 300)
    let forecast = try forecaster.forecast(scenario, options)
    let alternatives = try AlternativesAnalysis(
      catalogue: Sample.catalogue(offers), asOf: day, trials: options
    ).alternatives(of: scenario)
    return (
      forecast, LeverAnalysis(forecaster, trials: options).study(of: forecast, alternatives)
    )
  }

  @Test(
    "A tier at half the price saves half, and is advised where the budget fits better by a verdict")
  func tier() throws {
    let offers = [
      Self.offer("acme/still/generate", price: "1", tiers: [Self.batch, Self.priority])
    ]
    // About 1,200 a year.
    let (forecast, study) = try Self.study(
      budget: Budget(year: Sample.number("1000")), offers: offers)
    let lever = try #require(study.levers.first)
    #expect(study.levers.count == 1)
    #expect(lever.change == .serviceTier(Self.batch))
    #expect(lever.isLikeForLike)
    let half = forecast.total.units.approximation / 2
    #expect(abs(lever.saving.units.approximation - half) < 0.001)
    #expect(study.advised.count == 1)
    #expect(study.asAdvised?.total == lever.forecast.total)
    // Where the plan fits already, nothing is to be changed.
    let (_, rich) = try Self.study(budget: Budget(year: Sample.number("5000")), offers: offers)
    #expect(rich.levers.count == 1 && rich.advised.isEmpty && rich.asAdvised == nil)
    let (_, free) = try Self.study(budget: Budget(), offers: offers)
    #expect(free.levers.count == 1 && free.advised.isEmpty)
  }

  @Test("Who may not wait is offered no slower tier")
  func patience() throws {
    let (_, study) = try Self.study(
      budget: Budget(year: Sample.number("1000")),
      offers: [Self.offer("acme/still/generate", price: "1", tiers: [Self.batch])],
      patience: Patience(seconds: .one, share: Sample.number("0.05")))
    #expect(study.levers.isEmpty)
  }

  @Test("Of what fits as well, the least change is advised; another model never is")
  func leastChange() throws {
    let others = [
      Self.offer("other/still/generate", price: "0.4"),
      Self.offer("third/plain/generate", model: "plain", price: "0.01"),
    ]
    let budget = Budget(year: Sample.number("1000"))
    let (_, both) = try Self.study(
      budget: budget,
      offers: [Self.offer("acme/still/generate", price: "1", tiers: [Self.batch])] + others)
    #expect(both.levers.map(\.change) == [.serviceTier(Self.batch), .seller, .model])
    #expect(both.advised.map(\.change) == [.serviceTier(Self.batch)])
    let (_, seller) = try Self.study(
      budget: budget, offers: [Self.offer("acme/still/generate", price: "1")] + others)
    #expect(seller.advised.map(\.offer.id) == ["other/still/generate"])
    let (_, model) = try Self.study(
      budget: budget, offers: [Self.offer("acme/still/generate", price: "1"), others[1]])
    #expect(model.levers.map(\.change) == [.model] && model.advised.isEmpty)
  }

  @Test("A saving under two per cent is no lever")
  func smallSaving() throws {
    let (_, study) = try Self.study(
      budget: Budget(year: Sample.number("1000")),
      offers: [
        Self.offer("acme/still/generate", price: "1"),
        Self.offer("other/still/generate", price: "0.985"),
      ])
    #expect(study.levers.isEmpty)
  }

  @Test(
    "A verdict begins where the one before it ends",
    arguments: [
      (0.0, .fits), (0.0499, .fits), (0.05, .likelyFits), (0.199, .likelyFits), (0.2, .atRisk),
      (0.499, .atRisk), (0.5, .doesNotFit), (1, .doesNotFit),
    ] as [(Double, BudgetVerdict)])
  func verdicts(chance: Double, verdict: BudgetVerdict) {
    #expect(BudgetVerdict(chance: chance) == verdict)
  }
}
