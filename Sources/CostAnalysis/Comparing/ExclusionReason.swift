public import BillingTypes
public import PricingRules
public import WorkloadSimulator

/// Why an offer is left out of a comparison or of a feature's alternatives.
public enum ExclusionReason: Error, Hashable, CodedFact {
  /// It is not sold on the day.
  case notSold(day: Day, validity: Validity)
  /// It is priced in another currency than the scenario; nil for one that is not known.
  case otherCurrency(Currency?)
  /// It cannot do what is needed.
  case need(NeedMismatch)
  /// It cannot serve a value that is asked for.
  case translation(TranslationRefusal)
  /// It makes one at a time, and the mix asks for several.
  case severalNotServed
  /// It refuses the request.
  case request(RequestError)
  /// The feature cannot be forecast with it.
  case scenario(ScenarioProblem)
  /// It can do no row of the log: it is not sold on their days, or refuses what they ask for.
  case noRow
  /// It can serve the feature and is not forecast, as are others of very many that can; with what a typical request
  /// costs, where that is known.
  case notShortlisted(Money?)

  /// Why the offer is left out, for programs.
  public var code: FactCode {
    switch self {
    case .notSold: .notSold
    case .otherCurrency: .otherCurrency
    case .need(let mismatch): mismatch.code
    case .translation(let refusal): refusal.code
    case .severalNotServed: .severalNotServed
    case .request(let error): error.code
    case .scenario(let problem): problem.code
    case .noRow: .servesNoRow
    case .notShortlisted: .notShortlisted
    }
  }
}
