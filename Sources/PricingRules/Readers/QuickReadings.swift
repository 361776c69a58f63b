import BillingTypes

/// What sources disagree on about an offer, for requests that are priced by the million: every combination of
/// readings that may matter is run.
///
/// The careful way finds the same with intervals.
struct QuickReadings: Sendable {
  /// The rules in 64 bits, with a register for each reading.
  let tape: RuleTape<Int64>
  private let currency: Currency
  /// By dispute: the registers of its reading, and of whether it matters.
  private let disputes: [(reading: Int, matters: Int)]
  /// The combinations of readings, that of all first ones at the head.
  private let combinations: [Combination]
  /// By charge: the register of what it comes to.
  private let charges: [Int]
  /// By charge and dispute: that the charge depends on what is disputed.
  private let reasons: [[RangeReason]]

  /// A reading of every dispute.
  private struct Combination {
    let cells: [Int64]
    /// The disputes whose reading is not the first, a bit for each.
    let others: UInt64
  }

  /// Reads an offer; nil where it has no dispute, or too many readings.
  init?(_ lowered: LoweredOffer, _ codes: WordCodes, _ currency: Currency) {
    let disputes = lowered.offer.disputes
    guard !disputes.isEmpty, let readings = lowered.offer.readings else { return nil }
    let places = disputes.compactMap { dispute in
      lowered.inputs.firstIndex { $0.name == dispute.name }
    }
    guard places.count == disputes.count else { return nil }
    var combinations: [Combination] = []
    for reading in readings {
      let cells = zip(disputes, places).compactMap { dispute, place in
        reading[dispute.name].flatMap { lowered.inputs[place].cell(of: $0, codes) }
      }
      guard cells.count == disputes.count else { return nil }
      let others = disputes.enumerated().filter { reading[$1.name] != $1.readings.first }
      combinations.append(
        Combination(cells: cells, others: others.reduce(0) { $0 | 1 << UInt64($1.offset) }))
    }
    tape = RuleTape(
      lowered, others: lowered.charges.map(\.picounits) + lowered.matters, varying: Set(places))
    self.currency = currency
    self.combinations = combinations
    let tape = tape
    self.disputes = zip(places, lowered.matters).map { place, matters in
      (tape.inputRegisters[place], tape.register(of: matters))
    }
    charges = lowered.charges.map { tape.register(of: $0.picounits) }
    reasons = lowered.offer.charges.map { charge in
      disputes.map { .readingsDiffer(meter: charge.meter, says: $0.says) }
    }
  }

  /// The disputes that matter to a request that was run, a bit for each.
  func disputed(_ registers: UnsafeMutablePointer<Int64>) -> UInt64 {
    var found: UInt64 = 0
    for (place, dispute) in disputes.enumerated() where registers[dispute.matters] != 0 {
      found |= 1 << UInt64(place)
    }
    return found
  }

  /// What a request may come to, whose registers hold what the first readings make of it.
  ///
  /// - Returns: nil where some readings do not allow the request.
  func range(
    _ registers: UnsafeMutablePointer<Int64>, _ disputed: UInt64
  ) -> AmountRange? {
    let (first, width) = (registers[tape.amount], combinations.count)
    return withUnsafeTemporaryAllocation(of: Int64.self, capacity: charges.count * width) { found in
      var (least, most) = (first, first)
      for (index, combination) in combinations.enumerated()
      where combination.others & ~disputed == 0 {
        if index > 0 {
          for (place, cell) in combination.cells.enumerated() {
            registers[disputes[place].reading] = cell
          }
          tape.run(tape.varyingInstructions, registers)
          guard registers[tape.isFine] != 0, registers[tape.isComplete] != 0 else { return nil }
          least = min(least, registers[tape.amount])
          most = max(most, registers[tape.amount])
        }
        for (charge, register) in charges.enumerated() {
          found[charge * width + index] = registers[register]
        }
      }
      var moved: [RangeReason] = []
      if least != most {
        for charge in charges.indices {
          for dispute in disputes.indices where disputed & 1 << UInt64(dispute) != 0 {
            guard depends(found, charge * width, on: 1 << UInt64(dispute), disputed) else {
              continue
            }
            moved.append(reasons[charge][dispute])
          }
        }
      }
      return AmountRange(
        floor: Money(picounits: Int128(least), in: currency),
        ceiling: Money(picounits: Int128(most), in: currency), reasons: moved)
    }
  }

  /// Whether a dispute moves a charge: where nothing else is open, or everything else is.
  private func depends(
    _ found: UnsafeMutableBufferPointer<Int64>, _ start: Int, on dispute: UInt64, _ disputed: UInt64
  ) -> Bool {
    let settled = found[start]
    var (least, most, leastFirst, mostFirst) = (settled, settled, settled, settled)
    for (index, combination) in combinations.enumerated()
    where combination.others & ~disputed == 0 {
      let amount = found[start + index]
      if combination.others == dispute, amount != settled { return true }
      (least, most) = (min(least, amount), max(most, amount))
      if combination.others & dispute == 0 {
        (leastFirst, mostFirst) = (min(leastFirst, amount), max(mostFirst, amount))
      }
    }
    return (least, most) != (leastFirst, mostFirst)
  }
}
