import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension VariantFlip {
  /// What turns out otherwise, as a clause.
  var words: String {
    switch self {
    case .offer(let feature, let from, let to): "\(feature) is served by \(to) in place of \(from)"
    case .cheapest(let feature, let from, let to):
      "for a typical request of \(feature) \(Self.name(to)) is the cheapest, not \(Self.name(from))"
    case .plans(let from, let to):
      "plans and packs paid for are \(Self.list(to)), not \(Self.list(from))"
    case .monthlyBudget(let from, let to):
      to == 0
        ? "the monthly budget is kept in every month on average; as planned it is passed in \(from)"
        : "the monthly budget is passed on average in \(to) \(to == 1 ? "month" : "months"); as planned in none"
    case .yearlyBudget(let isPassed):
      isPassed
        ? "the yearly budget is passed on average; as planned it is kept"
        : "the yearly budget is kept on average; as planned it is passed"
    }
  }

  private static func name(_ offer: OfferID?) -> String { offer?.rawValue ?? "none with a price" }

  private static func list(_ sellers: [CreditSeller]) -> String {
    sellers.isEmpty ? "none" : sellers.map(\.description).joined(separator: ", ")
  }
}
