import BillingTypes
import CostAnalysis
import PricingRules
import TestSupport
import Testing
import WorkloadSimulator

@Suite("Plans of alternatives")
struct AlternativePlanTests {
  typealias Suite = AlternativesTests

  static let overage: [(key: String, price: Plan.Overage)] = [
    (key: "acme/credit", price: .price(Sample.number("0.12")))
  ]

  @Test("An alternative in credits is priced under its card's default plan")
  func defaultPlan() throws {
    let alternatives = try Suite.alternatives(
      // As many as are planned: of a count that varies, an allowance bends the mean.
      Sample.feature(
        offer: "brand/still/generate", volume: Sample.requests("1000"),
        calls: CallPattern(overdispersion: .zero)),
      [
        Sample.imageOffer("brand/still/generate", price: "0.05"),
        Sample.creditOffer("acme/credits/generate", costs: "1"),
      ],
      of: [
        Sample.plan(
          fee: "10", includes: [(key: "acme/credit", quantity: "900")], overage: Self.overage)
      ], credits: [Sample.credit(default: .plan("acme/standard"))])
    #expect(
      Suite.costs(alternatives) == ["acme/credits/generate 22", "brand/still/generate 50"])
  }

  @Test("A plan of the scenario serves its own credits, and costs others nothing")
  func subscribedPlan() throws {
    let alternatives = try Suite.alternatives(
      Sample.feature(
        offer: "acme/credits/generate", volume: Sample.requests("1000"),
        calls: CallPattern(overdispersion: .zero)),
      [
        Sample.imageOffer("brand/still/generate", price: "0.05"),
        Sample.creditOffer("acme/credits/generate", costs: "1"),
      ], plans: ["acme/standard"],
      of: [
        Sample.plan(
          fee: "40", includes: [(key: "acme/credit", quantity: "900")], overage: Self.overage)
      ], credits: [Sample.credit(packs: [("100", "100")])])
    #expect(
      Suite.costs(alternatives) == ["brand/still/generate 50", "acme/credits/generate 52"])
  }

  @Test("A plan for a meter serves its own provider, and costs others with that meter nothing")
  func meterPlan() throws {
    let alternatives = try Suite.alternatives(
      Sample.feature(offer: "acme/still/generate"),
      [
        Sample.imageOffer("acme/still/generate", price: "0.5"),
        Sample.imageOffer("brand/still/generate", price: "0.05"),
      ], plans: ["acme/standard"],
      of: [Sample.plan(fee: "40", includes: [(key: "output_images", quantity: "2000")])])
    #expect(
      Suite.costs(alternatives) == ["acme/still/generate 40", "brand/still/generate 50"])
  }

  @Test(
    "A feature pays the whole plan when it is looked at alone, whoever shares it in the scenario")
  func wholePlan() throws {
    let features = ["a", "b"].map { Sample.feature($0, offer: "acme/credits/generate") }
    let found = try Sample.alternatives(
      Sample.scenario(features, plans: ["acme/standard"]),
      Sample.catalogue(
        [Sample.creditOffer("acme/credits/generate", costs: "1")],
        plans: [Sample.plan(fee: "40", includes: [(key: "acme/credit", quantity: "2000")])],
        credits: [Sample.credit()]))
    #expect(
      found.map { Suite.costs($0) } == [["acme/credits/generate 40"], ["acme/credits/generate 40"]])
  }
}
