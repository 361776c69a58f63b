public import BillingTypes

/// A rule across parameters, with the words of the error when it does not hold.
public struct Requirement: Hashable, Sendable {
  /// What must be true.
  public let condition: Formula
  /// What to tell who breaks it.
  public let explanation: String

  /// Creates a rule.
  public init(condition: Formula, explanation: String) {
    self.condition = condition
    self.explanation = explanation
  }
}

/// A value computed from a request: an estimate of what will be metered, or a step toward one.
public struct Derivation: Hashable, Sendable {
  /// A meter, or the name of an intermediate value.
  public let name: String
  /// How it is computed.
  public let expression: Formula
  /// Whether the name is a meter, which a caller may give instead.
  public let isMeter: Bool
  /// How sure the formula is, nil when the provider publishes it.
  public let confidence: Confidence?
  /// Factors around the figure that real bills were seen to take.
  public let spread: EstimateSpread?
  /// Where the formula comes from, when not from the offer's evidence.
  public let source: String?

  /// Creates a derivation.
  public init(
    name: String, expression: Formula, isMeter: Bool, confidence: Confidence? = nil,
    spread: EstimateSpread? = nil, source: String? = nil
  ) {
    self.name = name
    self.expression = expression
    self.isMeter = isMeter
    self.confidence = confidence
    self.spread = spread
    self.source = source
  }

  /// Whether the figure is a rough model rather than a published formula.
  public var isEstimate: Bool { confidence != nil }
}

/// Factors around an estimate that real bills were seen to take.
public struct EstimateSpread: Hashable, Sendable {
  /// The least that a bill was seen to be, as a part of the estimate.
  public let low: Rational
  /// The most that a bill was seen to be, as a multiple of the estimate.
  public let high: Rational

  /// Creates a spread.
  public init(low: Rational, high: Rational) {
    self.low = low
    self.high = high
  }
}
