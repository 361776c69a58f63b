public import BillingTypes

/// Steps of quantity with an amount each, named by their inclusive upper bound.
///
/// The next step begins where the last one ended, so no fraction falls between two. The last step
/// has no bound, or the bound beyond which nothing is sold; cards are checked for both.
public struct PriceSteps: Hashable, Sendable {
  /// The steps in ascending order; only the last may lack a bound.
  public let steps: [Step]

  /// One step.
  public struct Step: Hashable, Sendable {
    /// The largest quantity inside the step; nil for no bound.
    public let upTo: Rational?
    /// What the step charges.
    public let amount: Rational
  }

  /// Creates steps; they ascend and there is at least one.
  public init(_ steps: [(upTo: Rational?, amount: Rational)]) {
    precondition(!steps.isEmpty, "a tiered price has at least one step")
    self.steps = steps.map { Step(upTo: $0.upTo, amount: $0.amount) }
  }

  /// The step that a total of `quantity` reaches; a total on a bound is inside it.
  public func step(reachedBy quantity: Rational) -> Step {
    steps.first { step in step.upTo.map { quantity <= $0 } ?? true } ?? steps[steps.count - 1]
  }
}
