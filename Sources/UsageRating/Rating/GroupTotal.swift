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

  /// What rows whose bills are open lie between.
  var openness = Openness()
  /// What pooled charges use, by charge.
  private(set) var pooled: [Int: PooledSum] = [:]

  /// A sum of what a pooled charge uses: whole multiples of a factor, and what is none of one.
  struct PooledSum: Sendable {
    var units: Int128 = 0
    var factor = Rational.one
    var others = Rational.zero
    /// How much less and how much more may be used, nil where nothing proves a limit; and why.
    var below = Rational.zero
    var above: Rational? = .zero
    var reasons: Set<FactCode> = []

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

  /// Adds how far what a pooled charge uses may lie below and above its sum.
  mutating func open(
    _ charge: Int, below: Rational, above: Rational?, _ reasons: Set<FactCode>
  ) throws(NumberError) {
    guard below != .zero || above != .zero else { return }
    var own = pooled[charge] ?? PooledSum()
    own.below = try own.below + below
    if let most = own.above, let above { own.above = try most + above } else { own.above = nil }
    own.reasons.formUnion(reasons)
    pooled[charge] = own
  }

  /// Adds another tally of the same month and offer.
  mutating func add(_ other: GroupTotal) throws(NumberError) {
    rows += other.rows
    partial += other.partial
    unknown += other.unknown
    picounits = try picounits.plus(other.picounits)
    try openness.add(other.openness)
    for (charge, more) in other.pooled.sorted(by: { $0.key < $1.key }) {
      try addPooled(charge, units: more.units, more.factor)
      if more.others != .zero { try addPooled(charge, more.others) }
      try open(charge, below: more.below, above: more.above, more.reasons)
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

/// Rows of one offer that give the same columns.
struct PatternKey: Hashable, Sendable {
  let offer: Int
  /// The value columns, a bit for each.
  let given: UInt64
}

/// What rows came to under the offers that are asked for, and as they were logged.
struct RatingSums: Sendable {
  var rated: [GroupKey: GroupTotal] = [:]
  /// Empty unless other offers are asked for.
  var logged: [GroupKey: GroupTotal] = [:]
  /// How many rows that were priced gave what.
  var patterns: [PatternKey: Int] = [:]
  /// Rows whose metered values no legal request comes to.
  var outside = OutsideRows()

  /// Adds the sums of another thread.
  mutating func add(_ other: RatingSums) throws(NumberError) {
    for (key, tally) in other.rated { try rated[key, default: GroupTotal()].add(tally) }
    for (key, tally) in other.logged { try logged[key, default: GroupTotal()].add(tally) }
    patterns.merge(other.patterns, uniquingKeysWith: +)
    outside.add(other.outside)
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
  /// What the bill lies between; nil where that is the amount.
  var range: RatedRange?
}

/// A row that cannot be priced, with the reason.
struct RejectedRow: Sendable {
  let line: Int
  let reason: RowRejection
}
