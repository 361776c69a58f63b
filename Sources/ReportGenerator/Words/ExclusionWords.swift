import BillingTypes
public import CostAnalysis
import PricingRules
public import WorkloadSimulator

extension ExclusionReason {
  /// The reason in words that stand beside the offer's name.
  public var words: String {
    switch self {
    case .notSold(let day, let validity):
      "is not sold on \(day); it is sold \(validity.words(around: day))"
    case .otherCurrency(let currency): "is priced in \(currency?.code ?? "another currency")"
    case .need(let mismatch): mismatch.words
    case .translation(let refusal): refusal.words
    case .severalNotServed: "makes one at a time, and the mix asks for several"
    case .noRow:
      "can do none of the rows: it refuses what they ask for, or is not sold on their days"
    case .notShortlisted(let amount):
      "is not forecast"
        + (amount.map { ": a typical request costs \(DisplayRounding.text($0)) there" } ?? "")
    case .request(let error): error.clause
    case .scenario(let problem): problem.clause
    }
  }
}

extension NeedMismatch {
  /// The reason in words that follow the offer's name.
  public var words: String {
    switch self {
    case .onlyFor(let purposes):
      "is only for \(purposes.joined(separator: " or ")), which is not asked for"
    case .capability(let word): "does not list '\(word)'"
    case .integration(let found, let needed):
      "is called by \(found.rawValue), not by \(needed.rawValue)"
    case .latencyUnknown(let limit):
      "has no known latency, and at most \(limit) s is required"
    case .latency(let p95, let limit):
      "takes \(p95) s at p95, and at most \(limit) s is required"
    }
  }
}
