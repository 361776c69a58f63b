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
  package let used: Rational
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
  package var shortfall: Shortfall?

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
    if case .noPack = shortfall { false } else { true }
  }
}

/// Why a month's cost is only what is known of it.
package enum Shortfall: Hashable, Sendable {
  /// No pack of a credit has a known price.
  case noPack(CreditID)
  /// More than the allowance is needed, and the plan does not sell it.
  case notSold(AllowanceExcess)
  /// More than the allowance is needed, at a price nobody found.
  case priceUnknown(AllowanceExcess)
  /// As one of the last two, in some trials only: in so many of a hundred.
  case inSomeTrials(percent: Rational)
}

/// How much more than an allowance is needed.
package struct AllowanceExcess: Hashable, Sendable {
  /// The plan.
  package let plan: PlanID
  /// The credit or meter.
  package let allowance: String
  /// What a month includes.
  package let included: Rational
  /// What goes beyond it; nil where the sentence is about any quantity.
  package let excess: Rational?

  /// Says how much more than an allowance is needed.
  package init(plan: PlanID, allowance: String, included: Rational, excess: Rational?) {
    self.plan = plan
    self.allowance = allowance
    self.included = included
    self.excess = excess
  }
}

extension Shortfall: CustomStringConvertible {
  /// A sentence for reports.
  package var description: String {
    switch self {
    case .noPack(let credit): "no pack of \(credit) has a known price"
    case .notSold(let more): "\(more)more are needed and cannot be bought in it"
    case .priceUnknown(let more): "\(more.included(before: "what"))more cost is not known"
    case .inSomeTrials(let percent):
      "in \(percent) % of the trials more than the allowance is used, and what more costs is not "
        + "known or cannot be had"
    }
  }
}

extension AllowanceExcess: CustomStringConvertible {
  /// The beginning of a sentence about the excess.
  package var description: String { included(before: nil) }

  fileprivate func included(before word: String?) -> String {
    let words = [word, excess.map { DecimalText.print($0, places: 2) }].compactMap(\.self)
    return "plan \(plan) includes \(DecimalText.print(included, places: 2)) \(allowance); "
      + words.map { "\($0) " }.joined()
  }
}
