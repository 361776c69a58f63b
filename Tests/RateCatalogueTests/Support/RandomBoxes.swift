import BillingTypes
import PricingRules
import TestSupport

/// Ranges for the parameters of an offer, and requests inside them, from a seed.
struct RandomBoxes {
  let offer: Offer
  private var random: SplitMix64

  init(offer: Offer, seed: UInt64) {
    self.offer = offer
    random = SplitMix64(seed: seed)
  }

  /// Ranges for all parameters: single values, a few, many, or all.
  mutating func box() -> [String: ValueRange] {
    var box: [String: ValueRange] = [:]
    for parameter in offer.allParameters {
      // Mostly requests that succeed: other outcomes are often billed nobody knows how.
      if parameter.name == Outcome.parameterName, Int.random(in: 0..<4, using: &random) > 0 {
        box[parameter.name] = .choice([Outcome.succeeded.rawValue])
        continue
      }
      let first = value(of: parameter)
      switch (Int.random(in: 0..<4, using: &random), first) {
      case (0, _): box[parameter.name] = ValueRange(first)
      case (1, _): box[parameter.name] = Self.everything(parameter)
      case (2, .number(let number)):
        // A narrow interval reaches rules and steps that a wide one passes over.
        let end = parameter.snappedUp((try? number + Rational(40)) ?? number) ?? number
        box[parameter.name] = .number(number...max(number, end))
      default: box[parameter.name] = Self.span(first, value(of: parameter))
      }
    }
    return box
  }

  /// Ranges that hold those of a box.
  mutating func larger(_ box: [String: ValueRange]) -> [String: ValueRange] {
    var large = box
    for parameter in offer.allParameters where parameter.name != Outcome.parameterName {
      guard let range = box[parameter.name] else { continue }
      switch Int.random(in: 0..<4, using: &random) {
      case 0: break
      case 1: large[parameter.name] = Self.everything(parameter)
      default:
        large[parameter.name] = Self.hull(range, ValueRange(value(of: parameter)))
      }
    }
    return large
  }

  /// A request whose values lie in the box, legal or not as the rules of the card have it.
  mutating func request(in box: [String: ValueRange]) -> [String: FormulaValue] {
    var request: [String: FormulaValue] = [:]
    for parameter in offer.allParameters {
      guard let range = box[parameter.name] else { continue }
      request[parameter.name] = value(of: parameter, in: range)
    }
    return request
  }

  /// Every legal value of a parameter.
  static func everything(_ parameter: Parameter) -> ValueRange {
    switch parameter.domain {
    case .choice(let words): .choice(Set(words))
    case .boolean(let truths): .boolean(Set(truths))
    default: span(parameter.extremes.lowest, parameter.extremes.highest)
    }
  }

  private static func span(_ a: FormulaValue, _ b: FormulaValue) -> ValueRange {
    hull(ValueRange(a), ValueRange(b))
  }

  private static func hull(_ a: ValueRange, _ b: ValueRange) -> ValueRange {
    switch (a, b) {
    case (.number(let a), .number(let b)):
      .number(min(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound))
    case (.choice(let a), .choice(let b)): .choice(a.union(b))
    case (.boolean(let a), .boolean(let b)): .boolean(a.union(b))
    default: a
    }
  }

  /// A legal value; often one of the ends, where steps and rules bite.
  private mutating func value(of parameter: Parameter) -> FormulaValue {
    value(of: parameter, in: Self.everything(parameter))
  }

  private mutating func value(of parameter: Parameter, in range: ValueRange) -> FormulaValue {
    switch range {
    case .choice(let words): return .choice(words.sorted().randomElement(using: &random) ?? "")
    case .boolean(let truths):
      return .boolean(truths.contains(true) && (truths.count == 1 || Bool.random(using: &random)))
    case .number(let interval):
      let steps = 1000
      let step: Int
      switch Int.random(in: 0..<4, using: &random) {
      case 0: step = 0
      case 1: step = steps
      default: step = Int.random(in: 0...steps, using: &random)
      }
      guard
        let share = try? Rational(Int128(step), over: Int128(steps)),
        let number = try? interval.lowerBound + (interval.upperBound - interval.lowerBound) * share,
        let legal = parameter.snappedUp(number), interval.contains(legal)
      else { return parameter.snappedUp(interval.lowerBound).map { .number($0) } ?? .number(.zero) }
      return .number(legal)
    }
  }
}
