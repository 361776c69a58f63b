package import BillingTypes
package import PricingRules

/// What one request of a feature is expected to use on a day, over its whole mix.
package struct FeatureUsage: Sendable {
  /// The offer.
  package let offer: Offer
  /// Expected quantity and cost per request with its retries and the later calls of its chain, one
  /// per charge; cost in the price's unit.
  package private(set) var charges: [RequestUsage.ChargeUsage]
  /// Single calls of each class with the class's share: first calls, then the later calls of
  /// chains, where there are any.
  private(set) var calls: [[ClassCalls]]
  /// The same where other sources are right, one entry per combination of what they say.
  let otherCalls: [[[ClassCalls]]]
  /// Whether it is one end of what usage can be, in which nothing is open.
  private(set) var isAtEnd: Bool
  /// By charge: the standard error of its expected cost per request, from the points at which calls were computed.
  package let errors: [Double]
  /// What requests use where other sources are right, one entry per combination of what they say.
  package private(set) var otherReadings: [[RequestUsage.ChargeUsage]]
  /// By charge: the estimate with a spread that its quantity rests on; nil for none.
  let spreadEstimates: [Derivation?]
  /// By charge: whether the day is before the earliest evidence of its price.
  package let isBeforeEvidence: [Bool]
  /// The share of requests whose billing nobody knows.
  package private(set) var unknownShare: Rational
  /// Which calls are certainly billed though nothing is kept of them.
  let bills: BilledEndings
  /// Why the offer cannot be bought on the day; nil when it can.
  package let notSold: ForecastGap?
  /// Why the cost is only a lower bound: requests outside what the offer serves.
  package let gaps: [ForecastGap]
  /// The charges' amounts on the day; when they began also decides whether a day needs a new
  /// computation.
  package let prices: [DatedAmounts?]
  /// The first day for which it was computed; later days with the same prices keep it.
  package let day: Day

  /// Computes the usage, or takes it from an earlier day on which the same prices held.
  ///
  /// - Parameters:
  ///   - feature: The feature.
  ///   - catalogue: The rate cards.
  ///   - day: The day whose prices hold.
  ///   - knownAt: The day by which prices are known.
  ///   - tolerance: The error of a mean over calls, as a part of it, that is small enough.
  ///   - earlier: The usage of an earlier month.
  /// - Throws: ``ForecastError`` for a request that the offer refuses.
  package init(
    feature: Feature, catalogue: Catalogue, day: Day, knownAt: Day, tolerance: Double,
    reusing earlier: FeatureUsage?
  ) throws {
    guard let offer = catalogue.offer(feature.offer) else {
      throw ForecastError(feature, .noOffer(feature.offer))
    }
    let prices = offer.charges.map { $0.price.amounts(on: day, knownAt: knownAt) }
    let notSold: ForecastGap? =
      offer.validity.contains(day)
      ? nil : .notSold(offer: offer.id, validity: offer.validity, day: day)
    let isBeforeEvidence = offer.charges.map { offer.isBeforeEvidence($0, on: day) }
    if let earlier, earlier.isBeforeEvidence == isBeforeEvidence,
      earlier.prices.map({ $0?.from }) == prices.map({ $0?.from }),
      earlier.notSold == notSold
    {
      self = earlier
      return
    }
    let currency = catalogue.currency(of: offer.provider)
    // Costs in credits stay credits here; plans turn them into money over the month.
    let compiled = try CompiledOffer(
      offer, currency: currency, on: day, knownAt: knownAt,
      creditWorth: Dictionary(offer.credits.map { ($0, .one) }, uniquingKeysWith: { a, _ in a }))
    let model = RequestUsageModel(compiled, tolerance: tolerance)
    let readings = offer.otherReadings
    var sums = ([[]] + readings).map { _ in
      offer.charges.map { _ in RequestUsage.ChargeUsage.none }
    }
    var outside: [RequestUsage.Outside: Rational] = [:]
    var unknownShare = Rational.zero
    let billing = try BilledCalls(feature, offer: offer)
    bills = BilledEndings(feature, offer)
    var stages: [(feeds: [(input: String, output: String)], weight: Rational)] = [([], .one)]
    if let chain = feature.calls.chain { stages.append((chain.feeds, feature.meanLaterCalls)) }
    var callCount = Rational.zero
    for stage in stages { callCount = try callCount + stage.weight }
    var calls: [[ClassCalls]] = []
    var otherCalls: [[[ClassCalls]]] = readings.map { _ in [] }
    var classes: [ClassAtMeans] = []
    for (place, requestClass) in feature.mix.inOrder {
      classes += try feature.atMeans(requestClass, at: place)
    }
    var variances = [Double](repeating: 0, count: offer.charges.count)
    for (feeds, weight) in stages {
      calls.append([])
      for place in otherCalls.indices { otherCalls[place].append([]) }
      for own in classes {
        let requestClass = own.requestClass
        let resolved = try Self.resolve(
          requestClass, feature, offer, compiled, catalogue.vocabulary)
        let usage = try model.usage(
          of: requestClass, by: feature, resolved: resolved, billing: billing, feeds: feeds)
        for (kind, share) in usage.outside {
          let ofAll = try share * requestClass.share * weight / callCount
          outside[kind] = try (outside[kind] ?? .zero).adding(ofAll)
        }
        if calls.count == 1 {
          unknownShare = try unknownShare.adding(requestClass.share * usage.unknownShare)
        }
        calls[calls.count - 1].append(ClassCalls(own, points: usage.points))
        let share = try requestClass.share * weight
        for (index, error) in usage.errors.enumerated() {
          variances[index] += (error * share.approximation) * (error * share.approximation)
        }
        let others = try readings.map { reading in
          try model.usage(
            of: requestClass, by: feature, resolved: resolved, billing: billing, feeds: feeds,
            reading: reading)
        }
        for (place, other) in others.enumerated() {
          otherCalls[place][calls.count - 1].append(ClassCalls(own, points: other.points))
        }
        for (place, one) in ([usage] + others).enumerated() {
          for (index, charge) in one.charges.enumerated() {
            sums[place][index] = try sums[place][index].adding(charge, share: share)
          }
        }
      }
    }
    let gaps = outside.sorted { $0.key.order < $1.key.order }.map { $0.key.gap($0.value) }
    guard outside.values.allSatisfy({ $0.approximation <= Self.tolerableShareOutside }) else {
      throw ForecastError(feature, .mixOutsideLegal(offer: offer.id, gaps: gaps))
    }
    self.calls = calls
    self.otherCalls = otherCalls
    isAtEnd = false
    errors = variances.map { $0.squareRoot() }
    self.offer = offer
    spreadEstimates = offer.charges.map { offer.spreadEstimate(behind: $0) }
    charges = sums[0]
    otherReadings = Array(sums.dropFirst())
    self.isBeforeEvidence = isBeforeEvidence
    self.unknownShare = unknownShare
    self.notSold = notSold
    self.gaps = gaps
    self.prices = prices
    self.day = day
  }

  /// Puts other expectations in place of its own.
  mutating func set(_ charges: [RequestUsage.ChargeUsage], unknownShare: Rational) {
    self.charges = charges
    self.unknownShare = unknownShare
    otherReadings = []
  }

  /// Puts the calls of one end in place of its own.
  mutating func setEnd(_ calls: [[ClassCalls]]) {
    self.calls = calls
    isAtEnd = true
  }

  /// How large a share of requests may lie outside what an offer serves in one way; more is a scenario for another
  /// offer.
  private static let tolerableShareOutside = 0.2

  /// Checks the fixed values of a class, and that the varying ones are numbers the offer knows.
  private static func resolve(
    _ requestClass: RequestClass, _ feature: Feature, _ offer: Offer, _ compiled: CompiledOffer,
    _ vocabulary: Vocabulary
  ) throws -> ResolvedRequest {
    var request = requestClass.fixedRequest
    let drawnValues = offer.drawnValues
    for (name, distribution) in requestClass.varying {
      let rule = drawnValues.rule(for: name)
      // Resolving finds the words for a name that the offer does not know.
      if case .setting(let parameter) = rule {
        guard case .number = parameter.extremes.lowest else {
          throw ForecastError(feature, .cannotVary(offer: offer.id, name: name))
        }
      }
      let middle = distribution.shape.quantile(0.5)
      request[name] = rule.nearestLegal(to: middle).number.description
    }
    do {
      return try compiled.price(request, vocabulary).resolved
    } catch {
      throw ForecastError(feature, .request(error))
    }
  }
}

extension [RequestClass] {
  /// The classes in an order of their own, so that draws do not depend on how a mix is written.
  fileprivate var inOrder: [(place: Int, requestClass: RequestClass)] {
    enumerated().map { (place: $0, requestClass: $1, words: $1.words) }
      .sorted { ($0.words, $0.place) < ($1.words, $1.place) }
      .map { ($0.place, $0.requestClass) }
  }
}

extension RequestClass {
  /// All that the class says.
  fileprivate var words: String {
    let values = values.map { name, value in
      switch value {
      case .text(let text): "\(name) \(text)"
      case .varying(let distribution): "\(name) \(distribution.shape.words)"
      }
    }
    return (values.sorted() + ["\(share)"]).joined(separator: ", ")
  }
}
