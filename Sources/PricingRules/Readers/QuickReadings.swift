import BillingTypes

/// What sources disagree on about an offer, for requests that are priced by the million: every combination of
/// readings that may matter is run.
///
/// The careful way finds the same with intervals.
final class QuickReadings: Sendable {
  /// The rules in 64 bits, with a register for each reading.
  let tape: RuleTape<Int64>
  private let currency: Currency
  // Lists of plain numbers, so that nothing is counted by reference while a request is priced.
  /// By dispute: the register of its reading, and of whether it matters.
  private let readingRegisters: [Int]
  private let mattersRegisters: [Int]
  /// By combination of readings, that of all first ones at the head: the disputes whose reading is not the first, a bit
  /// for each.
  private let others: [UInt64]
  /// By combination, and then by dispute: the reading.
  private let cells: [Int64]
  /// By charge: the register of what it comes to.
  private let charges: [Int]
  /// That a charge depends on what is disputed, each reason once.
  private let reasons: [RangeReason]
  /// By charge and then by dispute: the place of its reason.
  private let reasonPlaces: [Int]

  /// Reads an offer; nil where it has no dispute, or too many readings.
  init?(_ lowered: LoweredOffer, _ codes: WordCodes, _ currency: Currency) {
    let disputes = lowered.offer.disputes
    guard !disputes.isEmpty, let readings = lowered.offer.readings else { return nil }
    let places = disputes.compactMap { dispute in
      lowered.inputs.firstIndex { $0.name == dispute.name }
    }
    // What moves is one number, a bit for each reason.
    guard places.count == disputes.count,
      disputes.count * lowered.offer.charges.count <= UInt64.bitWidth
    else { return nil }
    var (others, allCells): ([UInt64], [Int64]) = ([], [])
    for reading in readings {
      let cells = zip(disputes, places).compactMap { dispute, place in
        reading[dispute.name].flatMap { lowered.inputs[place].cell(of: $0, codes) }
      }
      guard cells.count == disputes.count else { return nil }
      let moved = disputes.enumerated().filter { reading[$1.name] != $1.readings.first }
      others.append(moved.reduce(0) { $0 | 1 << UInt64($1.offset) })
      allCells += cells
    }
    tape = RuleTape(
      lowered, others: lowered.charges.map(\.picounits) + lowered.matters, varying: Set(places))
    self.currency = currency
    self.others = others
    cells = allCells
    let tape = tape
    readingRegisters = places.map { tape.inputRegisters[$0] }
    mattersRegisters = lowered.matters.map { tape.register(of: $0) }
    charges = lowered.charges.map { tape.register(of: $0.picounits) }
    let all = lowered.offer.charges.flatMap { charge in
      disputes.map { RangeReason.readingsDiffer(meter: charge.meter, says: $0.says) }
    }
    let reasons = all.uniqued()
    self.reasons = reasons
    reasonPlaces = all.compactMap { reasons.firstIndex(of: $0) }
  }

  /// The disputes that matter to a request that was run, a bit for each.
  func disputed(_ registers: UnsafeMutablePointer<Int64>) -> UInt64 {
    var found: UInt64 = 0
    for place in mattersRegisters.indices where registers[mattersRegisters[place]] != 0 {
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
    let (first, width) = (registers[tape.amount], others.count)
    return withUnsafeTemporaryAllocation(of: Int64.self, capacity: charges.count * width) { found in
      var (least, most) = (first, first)
      for index in 0..<width where others[index] & ~disputed == 0 {
        if index > 0 {
          for place in readingRegisters.indices {
            registers[readingRegisters[place]] = cells[index * readingRegisters.count + place]
          }
          tape.run(tape.varyingInstructions, registers)
          guard registers[tape.isFine] != 0, registers[tape.isComplete] != 0 else { return nil }
          least = min(least, registers[tape.amount])
          most = max(most, registers[tape.amount])
        }
        for charge in charges.indices {
          found[charge * width + index] = registers[charges[charge]]
        }
      }
      var isMoved: UInt64 = 0
      if least != most {
        for charge in charges.indices {
          for dispute in readingRegisters.indices where disputed & 1 << UInt64(dispute) != 0 {
            guard depends(found, charge * width, on: 1 << UInt64(dispute), disputed) else {
              continue
            }
            isMoved |= 1 << UInt64(reasonPlaces[charge * readingRegisters.count + dispute])
          }
        }
      }
      // By the charges in their order, and for each by the disputes, as places were given.
      var moved: [RangeReason] = []
      moved.reserveCapacity(isMoved.nonzeroBitCount)
      while isMoved != 0 {
        moved.append(reasons[isMoved.trailingZeroBitCount])
        isMoved &= isMoved &- 1
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
    for index in others.indices where others[index] & ~disputed == 0 {
      let amount = found[start + index]
      if others[index] == dispute, amount != settled { return true }
      (least, most) = (min(least, amount), max(most, amount))
      if others[index] & dispute == 0 {
        (leastFirst, mostFirst) = (min(leastFirst, amount), max(mostFirst, amount))
      }
    }
    return (least, most) != (leastFirst, mostFirst)
  }
}
