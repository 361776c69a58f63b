import BillingTypes
import PricingRules

/// What the charges of one request add up to: money, and what is pooled until the month is settled.
struct RowSum {
  var tally = GroupTotal()
  /// By charge: nil for money; else whether its pool counts what it costs, rather than what is metered.
  private let pools: [Bool?]
  private let run: RequestRun
  /// By charge: how often it is charged.
  private let times: [Int128]
  /// By charge: how often it may be charged, where the row does not say how many are made.
  private let reach: [ClosedRange<Int128>]
  /// Whether everything that is pooled is known.
  private(set) var isSettled = true

  /// Adds up the charges.
  ///
  /// - Throws: `NumberError/overflow`.
  init(
    _ run: RequestRun, _ pools: [Bool?], _ times: [Int128], reach: [ClosedRange<Int128>]
  ) throws(NumberError) {
    self.pools = pools
    self.times = times
    self.reach = reach
    self.run = run
    tally.rows = 1
    var run = run
    for (charge, countsCost) in pools.enumerated() {
      let billed = try run.billed(charge)
      guard let countsCost else {
        tally.picounits = try tally.picounits.plus(billed.picounits.times(times[charge]))
        continue
      }
      let used = countsCost ? billed.cost : billed.quantity
      try tally.addPooled(charge, used * Rational(times[charge]))
    }
    guard tally.picounits.magnitude <= GroupTotal.mostOfRow else { throw .overflow }
  }

  /// How many calls every charge may be for, where none is pooled; nil where they differ, or one is.
  var calls: ClosedRange<Int128>? {
    let first = reach.first ?? 1...1
    return pools.allSatisfy { $0 == nil } && reach.allSatisfy { $0 == first } ? first : nil
  }

  /// Adds what the whole may come to instead, so many times.
  ///
  /// - Throws: `NumberError/overflow`.
  mutating func open(_ range: AmountRange, calls: ClosedRange<Int128>) throws(NumberError) {
    try tally.openness.add(Openness(tally.picounits, range, calls: calls))
  }

  /// Adds what the charges may come to instead.
  ///
  /// - Throws: `NumberError/overflow`.
  mutating func open(_ ranges: [AmountRange], currency: Currency) throws(NumberError) {
    var run = run
    for (charge, range) in ranges.enumerated() {
      let (times, calls) = (times[charge], reach[charge])
      guard let countsCost = pools[charge] else {
        try tally.openness.add(
          Openness(try run.billed(charge).picounits.times(times), range, calls: calls))
        continue
      }
      let reasons = range.reasonCodes(calls: calls)
      // Steps over the month are settled with it.
      guard !range.isSingle || calls.count > 1, reasons.contains(where: { $0 != .monthSteps })
      else { continue }
      isSettled = false
      let billed = try run.billed(charge)
      guard countsCost else {
        // What is metered has no range of its own here: nothing to anything.
        try tally.open(
          charge, below: billed.quantity * Rational(times), above: nil, reasons)
        continue
      }
      // A pooled credit counts as one unit of money.
      let used = try billed.cost * Rational(times)
      let above = try range.ceiling.map { (most) throws(NumberError) in
        try max(.zero, most.units * Rational(calls.upperBound) - used)
      }
      let least = try range.floor.units * Rational(calls.lowerBound)
      try tally.open(charge, below: max(.zero, used - least), above: above, reasons)
    }
  }
}
