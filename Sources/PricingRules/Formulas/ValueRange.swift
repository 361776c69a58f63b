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

  /// The smallest range that holds both; nil for ranges of different kinds.
  func union(_ other: ValueRange) -> ValueRange? {
    switch (self, other) {
    case (.number(let a), .number(let b)):
      .number(min(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound))
    case (.choice(let a), .choice(let b)): .choice(a.union(b))
    case (.boolean(let a), .boolean(let b)): .boolean(a.union(b))
    default: nil
    }
  }

  /// Whether two values, one of each range, are equal: certainly, certainly not, or either.
  func equals(_ other: ValueRange) -> Set<Bool> {
    let mayBeEqual =
      switch (self, other) {
      case (.number(let a), .number(let b)): a.overlaps(b)
      case (.choice(let a), .choice(let b)): !a.isDisjoint(with: b)
      case (.boolean(let a), .boolean(let b)): !a.isDisjoint(with: b)
      default: false
      }
    if !mayBeEqual { return [false] }
    return isSingle && other.isSingle ? [true] : [true, false]
  }

  /// Whether the key of a table's cell, as the card writes it, may be the value.
  func admits(key: String) -> Bool {
    switch self {
    case .number(let interval):
      (try? DecimalText.parse(key)).map { interval.contains($0) } ?? false
    case .choice(let words): words.contains(key)
    case .boolean(let truths): truths.contains { key == ($0 ? "true" : "false") }
    }
  }
}

// Interval arithmetic: the smallest interval that holds every result. What is sought is exact, so
// an end that does not fit 128 bits is an error.
extension ClosedRange where Bound == Rational {
  func adding(_ other: Self) throws(NumberError) -> Self {
    try (lowerBound + other.lowerBound)...(upperBound + other.upperBound)
  }

  func negated() throws(NumberError) -> Self {
    try upperBound.negated()...lowerBound.negated()
  }

  func multiplied(by other: Self) throws(NumberError) -> Self {
    Self(spanning: [
      try lowerBound * other.lowerBound, try lowerBound * other.upperBound,
      try upperBound * other.lowerBound, try upperBound * other.upperBound,
    ])
  }

  /// The quotients; an error where the divisor may be zero.
  func divided(by other: Self) throws(NumberError) -> Self {
    guard !other.contains(.zero) else { throw .divisionByZero }
    return Self(spanning: [
      try lowerBound / other.lowerBound, try lowerBound / other.upperBound,
      try upperBound / other.lowerBound, try upperBound / other.upperBound,
    ])
  }

  func magnitude() throws(NumberError) -> Self {
    if lowerBound >= .zero { return self }
    if upperBound <= .zero { return try negated() }
    return .zero...Swift.max(try lowerBound.negated(), upperBound)
  }

  func rounded(_ rule: RoundingRule) throws(NumberError) -> Self {
    try Rational(lowerBound.rounded(rule))...Rational(upperBound.rounded(rule))
  }

  /// The next multiples of a positive step; without a fixed step only that they are less than a
  /// step above is used.
  func ceiled(toMultipleOf step: Self) throws(NumberError) -> Self {
    if step.lowerBound == step.upperBound {
      let first = try lowerBound.rounded(toMultipleOf: step.lowerBound, .up)
      return try first...upperBound.rounded(toMultipleOf: step.lowerBound, .up)
    }
    return try lowerBound...(upperBound + step.upperBound)
  }

  private init(spanning numbers: [Rational]) {
    var low = numbers[0]
    var high = numbers[0]
    for number in numbers.dropFirst() {
      low = Swift.min(low, number)
      high = Swift.max(high, number)
    }
    self = low...high
  }
}
