import CostAnalysis
import PricingRules
import Settlement

/// What rows of one offer may come to whose bills are open for two reasons alone: nobody knows whether an outcome is
/// billed, and sources disagree.
///
/// The rules are run column by column, for every combination of what sources say; what they have in common is run once.
final class ReadingProgram: Sendable {
  let program: ColumnProgram
  /// By input: its place among the columns that the offer knows; nil for what no column gives.
  let columns: [Int?]
  /// By combination: the outputs that are the least, the most, whether there is no most, and whether the rules allow the
  /// row.
  let ends: [(least: Int, most: Int, isUnlimited: Int, isFine: Int?)]
  /// Whether it is not known if the outcome is billed.
  let isOutcomeUnknown: Bool

  /// Compiles the rules.
  ///
  /// - Returns: nil for offers whose bills are open for other reasons, or that columns cannot have.
  init?(_ key: RatingBook.ProgramKey, _ book: RatingBook, _ codes: WordCodes) {
    let offer = book.offers[key.logged]
    let quoter = book.quoter(of: key.logged, version: key.version)
    let pools = book.pools(of: offer, on: quoter.asOf)
    guard key.logged == key.target, pools.allSatisfy({ $0 == nil }),
      let rules = try? book.rules(of: key.logged, version: key.version), !rules.opensEveryRange,
      let readings = offer.readings
    else { return nil }
    let names = book.known[key.logged].map { book.layout.values[$0].name }
    var setting = LoweringSetting(given: Set(names), places: book.places)
    setting.given.remove(Outcome.parameterName)
    setting.meterLimit = book.meterLimit(of: key.logged, version: key.version).units
    setting.givesBounds = true
    var codes = codes
    var whole: LoweredOffer?
    var outputs: [Int] = []
    func place(_ step: Int) -> Int {
      if let place = outputs.firstIndex(of: step) { return place }
      outputs.append(step)
      return outputs.count - 1
    }
    var ends: [(least: Int, most: Int, isUnlimited: Int, isFine: Int?)] = []
    for reading in readings {
      setting.defaults = reading
      setting.defaults[Outcome.parameterName] = .choice(key.outcome.rawValue)
      guard
        let form = try? LoweredOffer(
          offer, currency: book.currency(of: offer), on: quoter.asOf,
          knownAt: book.options.knownAt, creditWorth: quoter.creditWorth(of: offer, pools: pools),
          setting: setting, codes: &codes, extending: whole?.graph),
        let bounds = form.bounds
      else { return nil }
      ends.append(
        (
          place(bounds.least), place(bounds.most), place(bounds.isUnlimited),
          form.isFine.map(place)
        ))
      whole = form
    }
    guard let whole else { return nil }
    let columns = whole.inputs.map {
      setting.given.contains($0.name) ? names.firstIndex(of: $0.name) : nil
    }
    let reads = zip(whole.inputs, columns).map { $1 == nil ? nil : ColumnRead($0) }
    guard let program = try? ColumnProgram(whole, reads: reads, outputs: outputs) else {
      return nil
    }
    self.program = program
    self.columns = columns
    self.ends = ends
    isOutcomeUnknown = offer.billing(of: key.outcome) == .unknown
  }
}

/// What each row of a part lies between; one per thread, used for every part.
final class RowEnds {
  private let run = ColumnRun()
  private let space: UnsafeMutablePointer<Int64>
  /// In picounits.
  let least: UnsafeMutablePointer<Int64>
  let most: UnsafeMutablePointer<Int64>
  /// 1 where nothing limits the bill, or the rules do not allow the row under some reading.
  let isUnlimited: UnsafeMutablePointer<Int64>
  /// 1 where readings differ.
  let isDisputed: UnsafeMutablePointer<Int64>

  init() {
    space = .allocate(capacity: 4 * ColumnRun.capacity)
    least = space
    most = least + ColumnRun.capacity
    isUnlimited = most + ColumnRun.capacity
    isDisputed = isUnlimited + ColumnRun.capacity
  }

  deinit { space.deallocate() }

  /// Finds the ends of rows.
  func find(_ reading: ReadingProgram, _ rows: BatchRows) {
    let count = rows.count
    least.update(repeating: .max, count: count)
    most.update(repeating: .min, count: count)
    isUnlimited.update(repeating: 0, count: count)
    isDisputed.update(repeating: 0, count: count)
    run(reading.program, reading.columns, rows)
    let isLegal = run.isFine(reading.program)
    for (index, end) in reading.ends.enumerated() {
      func output(_ place: Int) -> UnsafePointer<Int64> {
        run.output(place, of: reading.program, rows: count)
      }
      let (low, high, open) = (output(end.least), output(end.most), output(end.isUnlimited))
      for row in 0..<count { isUnlimited[row] |= open[row] | (isLegal[row] ^ 1) }
      if let fine = end.isFine.map(output) {
        for row in 0..<count { isUnlimited[row] |= fine[row] ^ 1 }
      }
      if index > 0 {
        for row in 0..<count {
          isDisputed[row] |= low[row] == least[row] && high[row] == most[row] ? 0 : 1
        }
      }
      for row in 0..<count {
        least[row] = min(least[row], low[row])
        most[row] = max(most[row], high[row])
      }
    }
  }

  private func run(_ program: ColumnProgram, _ columns: [Int?], _ rows: BatchRows) {
    withUnsafeTemporaryAllocation(
      of: UnsafePointer<Int64>.self, capacity: max(1, columns.count)
    ) { given in
      for (input, column) in columns.enumerated() {
        given[input] = column.map { UnsafePointer(rows.column($0)) } ?? run.unread
      }
      run.run(program, UnsafePointer(given.baseAddress.unsafelyUnwrapped), rows: rows.count)
    }
  }
}
