import CostAnalysis
import BillingTypes
import PricingRules

/// What rows of one month came to under one offer.
struct GroupTotal: Sendable {
  var rows = 0
  var partial = 0
  var unknown = 0
  /// Known amounts in picounits, without what is pooled.
  var picounits: Int128 = 0
  /// The largest amount of one row, in picounits: 10¹⁴ of the currency.
  ///
  /// The sum of a billion times a thousand such rows fits, so that no log has a sum that does not.
  static let mostOfRow = UInt128(powerOfTen(26))

  /// What pooled charges use, by charge.
  private(set) var pooled: [Int: PooledSum] = [:]

  /// A sum of what a pooled charge uses: whole multiples of a factor, and what is none of one.
  struct PooledSum: Sendable {
    var units: Int128 = 0
    var factor = Rational.one
    var others = Rational.zero

    /// The exact sum.
    var total: Rational {
      get throws(NumberError) { try Rational(units) * factor + others }
    }
  }

  /// Adds what a pooled charge uses.
  mutating func addPooled(_ charge: Int, units: Int128, _ factor: Rational) throws(NumberError) {
    guard var own = pooled[charge] else {
      pooled[charge] = PooledSum(units: units, factor: factor)
      return
    }
    if own.factor == factor || own.units == 0 {
      own.units = try own.units.plus(units)
      own.factor = factor
    } else {
      own.others = try own.others + Rational(units) * factor
    }
    pooled[charge] = own
  }

  /// Adds what a pooled charge uses, any fraction.
  mutating func addPooled(_ charge: Int, _ quantity: Rational) throws(NumberError) {
    pooled[charge, default: PooledSum()].others =
      try (pooled[charge]?.others ?? .zero) + quantity
  }

  /// Adds another tally of the same month and offer.
  mutating func add(_ other: GroupTotal) throws(NumberError) {
    rows += other.rows
    partial += other.partial
    unknown += other.unknown
    picounits = try picounits.plus(other.picounits)
    for (charge, more) in other.pooled.sorted(by: { $0.key < $1.key }) {
      try addPooled(charge, units: more.units, more.factor)
      if more.others != .zero { try addPooled(charge, more.others) }
    }
  }
}

/// Which month, under which offer, at which prices.
struct GroupKey: Hashable, Sendable {
  /// Months since year 0, as ``Month/index``.
  let month: Int
  let offer: Int
  let version: Int
}

/// What rows came to under the offers that are asked for, and as they were logged.
struct RatingSums: Sendable {
  var rated: [GroupKey: GroupTotal] = [:]
  /// Empty unless other offers are asked for.
  var logged: [GroupKey: GroupTotal] = [:]

  /// Adds the sums of another thread.
  mutating func add(_ other: RatingSums) throws(NumberError) {
    for (key, tally) in other.rated { try rated[key, default: GroupTotal()].add(tally) }
    for (key, tally) in other.logged { try logged[key, default: GroupTotal()].add(tally) }
  }
}

/// A row that is left to the exact rater: under all offers that are asked for, or under one.
struct DeferredRow: Sendable {
  /// Where it begins in the piece, and its line there, from 0.
  let start: Int
  let line: Int
  var target: Int?
}

/// What one row came to.
struct RatedRow: Sendable {
  let start: Int
  let line: Int
  let offer: Int
  var picounits: Int128
  let completeness: Completeness
}

/// A row that cannot be priced, with the reason.
struct RejectedRow: Sendable {
  let line: Int
  let reason: RowRejection
}
