import BillingTypes
import PricingRules
public import WorkloadSimulator

// What is told by a typical request alone, for whom forecasts of every offer take too long.
extension AlternativesAnalysis {
  /// The offers that are simply sold and can serve a feature, with what a typical request costs there, where that is
  /// known.
  func typicalCosts(
    for feature: Feature, in scenario: Scenario
  ) -> [(candidate: Candidate, cost: Money)] {
    let able = candidates(for: feature, in: scenario).able.filter {
      !$0.offer.validity.life.ranksApart
    }
    let costs = Shortlist.costs(
      of: able, Quoter(catalogue: catalogue, asOf: max(asOf, scenario.start.firstDay)))
    return zip(able, costs).compactMap { candidate, cost in cost.map { (candidate, $0) } }
  }

  /// The offer with which a typical request of a feature costs least, among those that are simply sold; nil where none
  /// has a price.
  func cheapest(for feature: Feature, in scenario: Scenario) -> OfferID? {
    typicalCosts(for: feature, in: scenario)
      .min {
        ($0.cost.picounits, $0.candidate.offer.id) < ($1.cost.picounits, $1.candidate.offer.id)
      }?
      .candidate.offer.id
  }

  /// The choices of providers for a whole scenario; see ``VendorChoice``.
  ///
  /// - Parameter scenario: The scenario.
  /// - Throws: `NumberError` or `MoneyError` for figures that do not fit.
  /// - Returns: The plan first; none where there is nothing to choose.
  public func vendorChoices(for scenario: Scenario) throws -> [VendorChoice] {
    try VendorStudy(alternatives: self).choices(of: scenario)
  }
}

extension Feature {
  /// Whether every offer gives the same price to a typical request of another feature: all is the same that
  /// ``AlternativesAnalysis/typicalCosts(for:in:)`` looks at, besides the scenario's days and currency.
  func asksAlike(_ other: Feature) -> Bool {
    category == other.category && needs == other.needs && offer == other.offer
      && candidates == other.candidates && defaults == other.defaults
      && mix.elementsEqual(other.mix) { own, other in
        own.share == other.share
          && own.values.elementsEqual(other.values) { $0.name == $1.name && $0.value == $1.value }
      }
  }
}
