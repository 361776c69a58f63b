public import BillingTypes

/// How often sellers change their prices, and by how much, by the kind of seller; fitted to a history of dated changes.
public struct PriceChanges: Sendable, Hashable {
  /// What is known of one kind of seller.
  public struct Law: Sendable, Hashable {
    /// How many changes were seen.
    public let changes: Int
    /// In how many months that an offer was on sale, all offers together.
    public let modelMonths: Rational
    /// The probability that an offer's prices change in a month, from 0 to 1.
    public let perMonth: Rational
    /// New prices over old ones, each as likely, ascending; above 0.
    public let factors: [Rational]

    /// Creates a law.
    package init(changes: Int, modelMonths: Rational, perMonth: Rational, factors: [Rational]) {
      self.changes = changes
      self.modelMonths = modelMonths
      self.perMonth = perMonth
      self.factors = factors
    }
  }

  /// By kind of seller.
  public let laws: [ProviderRelation: Law]
  /// For a kind that has none of its own.
  public let any: Law

  /// Creates what is known of all kinds.
  package init(laws: [ProviderRelation: Law], any: Law) {
    self.laws = laws
    self.any = any
  }

  /// What is known of a kind of seller.
  public func law(of relation: ProviderRelation?) -> Law {
    relation.flatMap { laws[$0] } ?? any
  }
}
