import BillingTypes
import PricingRules

/// The legal numbers that a varying value comes to, each with its probability.
///
/// A drawn value is made legal by `TranslationRule.nearestLegal(to:)`; a grid has the probabilities of what that gives,
/// from the distribution function at the places where the rounding turns.
struct ValueGrid {
  /// A legal number and how often it comes up.
  struct Cell {
    let number: Rational
    var probability: Double
    /// The same exactly; nil where only a distribution function tells it.
    var share: Rational?
  }

  /// The numbers, ascending.
  private(set) var cells: [Cell] = []
  /// How often a value lies outside what is legal.
  private(set) var outside = 0.0

  /// The tails of a distribution that are counted with their first number, each: less than any sum could show.
  private static let tail = 1e-10

  /// Lists the numbers; nil where they are too many, or decimals without end.
  init?(_ distribution: Distribution, _ rule: TranslationRule, most: Int) {
    guard add(distribution, share: .one, rule, most: most) else { return nil }
    cells.sort { $0.number < $1.number }
    var merged: [Cell] = []
    for cell in cells where cell.probability > 0 {
      if let last = merged.last, last.number == cell.number {
        merged[merged.count - 1].probability += cell.probability
        merged[merged.count - 1].share = last.share.flatMap { share in
          cell.share.flatMap { try? share + $0 }
        }
      } else {
        merged.append(cell)
      }
    }
    let sum = merged.reduce(0) { $0 + $1.probability }
    guard sum > 0, merged.count <= most else { return nil }
    cells = merged.map {
      Cell(number: $0.number, probability: $0.probability / sum, share: $0.share)
    }
  }

  private mutating func add(
    _ distribution: Distribution, share: Rational, _ rule: TranslationRule, most: Int
  ) -> Bool {
    switch distribution {
    case .fixed(let number):
      add([number], share: share, rule)
      return true
    case .samples(let samples):
      guard samples.values.count <= most, let each = try? share / Rational(samples.values.count)
      else { return false }
      add(samples.values, share: each, rule)
      return true
    case .mixture(let mixture):
      return mixture.parts.allSatisfy { part in
        guard let own = try? share * part.share else { return false }
        return add(part.distribution, share: own, rule, most: most)
      }
    default:
      guard case .setting(let parameter) = rule else { return false }
      return add(distribution.shape, share: share.approximation, parameter, most: most)
    }
  }

  /// Values that are certain, each as likely.
  private mutating func add(_ values: [Rational], share: Rational, _ rule: TranslationRule) {
    for value in values {
      let (number, isClipped) = rule.nearestLegal(to: value.approximation)
      cells.append(Cell(number: number, probability: share.approximation, share: share))
      if isClipped { outside += share.approximation }
    }
  }

  /// A distribution without jumps.
  private mutating func add(
    _ shape: any DistributionShape, share: Double, _ parameter: Parameter, most: Int
  ) -> Bool {
    guard case (.number(let lowest), .number(let highest)) = parameter.extremes else {
      return false
    }
    switch parameter.domain {
    case .numbers(let numbers):
      guard numbers.count <= most else { return false }
      var below = 0.0
      for number in numbers.sorted() {
        let above = number == highest ? 1 : shape.probability(upTo: number.approximation)
        cells.append(Cell(number: number, probability: share * (above - below), share: nil))
        below = above
      }
      outside += share * (1 - shape.probability(upTo: highest.approximation))
      return true
    case .integer(let lower, let upper, let step):
      let (first, width) = (Rational(lower).approximation, Rational(step).approximation)
      let last = (upper - lower) / step
      func place(_ value: Double) -> Int128 {
        Int128(wholePartOf: min(max(0, ((value - first) / width).rounded()), Double(last))) ?? 0
      }
      let (from, to) = (place(shape.quantile(Self.tail)), place(shape.quantile(1 - Self.tail)))
      guard to - from < Int128(most) else { return false }
      var below = 0.0
      for index in from...to {
        let number = Rational(lower + index * step)
        let above =
          index == to ? 1 : shape.probability(upTo: number.approximation + width / 2)
        cells.append(Cell(number: number, probability: share * max(0, above - below), share: nil))
        below = above
      }
      outside +=
        share
        * (shape.probability(upTo: lowest.approximation - width / 2) + 1
          - shape.probability(upTo: highest.approximation + width / 2))
      return true
    default: return false
    }
  }
}
