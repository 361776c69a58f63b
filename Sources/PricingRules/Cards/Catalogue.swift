public import BillingTypes

/// All rate cards with their vocabulary; identified by the SHA-256 of its content.
public struct Catalogue: Sendable {
  /// The cards, sorted by provider.
  public let cards: [RateCard]
  /// The names they share.
  public let vocabulary: Vocabulary
  /// The SHA-256 of the content as 64 hexadecimal digits; empty for a catalogue built in code.
  public var digest: String { content.text }
  /// The same, for who does not need it yet.
  package var deferredDigest: DeferredText { content }
  /// How prices change, fitted to a history of changes; nil where the data folder has no `price-risk.yaml`.
  public let priceChanges: PriceChanges?
  /// What forecasts assume; nil where the data folder has no `assumptions.yaml`.
  public let assumptions: Assumptions?
  private let content: DeferredText
  private let offersByID: [OfferID: Offer]
  private let cardsByProvider: [String: RateCard]
  private let plansByID: [PlanID: Plan]
  private let creditsByID: [CreditID: Credit]
  private let currencyByCredit: [CreditID: Currency]

  /// Creates a catalogue; of two things with one id the first stays.
  public init(
    cards: [RateCard], vocabulary: Vocabulary, digest: String = "",
    priceChanges: PriceChanges? = nil, assumptions: Assumptions? = nil
  ) {
    self.init(
      cards: cards, vocabulary: vocabulary, content: DeferredText { digest },
      priceChanges: priceChanges, assumptions: assumptions)
  }

  /// Creates a catalogue whose content nobody has to look at before its digest is asked for.
  package init(
    cards: [RateCard], vocabulary: Vocabulary, content: DeferredText, priceChanges: PriceChanges?,
    assumptions: Assumptions?
  ) {
    self.priceChanges = priceChanges
    self.assumptions = assumptions
    let cards = cards.sorted { $0.provider < $1.provider }
    self.cards = cards
    self.vocabulary = vocabulary
    self.content = content
    func indexed<ID, Value>(_ values: [Value], _ id: (Value) -> ID) -> [ID: Value] {
      Dictionary(values.map { (id($0), $0) }, uniquingKeysWith: { first, _ in first })
    }
    offersByID = indexed(cards.flatMap(\.offers), \.id)
    cardsByProvider = indexed(cards, \.provider)
    plansByID = indexed(cards.flatMap(\.plans), \.id)
    creditsByID = indexed(cards.flatMap(\.credits), \.id)
    currencyByCredit = Dictionary(
      cards.flatMap { card in card.credits.map { ($0.id, card.currency) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The same catalogue, each offer replaced by another one with its id.
  func replacingOffers(_ replacement: (Offer) -> Offer) -> Catalogue {
    replacing(
      cards: cards.map { card in
        RateCard(
          provider: card.provider, name: card.name, relation: card.relation,
          currency: card.currency, offers: card.offers.map(replacement), plans: card.plans,
          credits: card.credits, reviewed: card.reviewed)
      })
  }

  /// The same catalogue with other cards of the same providers.
  func replacing(cards: [RateCard]) -> Catalogue {
    Catalogue(
      cards: cards, vocabulary: vocabulary, content: content, priceChanges: priceChanges,
      assumptions: assumptions)
  }

  /// Every offer, sorted by id.
  public var offers: [Offer] {
    // Worked out at each call: with one more stored property here, the optimiser of Swift 6.3.1 hands every thrown
    // `RequestError` on as garbage, and the release ends with a signal at the first refused request.
    cards.flatMap(\.offers).sorted { $0.id < $1.id }
  }

  /// The offer with that id.
  public func offer(_ id: OfferID) -> Offer? { offersByID[id] }

  /// The card of a provider.
  public func card(_ provider: String) -> RateCard? { cardsByProvider[provider] }

  /// What a provider is paid in; no currency at all for one without a card, so that its amounts are never
  /// taken for those of another.
  public func currency(of provider: String) -> Currency { card(provider)?.currency ?? .none }

  /// The plan with that id.
  public func plan(_ id: PlanID) -> Plan? { plansByID[id] }

  /// The credit with that id.
  public func credit(_ id: CreditID) -> Credit? { creditsByID[id] }

  /// What a credit is paid for in.
  public func currency(ofCredit id: CreditID) -> Currency? { currencyByCredit[id] }

  /// Every plan's id, sorted.
  public var planIDs: [PlanID] { plansByID.keys.sorted() }
}
