public import BillingTypes
public import PricingRules

/// Why a scenario cannot be forecast: which part of it, and what is wrong.
public struct ForecastError: Error, Hashable, Sendable {
  /// The part of the scenario.
  public let place: ScenarioPlace
  /// What is wrong.
  public let problem: ScenarioProblem

  /// Creates an error.
  public init(_ place: ScenarioPlace, _ problem: ScenarioProblem) {
    self.place = place
    self.problem = problem
  }

  /// Creates an error about a feature.
  public init(_ feature: Feature, _ problem: ScenarioProblem) {
    self.init(.feature(feature.name), problem)
  }
}

extension Feature {
  /// Says of numbers that do not fit that they are this feature's.
  ///
  /// - Throws: What the body throws; ``ForecastError`` in place of an overflow.
  func naming<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch NumberError.overflow, MoneyError.overflow {
      throw ForecastError(self, .tooLarge)
    }
  }
}

/// What is wrong with a scenario, or with a scenario at a catalogue.
public enum ScenarioProblem: Hashable, CodedFact {
  /// What the catalogue refuses: an offer, a plan or a request.
  case request(RequestError)
  /// The offer that a usage is computed for is not in the catalogue.
  case noOffer(OfferID)
  /// The plan is listed twice: for all months, or for one among others.
  case planListedTwice(PlanID, in: Month?)
  /// Two plans include the same credit or meter: in all months, or in one among others.
  case plansOverlap(PlanID, PlanID, key: String, in: Month?)
  /// The plan is not sold on the day; others that include the same are.
  case planNotSold(PlanID, validity: Validity, day: Day, others: [PlanID])
  /// The offer is priced in another currency, nil for one that is not known.
  case otherCurrency(offer: OfferID, Currency?, scenario: Currency)
  /// A chain feeds a name that is no number of the offer; `isKnown` tells whether the offer has it.
  case chainInput(String, offer: OfferID, isKnown: Bool, numbers: [String])
  /// No credit has that id.
  case unknownCredit(CreditID, known: [CreditID])
  /// The credit is not sold in packs.
  case noPacks(credit: CreditID)
  /// Packs are bought of a credit that a plan includes.
  case packsBesidePlan(credit: CreditID, plan: PlanID)
  /// Packs are bought of a credit that no feature uses.
  case creditUnused(CreditID)
  /// Some requests of the mix cannot be priced.
  case mixNotPriceable(offer: OfferID, PricingError)
  /// Too many requests of the mix are outside what the offer serves.
  case mixOutsideLegal(offer: OfferID, gaps: [ForecastGap])
  /// The value varies, and the parameter is not a number.
  case cannotVary(offer: OfferID, name: String)
  /// No numbers can have all these correlations.
  case correlationsContradict
  /// The month is not between the scenario's first and last.
  case monthOutside(Month, first: Month, last: Month)
  /// No offer of the category lists the capability.
  case capabilityUnlisted(String, category: MediaCategory, listed: [String])
  /// The planned offer cannot do what is needed.
  case plannedOfferUnfit(offer: OfferID, NeedMismatch)
  /// What is asked for, or what it costs, does not fit the numbers.
  case tooLarge
  /// A number is said to be a rough one, and the data folder does not say how far such numbers may be off.
  case roughNotAssumed(String)

  /// What is wrong, for programs.
  public var code: FactCode {
    switch self {
    case .request(let error): error.code
    case .noOffer: .unknownOffer
    case .planListedTwice: .planListedTwice
    case .plansOverlap: .plansOverlap
    case .planNotSold: .notSold
    case .otherCurrency: .otherCurrency
    case .chainInput: .chainInputUnknown
    case .unknownCredit: .unknownCredit
    case .noPacks: .noPacks
    case .packsBesidePlan: .packsBesidePlan
    case .creditUnused: .creditUnused
    case .mixNotPriceable: .mixNotPriceable
    case .mixOutsideLegal: .mixOutsideLegal
    case .cannotVary: .cannotVary
    case .correlationsContradict: .correlationsContradict
    case .monthOutside: .monthOutside
    case .capabilityUnlisted: .capabilityUnlisted
    case .plannedOfferUnfit: .plannedOfferUnfit
    case .tooLarge: .sumTooLarge
    case .roughNotAssumed: .roughNotAssumed
    }
  }
}
