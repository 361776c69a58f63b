import BillingTypes
import CostAnalysis
import PricingRules
import Settlement

/// Prices a request of a log under one offer, exactly, and bounds what its bill can be.
///
/// A parameter that moves the price and that the row does not give opens a range; one that everything needed is
/// metered for moves nothing, and is not even looked at.
final class RowPricer {
  /// What a request came to.
  struct Bill {
    private(set) var tally: GroupTotal
    /// How much of the bill is known, a range included.
    let completeness: Completeness
    /// What the bill lies between, without what is pooled; nil where that is the amount.
    let range: RatedRange?
    /// Meters whose values no legal request comes to, with what such do.
    var outside: [String: ClosedRange<Rational>] = [:]

    /// Looks at what a request came to.
    ///
    /// - Throws: `NumberError/overflow`.
    init(
      _ tally: GroupTotal, _ currency: Currency, _ pricing: Completeness, isSettled: Bool
    ) throws(NumberError) {
      let range = try tally.openness.range(
        around: Money(picounits: tally.picounits, in: currency))
      // What is pooled is open, or not, where the month is settled.
      completeness =
        range.isSingle
        ? (isSettled ? .complete : pricing)
        : pricing == .unknown && range.ceiling == nil ? .unknown : .partial
      self.range = range.isSingle ? nil : range
      self.tally = tally
      self.tally.partial = completeness == .partial ? 1 : 0
      self.tally.unknown = completeness == .unknown ? 1 : 0
    }
  }

  let book: RatingBook
  private var openRows: [RatingBook.VersionKey: OpenRows] = [:]
  private var cache: [RatingBook.VersionKey: Rules] = [:]

  /// What is known of an offer's rules for days of one version.
  final class Rules {
    let offer: CompiledOffer
    let pools: [Bool?]
    let limit: MeterLimit
    let ranges: RangeBook
    var needed: [Set<String>: [String]] = [:]
    /// What meters come to over legal requests.
    private(set) lazy var legalMeters = offer.legalRanges(
      of: offer.offer.meters.filter { offer.offer.parameter($0) == nil })

    init(_ offer: CompiledOffer, pools: [Bool?], limit: MeterLimit) {
      self.offer = offer
      self.limit = limit
      self.pools = pools
      ranges = RangeBook(offer)
    }

    func needed(_ names: Set<String>) -> [String] {
      if let kept = needed[names] { return kept }
      let own = offer.parametersNeeded(whenGiven: names)
      needed[names] = own
      return own
    }
  }

  init(_ book: RatingBook) { self.book = book }

  /// Prices rows of an offer that columns have priced; nil where its rules cannot be had.
  func openRows(_ key: RatingBook.VersionKey) -> OpenRows? {
    if let kept = openRows[key] { return kept }
    guard let rules = try? rules(key) else { return nil }
    let open = OpenRows(book, key.offer, rules)
    openRows[key] = open
    return open
  }

