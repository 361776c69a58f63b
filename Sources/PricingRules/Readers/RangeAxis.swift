import BillingTypes

/// The legal values of one input in their order, cut into cells that can be halved, and those of them that
/// are asked about.
///
/// Cells depend on the input alone and not on what is asked: two searches over different ranges cut at the
/// same places.
struct RangeAxis {
  /// The input's place.
  let input: Int
  private let domain: RuleInput.Domain
  private let asked: Asked

  /// Which values are asked about.
  enum Asked {
    case all
    case some(Set<Int64>)
    case interval(ClosedRange<Int64>)
  }

  init(input: Int, domain: RuleInput.Domain, asked: Asked) {
    self.input = input
    self.domain = domain
    self.asked = asked
  }

  /// How many cells there are: one for each value.
  var count: Int { domain.count }

  /// What is asked about in some of the cells; nil when nothing is.
  func range(of cells: ClosedRange<Int>) -> ClosedRange<Int64>? {
    switch domain {
    case .values(let values):
      let found = values[cells].filter(isAsked)
      guard let low = found.min(), let high = found.max() else { return nil }
      return low...high
    case .steps(let lower, _, let step):
      var first = lower + Int64(cells.lowerBound) * step
      var last = lower + Int64(cells.upperBound) * step
      if case .interval(let interval) = asked {
        if interval.lowerBound > first {
          let steps = (interval.lowerBound - lower + step - 1) / step
          first = lower + steps * step
        }
        if interval.upperBound < last {
          // Below the least value there is none.
          guard interval.upperBound >= lower else { return nil }
          last = lower + (interval.upperBound - lower) / step * step
        }
      }
      return first <= last ? first...last : nil
    }
  }

  /// Whether a legal value is one that is asked about.
  func isAsked(_ value: Int64) -> Bool {
    switch asked {
    case .all: true
    case .some(let values): values.contains(value)
    case .interval(let interval): interval.contains(value)
    }
  }
}

extension RangeAxis.Asked {
  /// What a range of values asks of an input.
  init(_ range: ValueRange?, of input: RuleInput, _ codes: WordCodes) {
    switch (range, input.kind) {
    case (nil, _): self = .all
    case (.choice(let words)?, .word): self = .some(Set(words.compactMap { codes.known($0) }))
    case (.boolean(let truths)?, .truth): self = .some(Set(truths.map { $0 ? 1 : 0 }))
    case (.number(let interval)?, .number(let places)):
      let scale = Rational(Int128(decimalPower(places)))
      func cell(_ number: Rational, _ rule: RoundingRule, beyond: Int64) -> Int64 {
        guard let scaled = try? (number * scale).rounded(rule) else { return beyond }
        return Int64(clamping: scaled)
      }
      let low = cell(
        interval.lowerBound, .up, beyond: interval.lowerBound.isNegative ? .min : .max)
      let high = cell(
        interval.upperBound, .down, beyond: interval.upperBound.isNegative ? .min : .max)
      self = low <= high ? .interval(low...high) : .some([])
    default: self = .some([])
    }
  }
}
