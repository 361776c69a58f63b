public import BillingTypes
public import PricingRules

/// What providers cost beside their bills: each is kept from month to month, and each kind of call is built once.
public struct OwningCost: Sendable {
  /// A kind of call that has to be built for a provider.
  public struct Building: Sendable, Hashable {
    /// The provider.
    public let provider: String
    /// The kind of call.
    public let integration: Integration
    /// What building it costs, in the scenario's first month.
    public let once: Money
  }

  /// The providers that are kept, in the order of the features.
  public let providers: [String]
  /// What keeping one provider costs a month.
  public let perVendorMonth: Money
  /// What is built, in the order of the features; calls that cost nothing to build are among it.
  public let buildings: [Building]
  /// How many months are kept.
  public let monthCount: Int

  /// Works it out.
  ///
  /// - Parameters:
  ///   - scenario: Says what keeping and building cost.
  ///   - catalogue: Says how offers are called.
  /// - Throws: `MoneyError` for an amount that does not fit.
  package init(of scenario: Scenario, _ catalogue: Catalogue) throws(MoneyError) {
    let currency = scenario.currency
    let offers = scenario.features.compactMap { catalogue.offer($0.offer) }
    providers = offers.map(\.provider).uniqued()
    monthCount = scenario.monthCount
    perVendorMonth = try Money(rounding: scenario.overhead.perVendorMonth, in: currency)
    var buildings: [Building] = []
    for offer in offers {
      let once = try Money(
        rounding: scenario.overhead.integration[offer.integration] ?? .zero, in: currency)
      let building = Building(provider: offer.provider, integration: offer.integration, once: once)
      if !buildings.contains(building) { buildings.append(building) }
    }
    self.buildings = buildings
    // What is added up later fits.
    _ = try (try total) + total
  }

  /// Whether the scenario counts anything beside the bills.
  public var isCounted: Bool {
    perVendorMonth.picounits > 0 || buildings.contains { $0.once.picounits > 0 }
  }

  /// What keeping all providers costs over the scenario.
  public var keeping: Money {
    get throws(MoneyError) {
      try perVendorMonth.times(Rational(providers.count * monthCount))
    }
  }

  /// What building costs.
  public var building: Money {
    get throws(MoneyError) {
      try Money.sum(buildings.map(\.once), in: perVendorMonth.currency)
    }
  }

  /// What keeping and building cost over the scenario.
  public var total: Money {
    get throws(MoneyError) { try keeping + building }
  }

  /// What keeping and building cost in some months, counted from the scenario's first.
  public func cost(in months: Range<Int>) throws(MoneyError) -> Money {
    let keeping = try perVendorMonth.times(Rational(providers.count * months.count))
    return months.contains(0) ? try keeping + building : keeping
  }
}
