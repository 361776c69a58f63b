import BillingTypes
import PricingRules
import Settlement

/// Puts offers in whole-number form for SQL, and finds what is settled over months.
struct OfferCompiler {
  let catalogue: Catalogue
  let options: WarehouseOptions
  let places: DecimalPlaces
  /// The columns of the table.
  let given: Set<String>
  private(set) var codes = WordCodes()
  private var pools: [PoolID: (pool: Pool, unit: Rational?)] = [:]

  /// An offer's rules for a period.
  struct Compiled {
    let whole: LoweredOffer
    /// What pooled charges use.
    let pooled: [PooledColumn]
    /// Whether sources leave every bill open.
    let isOpenAnyway: Bool
    /// By parameter: the meters that make an illegal value of it harmless, when all of a set are given.
    let replacing: [String: [Set<String>]]
  }

  init(
    catalogue: Catalogue, options: WarehouseOptions, places: DecimalPlaces, given: Set<String>
  ) {
    self.catalogue = catalogue
    self.options = options
    self.places = places
    self.given = given
  }

  /// Lowers an offer's rules, and finds which of its charges pools settle.
  mutating func compile(_ period: OfferPeriod) throws -> Compiled {
    let offer = period.offer
    let quoter = Quoter(catalogue: catalogue, asOf: period.day, knownAt: options.knownAt)
    let known = quoter.defaultWorths(of: offer)
    var worths = known.money
    var disputed = Set(known.others.keys)
    let found = PoolFinder(plans: options.plans, catalogue: catalogue)
      .settled(offer, on: period.day, knownAt: options.knownAt)
    for (charge, pool) in zip(offer.charges, found) where pool != nil {
      // Credits are counted; what one is worth, the plan says.
      guard case .credit(let id) = charge.price.unit else { continue }
      worths[id] = .one
      disputed.remove(id)
    }
    let currency = catalogue.currency(of: offer.provider)
    var setting = LoweringSetting(given: given, places: places)
    setting.meterLimit =
      MeterLimit(
        offer, currency: currency, on: period.day, knownAt: options.knownAt, creditWorth: worths,
        places: places
      ).units
    do {
      let whole = try LoweredOffer(
        offer, currency: currency, on: period.day, knownAt: options.knownAt, creditWorth: worths,
        setting: setting, codes: &codes)
      return Compiled(
        whole: whole, pooled: try pooled(whole, found),
        isOpenAnyway: !disputed.isEmpty || offer.isOpenAnyway(on: period.day),
        replacing: try replacing(offer, quoter, known))
    } catch let error as LoweringRefusal {
      throw WarehouseRefusal("\(offer.id): \(error)", isInexact: true)
    }
  }

  private func replacing(
    _ offer: Offer, _ quoter: Quoter, _ worths: [CreditWorth]
  ) throws -> [String: [Set<String>]] {
    let meters = offer.meters.filter { offer.parameter($0) == nil && given.contains($0) }
    guard !meters.isEmpty else { return [:] }
    // What a bill can be may depend on more than its amount does.
    let rules = try quoter.compile(offer, worths: worths)
    return Dictionary(
      uniqueKeysWithValues: offer.parameters.map {
        ($0.name, rules.metersReplacing($0.name, among: meters))
      })
  }

  private mutating func pooled(
    _ whole: LoweredOffer, _ found: [PoolFinder.Found?]
  ) throws -> [PooledColumn] {
    var columns: [PooledColumn] = []
    for (index, pool) in found.enumerated() {
      guard let pool else { continue }
      let charge = whole.charges[index]
      let value = pool.countsCost ? charge.cost : charge.quantity
      guard value.divisor == nil else {
        throw WarehouseRefusal(
          "\(whole.offer.id): '\(whole.offer.charges[index].meter)' may be a fraction that no decimal "
            + "holds, and a plan needs its exact sum over the month; 'mediacost rerate' has it")
      }
      try checkSteps(pool, of: whole.offer)
      let before = pools[pool.id]?.unit
      var unit = try before.map { try commonUnit($0, value.factor) } ?? value.factor
      for bound in MonthlySQL.bounds(of: pool.pool) { unit = try commonUnit(unit, bound) }
      pools[pool.id] = (pool.pool, unit)
      columns.append(PooledColumn(charge: index, pool: pool.id, value: value))
    }
    return columns
  }

  /// Steps over the month whose prices change have no one price for a month.
  private func checkSteps(_ found: PoolFinder.Found, of offer: Offer) throws {
    guard case .steps(let price) = found.pool, case .steps(let before)? = pools[found.id]?.pool,
      price != before
    else { return }
    throw WarehouseRefusal(
      "\(offer.id): the prices of steps over the month change, and a month has one price in SQL; "
        + "name a day with --as-of, or use 'mediacost rerate'")
  }

  /// The columns of the pools that were found, sorted by id.
  func columns() throws -> [PoolColumn] {
    pools.sorted { $0.key < $1.key }.map { id, found in
      PoolColumn(
        id: id, pool: found.pool, name: sqlName(id.description).lowercased() + "_units",
        unit: found.unit ?? .one)
    }
  }
}
