public import BillingTypes
public import PricingRules

/// What a scenario counts beside providers' bills: building what calls them, once, and keeping each provider.
public struct OwningCost: Sendable, Hashable {
  /// The providers that are kept, each once, in the order in which features name them.
  public let providers: [String]
  /// What has to be built, each once: a provider with a way of being called.
  public let built: [Built]
  /// What keeping all of them costs a month, in the scenario's currency.
  public let keepingPerMonth: Rational
  /// What building all of it costs once, in the scenario's currency.
  public let building: Rational

  /// Something that is built once.
  public struct Built: Sendable, Hashable {
    /// Whom it calls.
    public let provider: String
    /// How it is called.
    public let integration: Integration
  }

  /// What some offers take to be built and kept; nil where the scenario counts nothing for it.
  ///
  /// - Parameters:
  ///   - overhead: What the scenario counts.
  ///   - offers: The offers that serve its features.
  /// - Throws: `NumberError.overflow`.
  public init?(_ overhead: Overhead, offers: [Offer]) throws(NumberError) {
    providers = offers.map(\.provider).uniqued()
    built = offers.map { Built(provider: $0.provider, integration: $0.integration) }.uniqued()
    keepingPerMonth = try overhead.perVendorMonth * Rational(providers.count)
    var sum = Rational.zero
    for part in built { sum = try sum.adding(overhead.integration[part.integration] ?? .zero) }
    building = sum
    guard keepingPerMonth > .zero || building > .zero else { return nil }
  }

  /// What it comes to over the months of one year of a scenario: building falls into the first.
  ///
  /// - Parameters:
  ///   - months: How many months.
  ///   - isFirst: Whether the year is the first.
  /// - Returns: Money in the scenario's currency.
  /// - Throws: `NumberError.overflow`.
  public func cost(overMonths months: Int, isFirst: Bool) throws(NumberError) -> Rational {
    let keeping = try keepingPerMonth * Rational(months)
    return isFirst ? try keeping.adding(building) : keeping
  }
}

extension Forecast {
  /// What its offers take to be built and kept; nil where the scenario counts nothing for it, or more than fits.
  public var owning: OwningCost? { try? OwningCost(scenario.overhead, offers: offers) }
}
