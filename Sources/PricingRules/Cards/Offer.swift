public import BillingTypes

/// What can be called: one endpoint of one model at one provider, with its rules.
public struct Offer: Sendable {
  /// `provider/model/endpoint`, the id everywhere.
  public let id: OfferID
  /// What generates; several providers may sell one model.
  public let model: String
  /// One line for people, may be empty.
  public let summary: String
  /// Which of the four products it is.
  public let category: MediaCategory
  /// How an application talks to it.
  public let integration: Integration
  /// The days it is sold.
  public let validity: Validity
  /// What a request may say, in the order of the card.
  public let parameters: [Parameter]
  /// Rules across parameters.
  public let requirements: [Requirement]
  /// What sources disagree on, in the order of the card.
  public let disputes: [Dispute]
  /// Look-up tables by name.
  public let tables: [String: LookupTable]
  /// Intermediate values and estimates, in the order in which they can be computed.
  public private(set) var derivations: [Derivation]
  /// What several things have each by itself.
  public let lists: [ParameterList]
  /// Which meters are parts of one total.
  public let splits: [Split]
  /// The meters that count things, such as pictures: a metered value of theirs is whole.
  public let countedMeters: Set<String>
  /// What is metered → money.
  public private(set) var charges: [Charge]
  /// Ways to be served at another price, the standard one not listed.
  public let serviceTiers: [ServiceTier]
  /// What is billed when a request does not succeed.
  public let outcomes: [Outcome: OutcomeBilling]
  /// Words a requirement may ask for, in the order of the card.
  public let capabilities: [String]
  /// Needs of which one must be stated for the offer to be compared, because it does nothing else;
  /// empty for offers of general use.
  public let onlyFor: [String]
  /// How long an answer takes.
  public let latency: Latency?
  /// What accounts may send, from the lowest tier to the highest; empty when nothing was found.
  public let limits: [AccountLimit]
  /// The account of the card whose limits these are, for all its offers together; nil for limits of this offer alone.
  public let account: String?
  /// What is held back when a session starts, in ``escrowUnit``; nil when nothing is.
  public let escrow: Rational?
  /// What is needed beside the offer and paid elsewhere, such as a voice; it is in no figure.
  public let notIncluded: [String]
  /// Sentences that go with every figure.
  public let cautions: [String]
  /// Where the figures come from.
  public let evidence: [Evidence]
  /// Amounts that must come out exactly.
  public let examples: [WorkedExample]
  /// Looks at changes of the offer's figures; empty for most.
  public let reviewed: [Review]
  /// How it is called, in the provider's own words.
  public private(set) var native: NativeBinding
  /// What was measured of the estimates, and corrects them; empty where nothing does.
  public private(set) var calibrations: [EstimatorCalibration] = []
  /// The card's parameters, then the two that mediacost adds: `service_tier` and `outcome`.
  public let allParameters: [Parameter]
  private let parametersByName: [String: Parameter]

  /// Creates an offer from its checked parts.
  public init(
    id: OfferID, model: String, summary: String, category: MediaCategory, integration: Integration,
    validity: Validity, parameters: [Parameter], requirements: [Requirement],
    disputes: [Dispute] = [], tables: [String: LookupTable], derivations: [Derivation],
    charges: [Charge],
    serviceTiers: [ServiceTier], outcomes: [Outcome: OutcomeBilling], capabilities: [String],
    onlyFor: [String] = [], latency: Latency?, limits: [AccountLimit] = [], account: String? = nil,
    escrow: Rational? = nil, notIncluded: [String] = [], splits: [Split] = [],
    countedMeters: Set<String> = [], cautions: [String], evidence: [Evidence],
    examples: [WorkedExample], reviewed: [Review] = [], native: NativeBinding = .unsaid
  ) {
    self.id = id
    self.model = model
    self.summary = summary
    self.category = category
    self.integration = integration
    self.validity = validity
    self.parameters = parameters
    self.requirements = requirements
    self.disputes = disputes
    self.tables = tables
    self.derivations = derivations
    lists = ParameterList.all(parameters, derivations)
    self.charges = charges
    self.splits = splits
    self.countedMeters = countedMeters
    self.serviceTiers = serviceTiers
    self.outcomes = outcomes
    self.capabilities = capabilities
    self.onlyFor = onlyFor
    self.latency = latency
    self.limits = limits
    self.account = account
    self.escrow = escrow
    self.notIncluded = notIncluded
    self.cautions = cautions
    self.evidence = evidence
    self.examples = examples
    self.reviewed = reviewed
    self.native = native
    allParameters = Self.all(parameters, serviceTiers)
    parametersByName = Dictionary(
      allParameters.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The provider, the first part of the id.
  public var provider: String { id.provider }

  /// The same offer with how it is called.
  package func called(_ native: NativeBinding) -> Offer {
    var offer = self
    offer.native = native
    return offer
  }

  /// The same offer with other estimates, and what they were corrected by.
  func replacing(_ derivations: [Derivation], calibrations: [EstimatorCalibration]) -> Offer {
    var offer = self
    offer.derivations = derivations
    offer.calibrations = calibrations
    return offer
  }

  /// The same offer with other prices.
  func replacing(_ charges: [Charge]) -> Offer {
    var offer = self
    offer.charges = charges
    return offer
  }

  /// What ``escrow`` is in: the unit of the first charge.
  public var escrowUnit: PriceUnit { charges.first?.price.unit ?? .money }

  /// The parameter of that name, `service_tier` and `outcome` among them where the card has them, and single
  /// ones of a list, such as `reference_width_2`.
  public func parameter(_ name: String) -> Parameter? {
    parametersByName[name] ?? element(name)
  }

  private static func all(
    _ parameters: [Parameter], _ serviceTiers: [ServiceTier]
  ) -> [Parameter] {
    var all = parameters
    if !serviceTiers.isEmpty {
      all.append(
        Parameter(
          name: ServiceTier.parameterName,
          domain: .choice([ServiceTier.standard] + serviceTiers.map(\.name)),
          defaultValue: .choice(ServiceTier.standard), unit: nil))
    }
    all.append(
      Parameter(
        name: Outcome.parameterName, domain: .choice(Outcome.allCases.map(\.rawValue)),
        defaultValue: .choice(Outcome.succeeded.rawValue), unit: nil))
    return all
  }

  /// The meters a caller may give: those estimated and those charged.
  public var meters: [String] {
    var names: [String] = []
    for derivation in derivations where derivation.isMeter { names.append(derivation.name) }
    for charge in charges where !names.contains(charge.meter) { names.append(charge.meter) }
    return names
  }
}