  /// Prices a request.
  ///
  /// - Parameters:
  ///   - request: What the row gives, in the offer's terms.
  ///   - key: The offer, and its version on the day.
  ///   - calls: How many calls it takes; what is metered counts once.
  ///   - reach: How many calls it may take, where the row does not say how many are made.
  ///   - assumed: What the request has from defaults, and the row does not say.
  ///   - reportable: The parameters that the row could have given: those of the offer it ran on.
  /// - Throws: ``RowRejection``.
  /// - Returns: The bill.
  func bill(
    _ request: Request, _ key: RatingBook.VersionKey, calls: Int, reach: ClosedRange<Int>,
    assumed: Set<String>, reportable: (String) -> Bool
  ) throws(RowRejection) -> Bill {
    let offer = book.offers[key.offer]
    let rules: Rules
    let ruled: RuledRequest
    let meters = Set(request.entries.map(\.name).filter { offer.parameter($0) == nil })
    let names = Set(request.spelledOut(book.catalogue.vocabulary).entries.map(\.name))
    let needed: [String]
    do {
      rules = try self.rules(key)
      needed = rules.needed(names)
      ruled = try rules.offer.price(
        request, book.catalogue.vocabulary, needed: rules.needed)
      try Self.check(ruled.resolved, rules.limit, offer)
    } catch {
      // What is left out may be more than its default.
      if case .refused = error,
        let bill = try openBill(
          request.keeping { !assumed.contains($0) }, key, calls: reach, reportable: reportable)
      {
        return bill
      }
      throw .request(error)
    }
    var values: [String: FormulaValue] = [:]
    // With defaults assumed, those of the offer that the row ran on are as good as said.
    let unsaid = book.options.assumesDefaults ? [] : assumed
    for value in ruled.resolved.values
    where value.origin == .given && !unsaid.contains(value.name) {
      values[value.name] = value.value
    }
    let open = book.openParameters(
      of: offer, given: Set(values.keys),
      said: Set(request.entries.map(\.name)).subtracting(unsaid), needed: needed,
      reportable: reportable)
    let isOpen =
      ruled.pricing != .complete || rules.offer.opensRanges || reach.count > 1
      || open.contains(where: needed.contains)
    let once = offer.charges.map { offer.isMetered($0, given: meters) }
    do throws(NumberError) {
      var sum = try RowSum(
        ruled.run, rules.pools, once.map { $0 ? 1 : Int128(calls) },
        reach: once.map { $0 ? 1...1 : Int128(reach.lowerBound)...Int128(reach.upperBound) })
      if isOpen, let calls = sum.calls,
        let range = rules.ranges.ask(values, open: Set(open), { $0.range($1) })
      {
        // Together, charges may be nearer than each by itself: of two readings one holds.
        try sum.open(range, calls: calls)
      } else if isOpen,
        let ranges = rules.ranges.ask(values, open: Set(open), { $0.ranges($1) })
      {
        try sum.open(ranges, currency: rules.offer.currency)
      } else if ruled.pricing != .complete {
        // A request that is priced is legal, so that there is a range of it.
        sum.tally.openness.lift(.priceUnknown)
      }
      var bill = try Bill(
        sum.tally, rules.offer.currency, ruled.pricing, isSettled: sum.isSettled)
      bill.outside = Self.outside(ruled.resolved, rules)
      return bill
    } catch {
      throw .number(error)
    }
  }

  private static func outside(
    _ request: ResolvedRequest, _ rules: Rules
  ) -> [String: ClosedRange<Rational>] {
    var found: [String: ClosedRange<Rational>] = [:]
    for value in request.values where rules.offer.offer.parameter(value.name) == nil {
      guard case .number(let number) = value.value, let legal = rules.legalMeters[value.name],
        !legal.contains(number)
      else { continue }
      found[value.name] = legal
    }
    return found
  }

  /// What meters come to over legal requests, by name.
  func legalMeters(_ key: RatingBook.VersionKey) -> [String: ClosedRange<Rational>] {
    (try? rules(key))?.legalMeters ?? [:]
  }

  /// Refuses metered values that SQL could not price either.
  static func check(
    _ request: ResolvedRequest, _ limit: MeterLimit, _ offer: Offer
  ) throws(RequestError) {
    for value in request.values where offer.parameter(value.name) == nil {
      guard case .number(let number) = value.value, number > Rational(Int128(limit.units)) else {
        continue
      }
      throw .illegalValue(
        number.description, parameter: value.name, offer: offer.id,
        legal: MeterLimit.words(
          upTo: limit.units, isCounted: offer.countedMeters.contains(value.name)))
    }
  }

  func rules(_ key: RatingBook.VersionKey) throws(RequestError) -> Rules {
    if let rules = cache[key] { return rules }
    let offer = book.offers[key.offer]
    let quoter = book.quoter(of: key.offer, version: key.version)
    let rules = Rules(
      try book.rules(of: key.offer, version: key.version),
      pools: book.pools(of: offer, on: quoter.asOf).map { $0?.countsCost },
      limit: book.meterLimit(of: key.offer, version: key.version))
    cache[key] = rules
    return rules
  }
}
