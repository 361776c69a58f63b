public import BillingTypes
public import PricingRules

/// The offers of one category that can serve a request, cheapest first, and why the others cannot.
public struct Comparison: Sendable {
  /// The category.
  public let category: MediaCategory
  /// The day whose prices were used.
  public let asOf: Day
  /// What was asked for.
  public let request: Request
  /// By currency, then by amount ascending, unknown amounts last.
  public let ranked: [Candidate]
  /// Offers that cannot, sorted by id.
  public let excluded: [Exclusion]
  /// What arenas say of the models; nothing is ranked by it.
  public var boards: [QualityBoard] = []
  /// What candidates come to at contracted prices, by offer; empty without terms.
  public internal(set) var contracted: [OfferID: ContractedAmount] = [:]

  /// An offer that can serve the request.
  public struct Candidate: Sendable {
    /// 1 plus the offers in the same currency that certainly cost less; nil when the amount is unknown.
    ///
    /// Offers whose ranges overlap share a rank.
    public let rank: Int?
    /// The quote of one call.
    public let quote: Quote
    /// How many calls the request takes.
    public let calls: Int
    /// The amount of all calls; nil when unknown.
    public let amount: Money?
    /// What the bill of all calls can be.
    public let range: AmountRange
    /// What differs from what was asked for.
    public let differs: [TranslationDifference]
    /// The offer.
    public let served: Offer

    /// Whether people see it in a table of its own, as its life is disputed or ends on a known day.
    public var ranksApart: Bool { quote.doubt.life.ranksApart }
  }

  /// The offers that are simply sold, then those whose life is disputed or ends on a known day; an offer's rank is the
  /// same wherever it stands.
  public var rankedApart: (sold: [Candidate], others: [Candidate]) {
    (ranked.filter { !$0.ranksApart }, ranked.filter(\.ranksApart))
  }

  /// An offer that cannot serve the request.
  public struct Exclusion: Hashable, Sendable {
    /// The offer.
    public let offer: OfferID
    /// Why it is left out.
    public let reason: ExclusionReason

    /// Creates an exclusion.
    package init(offer: OfferID, reason: ExclusionReason) {
      self.offer = offer
      self.reason = reason
    }
  }
}
