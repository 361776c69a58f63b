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
