public import BillingTypes
public import PricingRules

/// Rows of a log whose value of a meter no legal request comes to.
public struct MeteredOutside: Hashable, Sendable {
  /// The offer.
  public let offer: OfferID
  /// The meter.
  public let meter: String
  /// How many rows give such a value.
  public let rows: Int
  /// What legal requests come to, in the meter's unit.
  public let legal: ClosedRange<Rational>

  /// Creates a finding.
  package init(offer: OfferID, meter: String, rows: Int, legal: ClosedRange<Rational>) {
    self.offer = offer
    self.meter = meter
    self.rows = rows
    self.legal = legal
  }
}
