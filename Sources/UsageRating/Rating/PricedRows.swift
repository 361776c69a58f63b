import BillingTypes
import PricingRules

/// What a program found of some rows, until it is run again.
struct PricedRows {
  let program: RatedProgram
  let run: ColumnRun
  let rows: BatchRows
  /// Which of the rows were priced; nil for all.
  let places: UnsafePointer<Int32>?
  /// How many were priced.
  let count: Int
  /// 1 for each that is fine.
  let fine: UnsafeMutablePointer<Int64>
  /// How many calls each takes; nil for one.
  var calls: UnsafePointer<Int64>?

  /// How many are fine.
  var fineCount: Int { Int(UnsafePointer(fine).sum(count)) }

  /// Adds those that are fine to a tally.
  ///
  /// - Throws: `NumberError` for sums that do not fit.
  func add(to tally: inout GroupTotal) throws(NumberError) {
    tally.rows += fineCount
    for index in 0..<program.moneyCount {
      tally.picounits = try tally.picounits.plus(sum(index))
    }
    for (index, (charge, factor)) in program.pooled.enumerated() {
      try tally.addPooled(charge, units: sum(program.moneyCount + index), factor)
    }
    let gaps = run.gaps(program.program, complete: program.completePlace, rows: count)
    tally.partial += gaps.partial
    tally.unknown += gaps.unknown
  }

  /// Takes those whose bills are not known to the last digit for not fine: columns know no ranges.
  func leaveOpen() {
    let isOpen = openness()
    for place in 0..<count where fine[place] != 0 && isOpen(place) { fine[place] = 0 }
  }

  /// Whether something of a row's bill is not known, or sources disagree on it.
  func openness() -> (Int) -> Bool {
    let complete = output(program.completePlace)
    guard let undisputed = program.undisputedPlace.map({ output($0) }) else {
      return { complete[$0] == 0 }
    }
    return { complete[$0] == 0 || undisputed[$0] == 0 }
  }

  /// What a row that takes one call comes to, in picounits.
  func picounits(_ place: Int) -> Int128 {
    (0..<program.moneyCount).reduce(0) { $0 + Int128(output($1)[place]) }
  }

  /// How much of a row's amount is known.
  func pricing(_ place: Int) -> Completeness {
    Completeness(
      isComplete: output(program.completePlace)[place] != 0,
      isUnknown: output(program.unknownPlace)[place] != 0)
  }

  /// Lists those that are fine, row by row.
  func list(in list: inout [RatedRow], offer: Int) {
    let first = list.count
    for place in 0..<count where fine[place] != 0 {
      let tag = rows.tags[places.map { Int($0[place]) } ?? place]
      list.append(
        RatedRow(
          start: Int(tag.start), line: Int(tag.line), offer: offer, picounits: 0,
          completeness: pricing(place)))
    }
    for index in 0..<program.moneyCount {
      let amounts = output(index)
      var next = first
      // Numbers of 64 bits, times at most a few thousand calls, of a handful of charges.
      for place in 0..<count where fine[place] != 0 {
        list[next].picounits += Int128(amounts[place]) * Int128(calls?[place] ?? 1)
        next += 1
      }
    }
  }

  func output(_ index: Int) -> UnsafePointer<Int64> {
    run.output(index, of: program.program, rows: count)
  }

  /// The sum of an output over those that are fine: numbers of 64 bits, times at most a few thousand calls,
  /// so many thousand times.
  private func sum(_ index: Int) -> Int128 {
    let amounts = output(index)
    if program.program.sumsAreNarrow[index], calls == nil {
      return Int128(amounts.sum(count, where: UnsafePointer(fine)))
    }
    var sum: Int128 = 0
    for place in 0..<count where fine[place] != 0 {
      sum += Int128(amounts[place]) * Int128(calls?[place] ?? 1)
    }
    return sum
  }
}
