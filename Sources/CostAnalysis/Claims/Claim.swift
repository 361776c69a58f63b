public import BillingTypes
public import PricingRules

/// What somebody says things cost, written down so that it can be checked.
public struct ClaimSet: Sendable {
  /// What is being checked, for people.
  public let name: String
  /// Who says it.
  public let source: String
  /// When it was said.
  public let dated: String
  /// The day whose prices the claims are held against, when the file fixes it.
  public let asOf: Day?
  /// The claims in the order of the file.
  public let claims: [Claim]

  /// Creates a set.
  public init(name: String, source: String, dated: String, asOf: Day?, claims: [Claim]) {
    self.name = name
    self.source = source
    self.dated = dated
    self.asOf = asOf
    self.claims = claims
  }
}

/// One statement, what to compute for it, and what should come out.
public struct Claim: Sendable {
  /// The claim's id.
  public let id: String
  /// The statement in our words.
  public let says: String
  /// What to compute; nil when nothing here can decide it.
  public let subject: Subject?
  /// What should come out; nil with the subject.
  public let expectation: Expectation?
  /// What a reader should know.
  public let note: String?
  /// Whether the statement is ours: what would follow from the source's words, which it does not say itself.
  public let isDerived: Bool

  /// Creates a claim.
  public init(
    id: String, says: String, subject: Subject?, expectation: Expectation?, note: String?,
    isDerived: Bool = false
  ) {
    self.isDerived = isDerived
    self.id = id
    self.says = says
    self.subject = subject
    self.expectation = expectation
    self.note = note
  }

  /// A request at an offer, or some meters of it.
  public struct QuoteReference: Sendable {
    /// The offer.
    public let offer: OfferID
    /// The request.
    public let request: Request
    /// The meters that count; nil for the whole quote.
    public let parts: [String]?
    /// The plan that turns credits into money; nil for the default.
    public let plan: PlanID?

    /// Creates a reference.
    public init(offer: OfferID, request: Request, parts: [String]?, plan: PlanID?) {
      self.offer = offer
      self.request = request
      self.parts = parts
      self.plan = plan
    }
  }

  /// What a claim is about.
  public enum Subject: Sendable {
    /// Amounts, all of which must be as expected.
    case quotes([QuoteReference])
    /// The price of one meter, for so many units.
    case unitPrice(QuoteReference, meter: String, per: Rational)
    /// Amounts over amounts, all of which must be as expected.
    case ratios([(of: QuoteReference, to: QuoteReference)])
    /// A plan's fee.
    case fee(plan: PlanID)
    /// The seconds of an answer that the offer's card has: the median, and what 95 in 100 stay below.
    case latency(offer: OfferID)
    /// Whether a request is legal.
    case legality(QuoteReference)
    /// A fact of the card.
    case attribute(offer: OfferID, Attribute)
  }

  /// A fact of a card.
  public enum Attribute: Hashable, Sendable {
    /// The offer's category.
    case category
    /// The offer's integration.
    case integration
    /// The meters it bills by.
    case meter
    /// Whether it lists a capability.
    case capability(String)
  }

  /// What should come out.
  public enum Expectation: Hashable, Sendable {
    /// Rounded half up to the decimals shown, it is this.
    case roundsTo(String)
    /// It is exactly this.
    case equals(Rational)
    /// It is in a range, bounds included.
    case range(from: Rational, to: Rational)
    /// It is less.
    case below(Rational)
    /// It is more.
    case above(Rational)
    /// It is this word.
    case word(String)
  }
}
