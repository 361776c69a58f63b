import CostAnalysis
import PricingRules

/// Prices parts of a log column by column; one per thread.
///
/// A row that is not fine is left to ``ExactRater``.
final class BatchRater {
  let book: RatingBook
  let pricer: RowPricer
  private let run = ColumnRun()
  private let otherRun = ColumnRun()
  private let gathered: UnsafeMutablePointer<Int64>
  private let finePlaces: UnsafeMutablePointer<Int32>
  private let calls: UnsafeMutablePointer<Int64>
  private var programs: [RatingBook.ProgramKey: RatedProgram?] = [:]
  /// What this thread's rows came to, without what they gave.
  var sums = RatingSums()
  var patternCounts = PatternCounts()
  /// What this thread's rows came to.
  var allSums: RatingSums {
    var all = sums
    all.patterns = patternCounts.counts
    return all
  }
  /// The rows' amounts, where they are wanted.
  var rows: [RatedRow] = []
  /// The meters of the offer that was looked at last.
  var lastWatched: (key: RatingBook.VersionKey, meters: [WatchedMeter])?
  let ends = RowEnds()
  var readings: [RatingBook.ProgramKey: ReadingProgram?] = [:]
  /// By offer.
  var patterns: [Int: RowPatterns] = [:]
  /// Rows that need no look at their text to be bad.
  private var rejects: [RejectedRow] = []

  init(_ book: RatingBook, _ pricer: RowPricer) {
    self.book = book
    self.pricer = pricer
    gathered = .allocate(capacity: LogLayout.mostValues * ColumnRun.capacity)
    finePlaces = .allocate(capacity: ColumnRun.capacity)
    calls = .allocate(capacity: ColumnRun.capacity)
  }

  deinit {
    gathered.deallocate()
    finePlaces.deallocate()
    calls.deallocate()
  }

  var isWhatIf: Bool { book.options.target != .asLogged }

  /// Takes the rows' amounts and forgets them.
  func takeRows() -> [RatedRow] {
    defer { rows.removeAll(keepingCapacity: true) }
    return rows
  }

  /// Takes the rows that are bad and forgets them.
  func takeRejects() -> [RejectedRow] {
    defer { rejects.removeAll(keepingCapacity: true) }
    return rejects
  }

  /// Adds what the exact rater found.
  func add(_ ratings: [ExactRater.Rating], _ row: DeferredRow) throws {
    for rating in ratings {
      if rating.isLogged, let given = rating.given {
        let key = PatternKey(offer: rating.key.offer, given: given)
        patternCounts.add(key)
        for (meter, legal) in rating.outside {
          sums.outside.add(offer: rating.key.offer, meter: meter, legal: legal)
        }
      }
      if rating.isLogged, isWhatIf {
        try sums.logged[rating.key, default: GroupTotal()].add(rating.tally)
        continue
      }
      try sums.rated[rating.key, default: GroupTotal()].add(rating.tally)
      guard book.options.listsRows else { continue }
      rows.append(
        RatedRow(
          start: row.start, line: row.line, offer: rating.key.offer,
          picounits: rating.picounits, completeness: rating.completeness, range: rating.range))
    }
  }

  /// Prices a part.
  ///
  /// - Parameters:
  ///   - part: The rows.
  ///   - odd: Takes the rows that are left to the exact rater.
  /// - Throws: `NumberError` for sums that do not fit.
  func rate(_ part: RowSorter.Batch, odd: inout [DeferredRow]) throws {
    let (rows, offer, count) = (part.rows, part.key.offer, part.rows.count)
    guard let own = program(offer, offer, part.key.version, part.outcome), !own.isOpen else {
      for place in 0..<count { odd.append(rows.odd(place)) }
      return
    }
    let priced = price(own, run, rows, at: nil, count)
    let fine = priced.fine
    try rateOpen(priced, part, &odd)
    let fineCount = priced.fineCount
    if let reason = book.otherCategory(offer) {
      for place in 0..<count where fine[place] != 0 {
        rejects.append(RejectedRow(line: Int(rows.tags[place].line), reason: reason))
      }
      return
    }
    if isWhatIf, fineCount < count {
      var next = 0
      for place in 0..<count {
        finePlaces[next] = Int32(truncatingIfNeeded: place)
        next += Int(fine[place])
      }
    }
    for target in book.targets[offer] {
      if target == offer {
        try collect(priced, part.key)
      } else {
        let places = fineCount < count ? UnsafePointer(finePlaces) : nil
        try rate(part, places, fineCount, under: target, fine, &odd)
      }
    }
    // Rows that the other offer could not do are counted by the exact rater, if it can.
    countPatterns(of: rows, offer, fine)
    for place in 0..<count where fine[place] != 0 { countOutside(part, place) }
    if isWhatIf { try priced.add(to: &sums.logged[part.key, default: GroupTotal()]) }
  }

