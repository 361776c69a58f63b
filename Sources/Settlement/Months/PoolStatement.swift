package import BillingTypes

/// What a pool came to in a month, and why; money in the plan's or the offer's currency.
///
/// Of an allowance or of packs: included + carried + bought in advance + bought = used, without the
/// excess, + expired + carried on.
package struct PoolStatement: Sendable {
  /// The pool.
  package let id: PoolID
  /// How it is priced.
  package let pool: Pool
  /// Quantity used.
  package var used: Rational
  /// Quantity that the fee includes.
  package var included = Rational.zero
  /// Quantity left of earlier months.
  package var carried = Rational.zero
  /// Quantity in packs that are bought whatever is used.
  package var boughtInAdvance = Rational.zero
  /// Quantity in packs that are bought because the others are used up.
  package var bought = Rational.zero
  /// Quantity beyond an allowance.
  package var excess = Rational.zero
  /// The fee that the pool bears.
  package var fee = Rational.zero
  /// The known cost of the excess.
  package var overage = Rational.zero
  /// What lifts the plan's month to its minimum, where the pool bears it.
  package var trueUp = Rational.zero
  /// The month's known cost.
  package var cost = Rational.zero
  /// What is paid in the month: fees when they are invoiced, packs when they are bought.
  package var paid = Rational.zero
  /// Quantity that is left and cannot be used any longer.
  package var expired = Rational.zero
  /// What packs cost that expired.
  package var breakage = Rational.zero
  /// Quantity left for the next month.
  package var carriedOn = Rational.zero
  /// What is not known or cannot be had; nil when all is priced.
  package var gap: SettlementGap?

  init(id: PoolID, pool: Pool, used: Rational) {
    self.id = id
    self.pool = pool
    self.used = used
  }

  /// What could be used when the month was opened.
  package var available: Rational {
    get throws(NumberError) { try included + carried + boughtInAdvance }
  }

  /// Whether any price is known; where none is, ``cost`` is not an amount.
  package var isPriced: Bool {
    if case .packPriceUnknown = gap { false } else { true }
  }
}
