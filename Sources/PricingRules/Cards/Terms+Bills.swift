public import BillingTypes

// What is agreed of a provider's bills, whatever they are for.
extension Terms.Agreement {
  /// What was promised to be spent at contracted prices; what is missing is paid all the same.
  public struct Commitment: Sendable, Hashable {
    /// The amount, in the currency of the bills.
    public let amount: Rational
    /// What it is promised for.
    public let every: Period

    /// What a commitment is promised for.
    public enum Period: String, Sendable, CaseIterable {
      /// Each month by itself.
      case month
      /// All days of the agreement together.
      case term
    }

    /// Creates a commitment.
    public init(amount: Rational, every: Period) {
      self.amount = amount
      self.every = every
    }
  }

  /// Credits that a provider gave: they pay bills until they are used or end.
  public struct CreditGrant: Sendable, Hashable {
    /// The amount, in the currency of the bills.
    public let amount: Rational
    /// The first day on which they pay nothing any more; nil where they never end.
    public let expires: Day?

    /// Creates credits.
    public init(amount: Rational, expires: Day? = nil) {
      self.amount = amount
      self.expires = expires
    }
  }
}