  /// Prices rows that are fine as they were logged, at `places` or all, under another offer.
  private func rate(
    _ part: RowSorter.Batch, _ places: UnsafePointer<Int32>?, _ count: Int, under target: Int,
    _ ownFine: UnsafeMutablePointer<Int64>, _ odd: inout [DeferredRow]
  ) throws {
    let rows = part.rows
    func place(_ index: Int) -> Int { places.map { Int($0[index]) } ?? index }
    func leave(_ index: Int) {
      odd.append(rows.odd(place(index), target: target))
      // Only what the other offer can do is compared with what it cost; the exact rater adds it.
      if case .offer = book.options.target { ownFine[place(index)] = 0 }
    }
    // Rows of one part are of one month, and prices may still change within it.
    let day = count > 0 ? rows.tags[place(0)].day : 0
    let version = book.version(of: target, on: day)
    let isOneVersion = (0..<count).allSatisfy {
      rows.tags[place($0)].day == day
        || book.version(of: target, on: rows.tags[place($0)].day) == version
    }
    // Among all offers, one that was not sold needs no reason.
    if isOneVersion, version < 0, book.options.target == .everyOffer { return }
    guard isOneVersion, version >= 0,
      let other = program(part.key.offer, target, version, part.outcome), !other.isOpen
    else {
      for index in 0..<count { leave(index) }
      return
    }
    var priced = price(other, otherRun, rows, at: places, count)
    priced.leaveOpen()
    let fine = priced.fine
    for column in other.needed {
      let values = rows.column(column)
      for index in 0..<count where values[place(index)] == ColumnRead.notGiven { fine[index] = 0 }
    }
    if other.refusesAll { fine.update(repeating: 0, count: count) }
    for column in other.refusedTruths {
      let values = rows.column(column)
      for index in 0..<count where values[place(index)] == 1 { fine[index] = 0 }
    }
    if !other.calls.isEmpty {
      calls.update(repeating: 1, count: count)
      priced.calls = UnsafePointer(calls)
    }
    for (column, most, limit) in other.calls {
      let values = rows.column(column)
      for index in 0..<count where values[place(index)] > most {
        calls[index] = (values[place(index)] + most - 1) / most
        if calls[index] > limit { fine[index] = 0 }
        // What is metered describes the whole request, however many calls it takes.
        if other.meters.contains(where: {
          rows.column($0)[place(index)] != ColumnRead.notGiven
        }) {
          fine[index] = 0
        }
      }
    }
    // What is not fine may be refused, or open; the exact rater knows.
    for index in 0..<count where fine[index] == 0 { leave(index) }
    try collect(priced, GroupKey(month: part.key.month, offer: target, version: version))
  }

  /// Counts what rows that are fine give.
  private func countPatterns(of rows: BatchRows, _ offer: Int, _ fine: UnsafePointer<Int64>) {
    for place in 0..<rows.count where fine[place] != 0 {
      patternCounts.add(PatternKey(offer: offer, given: rows.tags[place].given))
    }
  }

  private func program(
    _ logged: Int, _ target: Int, _ version: Int, _ outcome: Outcome
  ) -> RatedProgram? {
    let key = RatingBook.ProgramKey(
      logged: logged, target: target, version: version, outcome: outcome)
    if let program = programs[key] { return program }
    let program = book.program(key)
    programs[key] = .some(program)
    return program
  }

  /// Runs a program over rows, those at `places` or all.
  private func price(
    _ program: RatedProgram, _ run: ColumnRun, _ rows: BatchRows, at places: UnsafePointer<Int32>?,
    _ count: Int
  ) -> PricedRows {
    withUnsafeTemporaryAllocation(
      of: UnsafePointer<Int64>.self, capacity: max(1, program.columns.count)
    ) { columns in
      var target = gathered
      for (input, column) in program.columns.enumerated() {
        columns[input] = run.unread
        guard let column else { continue }
        let source = rows.column(column)
        guard let places else {
          columns[input] = UnsafePointer(source)
          continue
        }
        for index in 0..<count { target[index] = source[Int(places[index])] }
        columns[input] = UnsafePointer(target)
        target += ColumnRun.capacity
      }
      run.run(program.program, UnsafePointer(columns.baseAddress.unsafelyUnwrapped), rows: count)
    }
    return PricedRows(
      program: program, run: run, rows: rows, places: places, count: count,
      fine: run.isFine(program.program))
  }

  /// Adds rows to a tally, and to the list of rows where one is wanted.
  private func collect(_ priced: PricedRows, _ key: GroupKey) throws {
    try priced.add(to: &sums.rated[key, default: GroupTotal()])
    if book.options.listsRows { priced.list(in: &rows, offer: key.offer) }
  }
}
