/// What a request comes to that was priced the quick way.
package struct QuickPrice {
  /// The known amount.
  package let picounits: Int128
  /// How much of it is known.
  package let completeness: Completeness
  /// What the bill lies between, where sources disagree; nil where they do not.
  package let range: AmountRange?
}

extension CompiledOffer {
  /// Prices a request as a caller writes it, if that is quickly done.
  ///
  /// It takes no memory of its own beyond the stack. Whatever is out of the ordinary is left to the careful way,
  /// which says what is wrong with a request that is.
  ///
  /// - Returns: the known amount, how much of it is known, and what the bill lies between where sources disagree;
  ///   nil where the offer was not prepared for many requests, and for a request that is not legal, gives a metered
  ///   value or a size in one word, or writes a number with a point.
  package func quickPrice(_ request: Request) -> QuickPrice? {
    // Where sources disagree, what may be read otherwise has registers of its own.
    guard let plain = quickTape, let tape = offer.disputes.isEmpty ? plain : quickReadings?.tape
    else { return nil }
    let count = tape.initial.count
    return withUnsafeTemporaryAllocation(of: Int64.self, capacity: count) { registers in
      guard let first = registers.baseAddress else { return nil }
      tape.initial.withUnsafeBufferPointer { initial in
        if let initial = initial.baseAddress { first.initialize(from: initial, count: count) }
      }
      var given: UInt64 = 0
      for entry in request.entries {
        guard let slot = quickNames[entry.name].map({ Int($0) }), slot < parameterCount,
          let cell = plainCell(entry.text, of: slot)
        else { return nil }
        first[tape.inputRegisters[slot]] = cell
        given |= 1 << UInt64(slot)
      }
      guard given & needed == needed else { return nil }
      tape.run(tape.instructions, first)
      guard first[tape.isFine] != 0 else { return nil }
      let amount = Int128(first[tape.amount])
      let completeness = Completeness(
        isComplete: first[tape.isComplete] != 0, isUnknown: first[tape.isUnknown] != 0)
      let disputed = quickReadings?.disputed(first) ?? 0
      guard disputed != 0 else {
        return QuickPrice(picounits: amount, completeness: completeness, range: nil)
      }
      guard completeness == .complete, let range = quickReadings?.range(first, disputed) else {
        return nil
      }
      return QuickPrice(picounits: amount, completeness: completeness, range: range)
    }
  }

  /// The legal value that a word, or plain digits, write; nil for all else.
  private func plainCell(_ text: String, of slot: Int) -> Int64? {
    let scale = legal[slot].scale
    var cell: Int64
    if scale == 0 {
      // The codes of the truth values are the truth values.
      guard let code = quickCodes[text] else { return nil }
      cell = code
    } else {
      cell = 0
      var digits = text.utf8.makeIterator()
      guard let first = digits.next() else { return nil }
      var digit = Int64(first) &- 48
      // So few digits fit, scaled too; a zero stands alone.
      let limit: Int64 = digit == 0 ? 0 : 100_000_000_000
      while true {
        guard digit >= 0, digit <= 9 else { return nil }
        cell = cell &* 10 &+ digit
        guard let next = digits.next() else { break }
        guard cell < limit else { return nil }
        digit = Int64(next) &- 48
      }
      cell &*= scale
    }
    return isLegal(cell, slot) ? cell : nil
  }
}
