import TestSupport
import BillingTypes
import PricingRules

/// Offers that no card would dare: every price model, credits, doubts, unknown and missing cells, divisions by
/// what may be zero, meters, rules, tiers; and requests to them; all from a seed.
struct RandomOffers {
  private var formulas: RandomFormulas

  init(seed: UInt64) {
    formulas = RandomFormulas(seed: seed)
    formulas.isTame = true
  }

  private mutating func below(_ count: Int) -> Int { formulas.below(count) }

  private mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }

  static let parameters = [
    Parameter(
      name: "a", domain: .integer(lower: 0, upper: 30, step: 3), defaultValue: .number(Rational(6)),
      unit: nil),
    Parameter(
      name: "b", domain: .decimal(lower: .zero, upper: Rational(9)),
      defaultValue: .number(Rational(2)), unit: nil),
    Parameter(
      name: "c", domain: .integer(lower: -3, upper: 5, step: 1), defaultValue: .number(.one),
      unit: nil),
    Parameter(
      name: "p", domain: .boolean([true, false]), defaultValue: .boolean(true), unit: nil),
    Parameter(
      name: "q", domain: .boolean([true, false]), defaultValue: .boolean(false), unit: nil),
    Sample.count("items", 0...3),
    Parameter(
      name: "item", domain: .decimal(lower: .zero, upper: Rational(9)),
      defaultValue: .number(.one), unit: nil, each: "items"),
    Sample.choice("quality", ["low", "medium", "high"], default: "low"),
    Parameter(
      name: "seconds", domain: .numbers(["4", "5.5", "8"].map { Sample.number($0) }),
      defaultValue: .number(Rational(8)), unit: nil),
  ]

  /// An offer.
  mutating func offer() -> Offer {
    let twice = formulas.pick([
      "item * 2 - a", "b / item", "item / (c - 1)", "item * rate[quality, p]", "ceil(item)",
    ])
    var derivations = [
      Derivation(name: "twice", expression: Sample.expression(twice), isMeter: false)
    ]
    for name in ["steps", "tokens", "images"] where !oneIn(3) {
      derivations.append(
        Derivation(
          name: name, expression: formulas.number(depth: 1 + below(3)), isMeter: name != "steps",
          confidence: oneIn(3) ? .low : nil,
          spread: oneIn(4)
            ? EstimateSpread(low: Sample.number("0.9"), high: Sample.number("1.2")) : nil))
      formulas.extraNames.append(name)
    }
    let requirements = (0..<below(3)).map { index in
      Requirement(condition: formulas.condition(depth: 1 + below(2)), explanation: "rule \(index)")
    }
    let charges = (0...below(3)).map { _ in charge() }
    formulas.extraNames = []
    var outcomes: [Outcome: OutcomeBilling] = [:]
    if oneIn(2) { outcomes[.failed] = formulas.pick([.billed, .notBilled, .unknown]) }
    let tiers =
      oneIn(3)
      ? [ServiceTier(name: "batch", multiplier: Sample.number("0.5"), latency: nil)] : []
    return Sample.offer(
      parameters: Self.parameters, requirements: requirements, tables: SampleScope.tables,
      derivations: derivations, charges: charges, serviceTiers: tiers, outcomes: outcomes)
  }

  private mutating func charge() -> Charge {
    let meter = formulas.pick(["tokens", "images", "mystery", "frames"])
    let model = self.model()
    let count = if case .tiered(_, _, let upTo) = model { upTo.count } else { 1 }
    let amounts = (0..<count).map { _ -> Formula? in
      oneIn(12) ? nil : oneIn(2) ? formulas.literal() : formulas.number(depth: 1)
    }
    return Charge(
      meter: meter, unit: "image",
      quantity: oneIn(3) ? Formula(.name(meter)) : formulas.number(depth: below(3)),
      price: ChargePrice(
        model: model,
        history: [DatedAmounts(from: nil, knownFrom: nil, calledOff: nil, amounts: amounts)],
        unit: oneIn(3) ? .credit(formulas.pick(["acme/credit", "acme/riddle"])) : .money),
      condition: oneIn(3) ? formulas.condition(depth: 1) : nil,
      minimum: oneIn(4) ? Sample.number("0.25") : nil,
      maximum: oneIn(4) ? Rational(4) : nil, doubt: oneIn(8) ? "who knows" : nil)
  }

  private mutating func model() -> ChargePrice.Model {
    let upTo = [Sample.number("2.5"), Rational(7), nil]
    let period: TierPeriod = oneIn(3) ? .month : .request
    switch below(7) {
    case 0: return .flat
    case 1: return .perUnit(per: .one)
    case 2: return .perUnit(per: Rational(1000))
    case 3: return .package(size: Sample.number("2.5"))
    case 4: return .tiered(.package, over: period, upTo: [Rational(3)])
    default:
      let mode = formulas.pick([TierMode.graduated, .volume, .cliff])
      return .tiered(mode, over: period, upTo: Array(upTo.suffix(1 + below(3))))
    }
  }

  /// Legal values for some of what an offer takes; the rest have defaults and estimates.
  mutating func request(to offer: Offer) -> [String: FormulaValue] {
    var request: [String: FormulaValue] = [:]
    for parameter in offer.allParameters where !oneIn(3) {
      request[parameter.name] = value(of: parameter)
    }
    // Mostly as many single ones as there are.
    if oneIn(3) {
      let most = request["items"].flatMap { Int($0.description) } ?? 3
      for element in offer.elements(upTo: oneIn(6) ? 3 : most) where oneIn(2) {
        request[element.name] = value(of: element)
      }
    }
    if request[Outcome.parameterName] != nil, !oneIn(3) {
      request[Outcome.parameterName] = .choice(Outcome.succeeded.rawValue)
    }
    for meter in offer.meters where oneIn(4) {
      request[meter] = .number(
        formulas.pick([.zero, .one, Sample.number("2.5"), Sample.number("12.000001")]))
    }
    return request
  }

  /// A legal value.
  mutating func value(of parameter: Parameter) -> FormulaValue {
    switch parameter.domain {
    case .choice(let words): return .choice(formulas.pick(words))
    case .boolean(let truths): return .boolean(formulas.pick(truths))
    case .numbers(let numbers): return .number(formulas.pick(numbers))
    case .integer(let lower, let upper, let step):
      return .number(Rational(lower + Int128(below(Int((upper - lower) / step) + 1)) * step))
    case .decimal(let lower, _):
      return .number(
        formulas.pick([lower, .one, Sample.number("2.25"), Sample.number("8.999999")]))
    }
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element { formulas.pick(elements) }
}
