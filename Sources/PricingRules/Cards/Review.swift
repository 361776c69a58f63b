public import BillingTypes

/// That somebody looked at a change of figures that is easily a slip, and found it right.
public struct Review: Hashable, Sendable {
  /// The day on which it was looked at.
  public let day: Day
  /// What was looked at and why it is right, in our words.
  public let says: String

  /// Creates a review.
  public init(day: Day, says: String) {
    self.day = day
    self.says = says
  }
}
