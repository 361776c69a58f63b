package import BillingTypes
package import PricingRules

/// What a row of a log came to under an offer.
package struct RatedLine: Sendable {
  /// The line of the log on which the row begins, from 1.
  package let line: Int
  /// The offer by which it was priced.
  package let offer: OfferID
  /// What is known of the amount.
  package let amount: Money
  /// How much of the amount is known.
  package let completeness: Completeness
  /// What the bill lies between.
  package let range: RatedRange

  /// Creates a row of a log.
  package init(
    line: Int, offer: OfferID, amount: Money, completeness: Completeness, range: RatedRange
  ) {
    self.line = line
    self.offer = offer
    self.amount = amount
    self.completeness = completeness
    self.range = range
  }
}

/// A row of a log that cannot be priced, with the reason.
package struct RejectedLine: Sendable {
  /// The line of the log on which the row begins, from 1.
  package let line: Int
  /// Why it cannot be priced.
  package let reason: RowRejection

  /// Creates a bad row of a log.
  package init(line: Int, reason: RowRejection) {
    self.line = line
    self.reason = reason
  }
}
