public import BillingTypes

/// The values that something may have: an interval of numbers, some words, or some truth values.
public enum ValueRange: Hashable, Sendable {
  /// Any number of a closed interval.
  case number(ClosedRange<Rational>)
  /// One of these words.
  case choice(Set<String>)
  /// One of these truth values.
  case boolean(Set<Bool>)

  /// Creates the range that holds one value only.
  public init(_ value: FormulaValue) {
    switch value {
    case .number(let number): self = .number(number...number)
    case .boolean(let truth): self = .boolean([truth])
    case .choice(let word): self = .choice([word])
    }
  }

  /// Creates the smallest range that holds some values of one kind; nil for none.
  public init?(anyOf values: [FormulaValue]) {
    var words: Set<String> = []
    var truths: Set<Bool> = []
    var numbers: [Rational] = []
    for value in values {
      switch value {
      case .choice(let word): words.insert(word)
      case .boolean(let truth): truths.insert(truth)
      case .number(let number): numbers.append(number)
      }
    }
    if let low = numbers.min(), let high = numbers.max() {
      self = .number(low...high)
    } else if !words.isEmpty {
      self = .choice(words)
    } else if !truths.isEmpty {
      self = .boolean(truths)
    } else {
      return nil
    }
  }

  /// Whether a value lies in the range.
  public func contains(_ value: FormulaValue) -> Bool {
    switch (self, value) {
    case (.number(let interval), .number(let number)): interval.contains(number)
    case (.choice(let words), .choice(let word)): words.contains(word)
    case (.boolean(let truths), .boolean(let truth)): truths.contains(truth)
    default: false
    }
  }

  /// Whether the range holds exactly one value.
  public var isSingle: Bool {
    switch self {
    case .number(let interval): interval.lowerBound == interval.upperBound
    case .choice(let words): words.count == 1
    case .boolean(let truths): truths.count == 1
    }
  }
}
