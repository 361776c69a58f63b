import BillingTypes

/// What sources disagree on about an offer, for requests that are priced by the million: every combination of
/// readings is run.
///
/// The careful way finds the same with intervals.
struct QuickReadings: Sendable {
  private let currency: Currency
  /// By dispute: the register of its reading.
  private let registers: [Int]
  /// The combinations besides that of all first readings, which is the default: a cell for each dispute.
  private let others: [[Int64]]
  /// By dispute: whether its first reading holds, that of the default included.
  private let isFirst: [[Bool]]
  /// By charge: the register of what it comes to.
  private let charges: [Int]
  /// By charge and dispute: that the charge depends on what is disputed.
  private let reasons: [[RangeReason]]

  /// Reads an offer; nil where it has no dispute, or too many readings.
  init?(_ lowered: LoweredOffer, _ tape: RuleTape<Int64>, _ codes: WordCodes, _ currency: Currency)
  {
    let disputes = lowered.offer.disputes
    guard !disputes.isEmpty, let readings = lowered.offer.readings else { return nil }
    self.currency = currency
    var places: [Int] = []
    for dispute in disputes {
      guard let place = lowered.inputs.firstIndex(where: { $0.name == dispute.name }) else {
        return nil
      }
      places.append(place)
    }
    registers = places.map { tape.inputRegisters[$0] }
    var others: [[Int64]] = []
    for reading in readings.dropFirst() {
      var cells: [Int64] = []
      for (dispute, place) in zip(disputes, places) {
        guard let value = reading[dispute.name],
          let cell = lowered.inputs[place].cell(of: value, codes)
        else { return nil }
        cells.append(cell)
      }
      others.append(cells)
    }
    self.others = others
    isFirst = disputes.map { dispute in readings.map { $0[dispute.name] == dispute.readings.first }
    }
    charges = lowered.charges.map { tape.register(of: $0.picounits) }
    reasons = lowered.offer.charges.map { charge in
      disputes.map { .readingsDiffer(meter: charge.meter, says: $0.says) }
    }
  }

  /// What a request may come to, whose registers hold what the first readings make of it.
  ///
  /// - Returns: nil where some readings do not allow the request.
  func range(
    _ tape: RuleTape<Int64>, _ first: UnsafeMutablePointer<Int64>
  ) -> AmountRange? {
    let amount = first[tape.amount]
    var (least, most) = (amount, amount)
    let width = others.count + 1
    return withUnsafeTemporaryAllocation(of: Int64.self, capacity: charges.count * width) { found in
      for (charge, register) in charges.enumerated() { found[charge * width] = first[register] }
      for (index, cells) in others.enumerated() {
        for (place, cell) in cells.enumerated() { first[registers[place]] = cell }
        tape.run(tape.quickInstructions, first)
        guard first[tape.isFine] != 0, first[tape.isComplete] != 0 else { return nil }
        least = min(least, first[tape.amount])
        most = max(most, first[tape.amount])
        for (charge, register) in charges.enumerated() {
          found[charge * width + index + 1] = first[register]
        }
      }
      return AmountRange(
        floor: Money(picounits: Int128(least), in: currency),
        ceiling: Money(picounits: Int128(most), in: currency),
        reasons: least == most ? [] : reasons(found, width))
    }
  }

  private func reasons(
    _ found: UnsafeMutableBufferPointer<Int64>, _ width: Int
  ) -> [RangeReason] {
    var moved: [RangeReason] = []
    for charge in charges.indices {
      let own = UnsafeMutableBufferPointer(rebasing: found[charge * width..<(charge + 1) * width])
      guard own.contains(where: { $0 != own[0] }) else { continue }
      for (dispute, isFirst) in isFirst.enumerated() where depends(own, isFirst, dispute) {
        moved.append(reasons[charge][dispute])
      }
    }
    return moved
  }

  /// Whether a dispute moves a charge: where nothing else is open, or everything else is.
  private func depends(
    _ own: UnsafeMutableBufferPointer<Int64>, _ isFirst: [Bool], _ dispute: Int
  ) -> Bool {
    var (least, most) = (Int64.max, Int64.min)
    var (leastFirst, mostFirst) = (Int64.max, Int64.min)
    for (place, amount) in own.enumerated() {
      (least, most) = (min(least, amount), max(most, amount))
      if isFirst[place] {
        (leastFirst, mostFirst) = (min(leastFirst, amount), max(mostFirst, amount))
      } else if amount != own[0], isAlone(dispute, place) {
        return true
      }
    }
    return (least, most) != (leastFirst, mostFirst)
  }

  private func isAlone(_ dispute: Int, _ place: Int) -> Bool {
    isFirst.enumerated().allSatisfy { $0 == dispute || $1[place] }
  }
}
