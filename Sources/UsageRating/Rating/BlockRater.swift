import PricingRules

/// Prices blocks of rows column by column; one per thread.
///
/// The columns that the rules of a part read are gathered, and the rules run over all its rows at once.
/// A row that is not fine is left to ``ExactRater``.
final class BlockRater {
  private let book: RatingBook
  /// Takes the rows of the next block.
  let sorter: BlockSorter
  private let run = ColumnRun()
  private let otherRun = ColumnRun()
  private let gathered: UnsafeMutablePointer<Int64>
  private let fineRows: UnsafeMutablePointer<Int32>
  private let finePlaces: UnsafeMutablePointer<Int32>
  private let calls: UnsafeMutablePointer<Int64>
  private var programs: [RatingBook.ProgramKey: RatedProgram?] = [:]
  /// What this thread's rows came to.
  private(set) var sums = RatingSums()
  /// The rows' amounts, where they are wanted.
  private var rows: [RatedRow] = []

  init(_ book: RatingBook) {
    self.book = book
    sorter = BlockSorter(book)
    gathered = .allocate(capacity: LogLayout.mostValues * ColumnRun.capacity)
    fineRows = .allocate(capacity: ColumnRun.capacity)
    finePlaces = .allocate(capacity: ColumnRun.capacity)
    calls = .allocate(capacity: ColumnRun.capacity)
  }

  deinit {
    gathered.deallocate()
    fineRows.deallocate()
    finePlaces.deallocate()
    calls.deallocate()
  }

  private var isWhatIf: Bool { book.options.target != .asLogged }

  /// Takes the rows' amounts and forgets them.
  func takeRows() -> [RatedRow] {
    defer { rows.removeAll(keepingCapacity: true) }
    return rows
  }

  /// Adds what the exact rater found.
  func add(_ ratings: [ExactRater.Rating], _ row: OddRow) throws {
    for rating in ratings {
      if rating.isLogged, isWhatIf {
        try sums.logged[rating.key, default: Tally()].add(rating.tally)
        continue
      }
      try sums.rated[rating.key, default: Tally()].add(rating.tally)
      guard book.options.listsRows else { continue }
      rows.append(
        RatedRow(
          start: row.start, line: row.line, offer: rating.key.offer,
          picounits: rating.picounits, completeness: rating.completeness))
    }
  }

  /// Prices a block.
  ///
  /// - Parameters:
  ///   - block: The rows.
  ///   - odd: Takes the rows that are left to the exact rater.
  /// - Throws: ``LogError`` or ``NumberError`` for sums that do not fit.
  func rate(_ block: LogBlock, odd: inout [OddRow]) throws {
    try sorter.takeParts { part in try rate(block, part, odd: &odd) }
  }

  private func rate(_ block: LogBlock, _ part: BlockSorter.Part, odd: inout [OddRow]) throws {
    let offer = part.key.offer
    func leave(_ places: some Sequence<Int>, under target: Int? = nil) {
      for place in places {
        odd.append(block.odd(Int(part.rows[place]), target: target))
      }
    }
    guard let own = program(offer, offer, part.key.version, part.outcome),
      case let targets = book.targets[offer], !targets.isEmpty
    else { return leave(0..<part.count) }
    let fine = start(own, run, block, part.rows, part.count)
    leave((0..<part.count).lazy.filter { fine[$0] == 0 })
    guard isWhatIf else {
      try collect(own, run, fine, part.count, calls: nil, &sums.rated[part.key, default: Tally()])
      if book.options.listsRows { list(own, run, fine, block, part.rows, part.count, offer) }
      return
    }
    var count = 0
    for place in 0..<part.count {
      fineRows[count] = part.rows[place]
      finePlaces[count] = Int32(truncatingIfNeeded: place)
      count += Int(fine[place])
    }
    for target in targets {
      if target == offer {
        try collect(own, run, fine, part.count, calls: nil, &sums.rated[part.key, default: Tally()])
        if book.options.listsRows { list(own, run, fine, block, part.rows, part.count, offer) }
        continue
      }
      try rate(block, part, count, under: target, fine, &odd)
    }
    try collect(own, run, fine, part.count, calls: nil, &sums.logged[part.key, default: Tally()])
  }

