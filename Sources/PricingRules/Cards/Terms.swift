public import BillingTypes

/// What was agreed with providers: how list prices become contracted ones.
///
/// For each charge and day one rule of each kind holds: the one with the narrowest scope (offer, then model, provider,
/// all). They are applied in this order: contracted price, or the list price; margin; discount. What is agreed of a
/// provider's bills comes after prices: commitment, credits, tax.
public struct Terms: Sendable {
  /// The agreements in the order of the file.
  public let agreements: [Agreement]

  /// Creates terms.
  public init(_ agreements: [Agreement]) { self.agreements = agreements }

  /// Something that was agreed, with what it is for and when it holds.
  public struct Agreement: Sendable, Hashable {
    /// What it is for.
    public let scope: Scope
    /// The first day; nil where it holds since always.
    public let from: Day?
    /// The first day on which it no longer holds.
    public let to: Day?
    /// The part of the price that is taken off, such as 0.15.
    public let discount: Rational?
    /// The part of the price that comes on top, such as 0.05 at a reseller.
    public let margin: Rational?
    /// Prices in place of the list's, by meter, in the pricing unit of the card.
    public let prices: [Price]
    /// What was promised to be spent; of a provider.
    public let commitment: Commitment?
    /// Credits that pay bills; of a provider.
    public let grant: CreditGrant?
    /// The part of what is to be paid that is tax on top, such as 0.19; of a provider or of all.
    public let tax: Rational?

    /// A price in place of the list's.
    public struct Price: Sendable, Hashable {
      /// The meter of the charge.
      public let meter: String
      /// The price for the card's own number of units.
      public let amount: Rational

      /// Creates a price.
      public init(meter: String, amount: Rational) {
        self.meter = meter
        self.amount = amount
      }
    }

    /// Creates an agreement.
    public init(
      scope: Scope, from: Day? = nil, to: Day? = nil, discount: Rational? = nil,
      margin: Rational? = nil, prices: [Price] = [], commitment: Commitment? = nil,
      grant: CreditGrant? = nil, tax: Rational? = nil
    ) {
      self.commitment = commitment
      self.grant = grant
      self.tax = tax
      self.scope = scope
      self.from = from
      self.to = to
      self.discount = discount
      self.margin = margin
      self.prices = prices
    }

    /// Whether it says something of prices.
    public var isOfPrices: Bool { discount != nil || margin != nil || !prices.isEmpty }

    /// Whether it says something of bills, beside prices.
    public var isOfBills: Bool { commitment != nil || grant != nil || tax != nil }

    /// Whether both say something of the same kind for the same on the same day, so that one of them is wrong.
    package func contradicts(_ other: Terms.Agreement) -> Bool {
      guard scope == other.scope else { return false }
      let begins = [from, other.from].compactMap(\.self).max()
      let ends = [to, other.to].compactMap(\.self).min()
      if let begins, let ends, begins >= ends { return false }
      // Credits of one provider add up.
      if commitment != nil && other.commitment != nil || tax != nil && other.tax != nil {
        return true
      }
      return discount != nil && other.discount != nil || margin != nil && other.margin != nil
        || prices.contains { price in other.prices.contains { $0.meter == price.meter } }
    }

    /// Whether it holds on a day.
    public func holds(on day: Day) -> Bool {
      (from.map { $0 <= day } ?? true) && (to.map { day < $0 } ?? true)
    }
  }

  /// What an agreement is for, the widest first.
  public enum Scope: Sendable, Hashable {
    /// Every offer.
    case all
    /// The offers of a provider, with its plans and packs.
    case provider(String)
    /// The offers of a model, whoever sells it.
    case model(String)
    /// One offer.
    case offer(OfferID)

    /// The provider whose offers it is; nil of another scope.
    public var provider: String? {
      if case .provider(let provider) = self { provider } else { nil }
    }

    /// Narrower scopes are larger.
    var rank: Int {
      switch self {
      case .all: 0
      case .provider: 1
      case .model: 2
      case .offer: 3
      }
    }

    /// Whether an offer is in it.
    public func includes(_ offer: Offer) -> Bool {
      switch self {
      case .all: true
      case .provider(let provider): offer.provider == provider
      case .model(let model): offer.model == model
      case .offer(let id): offer.id == id
      }
    }

    /// Whether a provider's plans and packs are in it.
    package func includesPlans(of provider: String) -> Bool {
      switch self {
      case .all: true
      case .provider(let own): own == provider
      case .model, .offer: false
      }
    }
  }
}

extension Terms {
  /// What becomes of a price on a day.
  struct Rate: Hashable {
    /// The price in place of the list's.
    var price: Rational?
    /// What the price is multiplied by.
    var factor: Rational = .one

    /// Whether the list price stays as it is.
    var isList: Bool { price == nil && factor == .one }
  }

  /// What becomes of a charge's price on a day.
  ///
  /// - Throws: `NumberError` for figures with too many digits.
  func rate(
    of meter: String?, on day: Day, where isIncluded: (Scope) -> Bool
  ) throws(NumberError) -> Rate {
    let own = agreements.filter { $0.holds(on: day) && isIncluded($0.scope) }
      .sorted { $0.scope.rank > $1.scope.rank }
    var rate = Rate()
    if let meter {
      rate.price = own.lazy.compactMap { $0.prices.first { $0.meter == meter }?.amount }.first
    }
    let margin = own.lazy.compactMap(\.margin).first ?? .zero
    let discount = own.lazy.compactMap(\.discount).first ?? .zero
    rate.factor = try (.one + margin) * (.one - discount)
    return rate
  }

  /// The days on which something begins or ends that is agreed for some scopes, each once, in order.
  func changes(where isIncluded: (Scope) -> Bool) -> [Day] {
    let days = agreements.filter { isIncluded($0.scope) }.flatMap { [$0.from, $0.to] }
    return Set(days.compactMap(\.self)).sorted()
  }
}
