import BillingTypes
import PricingRules

/// What rows of one offer that give the same things have in common.
struct RowPattern: Sendable {
  /// Whether their bills are not known to the last digit, though they succeeded.
  let isOpen: Bool
  /// The offer's parameters that may move its price: given, left to their defaults, or not needed because what
  /// they move is metered.
  let given: [String]
  let defaulted: [String]
  let metered: [String]

  /// Works it out.
  ///
  /// - Parameters:
  ///   - offer: The offer.
  ///   - rules: Its rules, one form for each of its versions.
  ///   - names: What the rows give.
  ///   - assumesDefaults: Whether a default opens nothing.
  init(_ offer: Offer, _ rules: [CompiledOffer], names: Set<String>, assumesDefaults: Bool) {
    let meters = names.filter { offer.parameter($0) == nil }
    let moving = Set(rules.flatMap { $0.parametersNeeded(whenGiven: []) })
    let needed = Set(rules.flatMap { $0.parametersNeeded(whenGiven: names) })
    // How a request ended is no setting: a row that does not say so is of one that succeeded.
    let parameters = offer.allParameters.map(\.name).filter {
      $0 != Outcome.parameterName && moving.contains($0)
    }
    let open = parameters.filter { !names.contains($0) && needed.contains($0) }
    // Who gives single ones of a list says how many there are, and of what is given for each all that there is.
    let said = names.union(offer.namesOfLists(saidBy: names))
    given = parameters.filter(said.contains)
    defaulted = open.filter { !said.contains($0) }
    metered = parameters.filter { !said.contains($0) && !needed.contains($0) }
    let hasSpread = offer.derivations.contains { $0.spread != nil && !meters.contains($0.name) }
    isOpen = hasSpread || !(assumesDefaults || open.isEmpty)
  }
}
