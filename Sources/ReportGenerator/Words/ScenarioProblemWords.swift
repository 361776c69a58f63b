import BillingTypes
import PricingRules
public import WorkloadSimulator

extension ForecastError {
  /// What is wrong, after the feature it is about.
  public var words: String {
    place.feature.map { "feature '\($0)': \(problem.words)" } ?? problem.words
  }
}

extension ScenarioProblem {
  /// What is wrong, in one line that leads with the offer where it speaks of one alone.
  public var words: String {
    switch self {
    case .request(let error): error.description
    case .mixNotPriceable(let offer, _), .mixOutsideLegal(let offer, _), .cannotVary(let offer, _):
      "\(offer): \(clause)"
    default: clause
    }
  }

  /// The line for a reader who sees beside it which offer it is about.
  public var clause: String {
    switch self {
    case .request(let error): error.clause
    case .noOffer(let id): "no offer '\(id)'"
    case .planListedTwice(let id, let month):
      "plan '\(id)' is listed twice" + (month.map { " for \($0)" } ?? "")
    case .plansOverlap(let first, let second, let key, let month):
      "plans '\(first)' and '\(second)' both include \(key)"
        + (month.map { " in \($0); end one ('to') before the other begins ('from')" }
          ?? "; list the one that is used")
    case .planNotSold(let id, let validity, let day, let others):
      "plan '\(id)' is not sold on \(day); it is sold \(validity.words)"
        + (others.isEmpty ? "" : "; sold then are \(quotedList(others))")
    case .otherCurrency(let offer, let currency, let scenario):
      "\(offer) is priced in \(currency?.code ?? "another currency"), the scenario "
        + "is in \(scenario); conversion needs a dated rate"
    case .chainInput(let name, let offer, let isKnown, let numbers):
      "a chain cannot feed it: "
        + (isKnown
          ? "'\(name)' of \(offer) is not a number" : "\(offer) has no parameter '\(name)'")
        + suggestion(for: name, among: numbers)
    case .unknownCredit(let id, let known):
      "no credit is called '\(id)'\(suggestion(for: id, among: known))"
    case .noPacks(let credit):
      "no pack of '\(credit)' is known; it comes with a plan: list one under 'plans'"
    case .packsBesidePlan(let credit, let plan):
      "'\(credit)' is used under plan '\(plan)', which packs do not add to; leave out the packs or "
        + "the plan"
    case .creditUnused(let credit):
      "no feature uses '\(credit)', so that its packs would be paid for nothing"
    case .mixNotPriceable(_, let error):
      "some requests of the mix cannot be priced: \(error)"
    case .mixOutsideLegal(_, let gaps): "\(gaps.words); that is too much to forecast"
    case .cannotVary(_, let name): "'\(name)' is not a number and cannot vary"
    case .correlationsContradict:
      "these correlations contradict each other: no numbers can have them all; bring "
        + "some nearer to 0"
    case .monthOutside(let month, let first, let last):
      "'\(month)' is not a month of the scenario, which has \(first) to \(last)"
    case .capabilityUnlisted(let word, let category, let listed):
      "no offer in \(category.rawValue) lists '\(word)'\(suggestion(for: word, among: listed))"
    case .plannedOfferUnfit(let offer, let mismatch):
      "the planned offer \(offer) \(mismatch.words)"
    case .roughNotAssumed(let name):
      "\(name) is 'about' a number, and assumptions.yaml does not say how far such numbers may be off; write {p10: …, p90: …}"
    case .tooLarge:
      "what it asks for, or what that costs, is too large to be exact; fewer requests, less growth or fewer months can be"
    }
  }
}
