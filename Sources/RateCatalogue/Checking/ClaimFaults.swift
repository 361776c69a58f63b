import BillingTypes
import CostAnalysis
import PricingRules

// Claims that hold whatever things cost, or that nothing can fulfil, say nothing.

extension Claim.Expectation {
  /// What is wrong with it, whatever it is held against: figures are never below zero.
  var faults: [String] {
    switch self {
    case .above(let bound) where bound <= .zero:
      ["every price is above \(bound), so that the claim cannot fail; write a bound above 0"]
    case .below(let bound) where bound <= .zero:
      ["no price is below \(bound), so that the claim cannot hold; write a bound above 0"]
    case .range(let from, let to) where from > to:
      ["no figure is from \(from) to \(to); write the smaller bound first"]
    case .range(let from, let to) where from <= .zero:
      [
        "every price is at least \(from), so that only '\(to)' says something; write {below: \(to)}, or a first bound "
          + "above 0"
      ]
    case .roundsTo, .equals, .range, .below, .above, .word: []
    }
  }
}

extension Claim.Subject {
  /// What is wrong with it, whatever is expected.
  var faults: [String] {
    guard case .ratios(let pairs) = self else { return [] }
    return pairs.filter { $0.of.isSame(as: $0.to) }.map {
      "the claim compares \($0.of.offer) with itself, so that it is 1 whatever things cost; write another offer or "
        + "request under 'of' or 'to'"
    }
  }
}

extension Claim.QuoteReference {
  /// Whether both ask for the same, in whatever order.
  fileprivate func isSame(as other: Self) -> Bool {
    func values(_ request: Request) -> [String: String] {
      Dictionary(
        request.spelledOut(Vocabulary(parameters: [:], meters: [:], unitNames: [:], countUnits: []))
          .entries.map { ($0.name, $0.text) }, uniquingKeysWith: { $1 })
    }
    return offer == other.offer && plan == other.plan
      && parts.map(Set.init) == other.parts.map(Set.init)
      && values(request) == values(other.request)
  }
}