  /// Prices rows that are fine as they were logged under another offer.
  private func rate(
    _ block: LogBlock, _ part: BlockSorter.Part, _ count: Int, under target: Int,
    _ ownFine: UnsafeMutablePointer<Int64>, _ odd: inout [OddRow]
  ) throws {
    func leave(_ place: Int) {
      odd.append(block.odd(Int(fineRows[place]), target: target))
      // Only what the other offer can do is compared with what it cost; the exact rater adds it.
      if case .offer = book.options.target { ownFine[Int(finePlaces[place])] = 0 }
    }
    // Rows of one part are of one month, and prices may still change within it.
    let day = count > 0 ? block.days[Int(fineRows[0])] : 0
    let version = book.version(of: target, on: day)
    let isOneVersion = (0..<count).allSatisfy {
      block.days[Int(fineRows[$0])] == day
        || book.version(of: target, on: block.days[Int(fineRows[$0])]) == version
    }
    guard isOneVersion, version >= 0,
      let other = program(
        part.key.offer, target, version, part.outcome)
    else {
      for place in 0..<count { leave(place) }
      return
    }
    let fine = start(other, otherRun, block, fineRows, count)
    var counted: UnsafePointer<Int64>?
    for column in other.refusedTruths {
      let values = block.column(column)
      for place in 0..<count where values[Int(fineRows[place])] == 1 { fine[place] = 0 }
    }
    for column in other.callColumns {
      let values = block.column(column)
      for place in 0..<count {
        let value = values[Int(fineRows[place])]
        calls[place] = value == ColumnRead.notGiven ? 1 : value
        if !(1..<1000).contains(calls[place]) { fine[place] = 0 }
      }
      counted = UnsafePointer(calls)
    }
    for place in 0..<count where fine[place] == 0 { leave(place) }
    let key = TallyKey(month: part.key.month, offer: target, version: version)
    try collect(other, otherRun, fine, count, calls: counted, &sums.rated[key, default: Tally()])
    if book.options.listsRows {
      list(other, otherRun, fine, block, fineRows, count, target, calls: counted)
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

  /// Gathers columns and runs a program; 1 for rows that are fine.
  private func start(
    _ rated: RatedProgram, _ run: ColumnRun, _ block: LogBlock, _ rows: UnsafePointer<Int32>,
    _ count: Int
  ) -> UnsafeMutablePointer<Int64> {
    withUnsafeTemporaryAllocation(
      of: UnsafePointer<Int64>.self, capacity: max(1, rated.columns.count)
    ) { columns in
      for (input, column) in rated.columns.enumerated() {
        let target = gathered + input * ColumnRun.capacity
        columns[input] = UnsafePointer(target)
        guard let column else { continue }
        let source = block.column(column)
        for place in 0..<count { target[place] = source[Int(rows[place])] }
      }
      run.run(rated.program, UnsafePointer(columns.baseAddress.unsafelyUnwrapped), rows: count)
    }
    return run.isFine(rated.program)
  }

  /// Adds the rows that are fine to a tally.
  private func collect(
    _ rated: RatedProgram, _ run: ColumnRun, _ fine: UnsafePointer<Int64>, _ count: Int,
    calls: UnsafePointer<Int64>?, _ tally: inout Tally
  ) throws {
    for place in 0..<count { tally.rows += Int(fine[place]) }
    for index in 0..<rated.moneyCount {
      let sum = sum(rated, run, index, fine, count, calls)
      let (total, overflow) = tally.picounits.addingReportingOverflow(sum)
      guard !overflow else { throw LogError("the sum of amounts does not fit") }
      tally.picounits = total
    }
    for (index, (charge, factor)) in rated.pooled.enumerated() {
      let sum = sum(rated, run, rated.moneyCount + index, fine, count, calls)
      try tally.addPooled(charge, units: sum, factor)
    }
    guard case .constant(1) = rated.program.outputs[rated.completePlace] else {
      let complete = run.output(rated.completePlace, of: rated.program, rows: count)
      let unknown = run.output(rated.unknownPlace, of: rated.program, rows: count)
      for place in 0..<count {
        let isPartial = fine[place] & (complete[place] ^ 1)
        tally.unknown += Int(isPartial & unknown[place])
        tally.partial += Int(isPartial & (unknown[place] ^ 1))
      }
      return
    }
  }

  private func sum(
    _ rated: RatedProgram, _ run: ColumnRun, _ index: Int, _ fine: UnsafePointer<Int64>,
    _ count: Int, _ calls: UnsafePointer<Int64>?
  ) -> Int128 {
    let amounts = run.output(index, of: rated.program, rows: count)
    if rated.sumsAreNarrow, calls == nil {
      var sum: Int64 = 0
      for place in 0..<count { sum &+= amounts[place] & (0 &- fine[place]) }
      return Int128(sum)
    }
    var sum: Int128 = 0
    for place in 0..<count where fine[place] != 0 {
      sum += Int128(amounts[place]) * Int128(calls?[place] ?? 1)
    }
    return sum
  }

  private func list(
    _ rated: RatedProgram, _ run: ColumnRun, _ fine: UnsafePointer<Int64>, _ block: LogBlock,
    _ order: UnsafePointer<Int32>, _ count: Int, _ offer: Int, calls: UnsafePointer<Int64>? = nil
  ) {
    let complete = run.output(rated.completePlace, of: rated.program, rows: count)
    let unknown = run.output(rated.unknownPlace, of: rated.program, rows: count)
    let first = rows.count
    for place in 0..<count where fine[place] != 0 {
      let row = Int(order[place])
      rows.append(
        RatedRow(
          start: Int(block.starts[row]), line: Int(block.lines[row]), offer: offer,
          picounits: 0,
          completeness: complete[place] != 0
            ? .complete : unknown[place] != 0 ? .unknown : .partial))
    }
    for index in 0..<rated.moneyCount {
      let amounts = run.output(index, of: rated.program, rows: count)
      var next = first
      for place in 0..<count where fine[place] != 0 {
        rows[next].picounits += Int128(amounts[place]) * Int128(calls?[place] ?? 1)
        next += 1
      }
    }
  }
}
