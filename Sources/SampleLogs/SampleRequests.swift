import BillingTypes
import PricingRules

/// Random requests of one offer: legal ones, and ones that break a rule of it.
struct SampleRequests {
  let offer: Offer
  /// The metered values that may be given, with the largest that is read, in units.
  let meters: [(name: String, limit: Int64)]
  private let elements: [Parameter]
  private let runs: [RequestRun]
  var random: SampleNumbers

  /// Prepares an offer.
  ///
  /// - Parameters:
  ///   - offer: A checked offer.
  ///   - days: On which the requests must have a price; every day with prices of its own.
  ///   - quoter: Any quoter over the catalogue.
  ///   - elements: Up to which number values of single ones of lists may be given.
  ///   - meters: What may be given, see ``meters``.
  ///   - seed: Of the random numbers.
  /// - Throws: ``RequestError`` when its credits have no worth.
  init(
    _ offer: Offer, on days: [Day], _ quoter: Quoter, elements: Int,
    meters: [(name: String, limit: Int64)], seed: UInt64
  ) throws {
    self.offer = offer
    self.meters = meters
    self.elements = offer.elements(upTo: elements)
    let names = self.elements.map(\.name)
    random = SampleNumbers(seed: seed)
    let worths = quoter.defaultWorths(of: offer)
    runs = try days.map { day in
      RequestRun(
        try Quoter(catalogue: quoter.catalogue, asOf: day, knownAt: quoter.knownAt)
          .compile(offer, worths: worths).form(giving: names))
    }
  }

  /// A request that the offer prices; only what must be said, if no other is found.
  mutating func legal() -> [String: FormulaValue] {
    for _ in 0..<200 {
      let request = any()
      if isLegal(request) { return request }
    }
    return least
  }

  /// A request whose values are legal one by one and not together; nil when none is found.
  mutating func broken() -> [String: FormulaValue]? {
    guard !offer.requirements.isEmpty else { return nil }
    for _ in 0..<200 {
      let request = any(emptyIn: 5)
      if !isLegal(request) { return request }
    }
    return nil
  }

  /// Only what has no default.
  private var least: [String: FormulaValue] {
    var request: [String: FormulaValue] = [:]
    for parameter in offer.allParameters where parameter.defaultValue == nil {
      request[parameter.name] = parameter.extremes.lowest
    }
    return request
  }

  /// Values that are legal one by one; of those with a default one in `emptyIn` is left out.
  private mutating func any(emptyIn: Int = 2) -> [String: FormulaValue] {
    var request: [String: FormulaValue] = [:]
    for parameter in offer.allParameters {
      switch parameter.name {
      case Outcome.parameterName: if !random.oneIn(6) { continue }
      case ServiceTier.parameterName: if !random.oneIn(4) { continue }
      default: if parameter.defaultValue != nil, random.oneIn(emptyIn) { continue }
      }
      request[parameter.name] = value(of: parameter)
    }
    if !elements.isEmpty, random.oneIn(2) {
      for element in elements where random.oneIn(2) { request[element.name] = value(of: element) }
    }
    if !meters.isEmpty, random.oneIn(6) {
      for (name, limit) in meters where random.oneIn(2) {
        request[name] = metered(name, upTo: limit)
      }
    }
    return request
  }

  private mutating func value(of parameter: Parameter) -> FormulaValue {
    switch parameter.domain {
    case .choice(let words): return .choice(random.pick(words))
    case .boolean(let truths): return .boolean(random.pick(truths))
    case .numbers(let numbers): return .number(random.pick(numbers))
    case .integer(let lower, let upper, let step):
      let count = Int((upper - lower) / step) + 1
      var place = random.below(count)
      switch random.below(8) {
      case 0: place = 0
      case 1: place = count - 1
      case 2...5:
        // Most requests are near what is usual.
        guard case .number(let usual)? = parameter.defaultValue else { break }
        let near = Int((usual.numerator - lower) / step) + random.below(41) - 20
        place = min(max(near, 0), count - 1)
      default: break
      }
      return .number(Rational(lower + Int128(place) * step))
    case .decimal(let lower, let upper):
      // Random values for tests: where a bound has too many digits, the lower one will do.
      let width = (try? (upper - lower) * Rational(1_000_000)) ?? .zero
      let part = Int128(random.below(Int(width.numerator / width.denominator) + 1))
      let coarse: Int128 = random.pick([1, 1000, 1_000_000])
      let offset = (try? Rational(part / coarse * coarse, over: 1_000_000)) ?? .zero
      return .number((try? lower + offset) ?? lower)
    }
  }

  /// A metered value: anything from nothing to many, with up to six decimals where it is no count.
  private mutating func metered(_ meter: String, upTo limit: Int64) -> FormulaValue {
    var ceiling: Int64 = 1
    for _ in 0..<random.below(7) where ceiling < limit { ceiling *= 10 }
    let places = random.pick(offer.countedMeters.contains(meter) ? [0] : [0, 0, 0, 1, 3, 6])
    var scale: Int64 = 1
    for _ in 0..<places { scale *= 10 }
    let count = random.below(Int(min(ceiling, limit) * scale) + 1)
    // A power of ten is not zero, so there is always a quotient.
    return .number((try? Rational(Int128(count), over: Int128(scale))) ?? .zero)
  }

  /// Whether the rules hold and there is a price on every one of the days.
  private func isLegal(_ request: [String: FormulaValue]) -> Bool {
    runs.allSatisfy { prepared in
      var run = prepared
      for (name, value) in request {
        guard let slot = run.compiled.slot(of: name),
          (try? run.set(slot, to: value)) != nil
        else { return false }
      }
      guard let broken = try? run.brokenRequirement() as String??, broken == nil else {
        return false
      }
      return (try? run.price()) != nil
    }
  }
}
