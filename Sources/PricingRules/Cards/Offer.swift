public import BillingTypes

/// What can be called: one endpoint of one model at one provider, with its rules.
public struct Offer: Sendable {
  /// `provider/model/endpoint`, the id everywhere.
  public let id: String
  /// What generates; several providers may sell one model.
  public let model: String
  /// One line for people, may be empty.
  public let summary: String
  /// Which of the four products it is.
  public let category: Category
  /// How an application talks to it.
  public let integration: Integration
  /// The days it is sold.
  public let validity: Validity
  /// What a request may say, in the order of the card.
  public let parameters: [Parameter]
  /// Rules across parameters.
  public let requirements: [Requirement]
  /// Look-up tables by name.
  public let tables: [String: LookupTable]
  /// Intermediate values and estimates, in the order in which they can be computed.
  public let derivations: [Derivation]
  /// What is metered → money.
  public let charges: [Charge]
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
  /// Sentences that go with every figure.
  public let cautions: [String]
  /// Where the figures come from.
  public let evidence: [Evidence]
  /// Amounts that must come out exactly.
  public let examples: [WorkedExample]

  /// Creates an offer from its checked parts.
  public init(
    id: String, model: String, summary: String, category: Category, integration: Integration,
    validity: Validity, parameters: [Parameter], requirements: [Requirement],
    tables: [String: LookupTable], derivations: [Derivation], charges: [Charge],
    serviceTiers: [ServiceTier], outcomes: [Outcome: OutcomeBilling], capabilities: [String],
    onlyFor: [String] = [], latency: Latency?, cautions: [String], evidence: [Evidence],
    examples: [WorkedExample]
  ) {
    self.id = id
    self.model = model
    self.summary = summary
    self.category = category
    self.integration = integration
    self.validity = validity
    self.parameters = parameters
    self.requirements = requirements
    self.tables = tables
    self.derivations = derivations
    self.charges = charges
    self.serviceTiers = serviceTiers
    self.outcomes = outcomes
    self.capabilities = capabilities
    self.onlyFor = onlyFor
    self.latency = latency
    self.cautions = cautions
    self.evidence = evidence
    self.examples = examples
  }

  /// The provider, the first part of the id.
  public var provider: String { String(id.prefix { $0 != "/" }) }

  /// The parameter of that name, `service_tier` and `outcome` among them where the card has them.
  public func parameter(_ name: String) -> Parameter? {
    allParameters.first { $0.name == name }
  }

  /// The card's parameters, then the two that mediacost adds: `service_tier` and `outcome`.
  public var allParameters: [Parameter] {
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

/// A rule across parameters, with the words of the error when it does not hold.
public struct Requirement: Hashable, Sendable {
  /// What must be true.
  public let condition: Expression
  /// What to tell who breaks it.
  public let explanation: String

  /// Creates a rule.
  public init(condition: Expression, explanation: String) {
    self.condition = condition
    self.explanation = explanation
  }
}

/// A value computed from a request: an estimate of what will be metered, or a step toward one.
public struct Derivation: Hashable, Sendable {
  /// A meter, or the name of an intermediate value.
  public let name: String
  /// How it is computed.
  public let expression: Expression
  /// Whether the name is a meter, which a caller may give instead.
  public let isMeter: Bool
  /// How sure the formula is, nil when the provider publishes it.
  public let confidence: Confidence?
  /// Factors around the figure that real bills were seen to take.
  public let spread: (low: Rational, high: Rational)?
  /// Where the formula comes from, when not from the offer's evidence.
  public let source: String?

  /// Creates a derivation.
  public init(
    name: String, expression: Expression, isMeter: Bool, confidence: Confidence? = nil,
    spread: (low: Rational, high: Rational)? = nil, source: String? = nil
  ) {
    self.name = name
    self.expression = expression
    self.isMeter = isMeter
    self.confidence = confidence
    self.spread = spread
    self.source = source
  }

  /// Whether the figure is a rough model rather than a published formula.
  public var isEstimate: Bool { confidence != nil }

  /// Whether both say the same.
  public static func == (left: Derivation, right: Derivation) -> Bool {
    left.name == right.name && left.expression == right.expression
      && left.isMeter == right.isMeter && left.confidence == right.confidence
      && left.spread?.low == right.spread?.low && left.spread?.high == right.spread?.high
      && left.source == right.source
  }

  /// Feeds the name and the formula.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(expression)
  }
}

/// A way to be served at another price, such as a batch within a day.
public struct ServiceTier: Hashable, Sendable {
  /// The tier's name, as a request writes it.
  public let name: String
  /// What every charge is multiplied by.
  public let multiplier: Rational
  /// How long it may take, in the card's words.
  public let latency: String?

  /// Creates a tier.
  public init(name: String, multiplier: Rational, latency: String?) {
    self.name = name
    self.multiplier = multiplier
    self.latency = latency
  }

  /// The parameter that picks a tier.
  public static let parameterName = "service_tier"
  /// The tier that every offer has.
  public static let standard = "standard"
}

/// How a request ended.
public enum Outcome: String, Hashable, Sendable, CaseIterable {
  case succeeded, failed
  case moderatedInput = "moderated_input"
  case moderatedOutput = "moderated_output"

  /// The parameter that says how a request ended.
  public static let parameterName = "outcome"
}

/// Whether a provider bills an outcome.
public enum OutcomeBilling: String, Hashable, Sendable, CaseIterable {
  case billed
  case notBilled = "not_billed"
  case unknown
}

/// How long an answer takes, in seconds; for constraints, never for money.
public struct Latency: Hashable, Sendable {
  /// Half of the answers are this fast.
  public let p50: Rational?
  /// 95 of 100 answers are this fast.
  public let p95: Rational?

  /// Creates a latency.
  public init(p50: Rational?, p95: Rational?) {
    self.p50 = p50
    self.p95 = p95
  }
}

/// An amount a source works out, which the card must reproduce exactly.
public struct WorkedExample: Sendable {
  /// The request.
  public let request: Request
  /// The meters whose lines add up to the amount; nil for the whole quote.
  public let parts: [String]?
  /// The exact amount.
  public let amount: Rational
  /// The amount as the source prints it, rounded half up.
  public let printed: String?
  /// Quantities that must come out too.
  public let quantities: [(meter: String, quantity: Rational)]
  /// The day to price on; nil for the day of the check.
  public let asOf: Day?
  /// The plan to price under; nil for the default.
  public let plan: String?
  /// Where the example is worked out, when not in the offer's evidence.
  public let source: String?
  /// The line of the card's file, for messages.
  public let line: Int

  /// Creates an example.
  public init(
    request: Request, parts: [String]?, amount: Rational, printed: String?,
    quantities: [(meter: String, quantity: Rational)], asOf: Day?, plan: String?, source: String?,
    line: Int
  ) {
    self.request = request
    self.parts = parts
    self.amount = amount
    self.printed = printed
    self.quantities = quantities
    self.asOf = asOf
    self.plan = plan
    self.source = source
    self.line = line
  }
}
