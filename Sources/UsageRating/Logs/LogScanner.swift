import BillingTypes

/// Reads rows of a log where they lie; what it does not expect, it leaves to ``CSVRecord``: quotes,
/// spaces, cells that are missing or too many, numbers with many digits.
final class LogScanner {
  private let roles: UnsafeMutablePointer<ColumnRole>
  private let roleCount: Int
  private let needsTimestamp: Bool
  private let words: WordIndex
  private let offers: OfferIndex
  private let dates: UnsafeMutablePointer<DateReader>
  private let outcomeOffset: Int?

  /// A column as the inner loop wants it.
  private struct ColumnRole {
    enum Kind: UInt8 { case timestamp, offer, ignored, number, word }
    let kind: Kind
    /// Where its values begin in a block, and its bit among those that are given.
    var offset = 0
    var bit: UInt64 = 0
    /// What whole numbers are multiplied by.
    var scale: Int64 = 1
    var places = 0
  }

  /// Creates a scanner.
  ///
  /// - Parameters:
  ///   - layout: The columns.
  ///   - words: Words by their codes.
  ///   - offers: Ids by the places of their offers.
  ///   - outcome: The value column of outcomes.
  ///   - day: The day of all rows where no column gives one.
  init(_ layout: LogLayout, words: [String], offers: [String], outcome: Int?, day: Day?) {
    dates = .allocate(capacity: 1)
    dates.initialize(to: DateReader(day: Int32(day?.number ?? 0)))
    outcomeOffset = outcome.map { $0 * LogBlock.capacity }
    roleCount = layout.roles.count
    needsTimestamp = layout.roles.contains(.timestamp)
    roles = .allocate(capacity: roleCount)
    for (place, role) in layout.roles.enumerated() {
      let column: ColumnRole =
        switch role {
        case .timestamp: ColumnRole(kind: .timestamp)
        case .offer: ColumnRole(kind: .offer)
        case .ignored: ColumnRole(kind: .ignored)
        case .value(let index):
          ColumnRole(
            kind: layout.values[index].isWord ? .word : .number,
            offset: index * LogBlock.capacity, bit: 1 << UInt64(index),
            scale: (0..<layout.values[index].places).reduce(1) { scale, _ in scale * 10 },
            places: layout.values[index].places)
        }
      (roles + place).initialize(to: column)
    }
    self.words = WordIndex(words)
    self.offers = OfferIndex(offers)
  }

  deinit {
    roles.deallocate()
    dates.deallocate()
  }

  /// Where a piece has been read to: the place and the line of the next row.
  struct Cursor {
    var place = 0
    var line = 0
  }

  /// Reads rows until the block is full or the piece is at its end.
  ///
  /// - Parameters:
  ///   - piece: Whole records, with ``PieceBuffer/margin`` bytes behind them.
  ///   - cursor: Where to begin; then where the rest begins.
  ///   - block: Takes the rows.
  ///   - sorter: Is told of every row.
  ///   - odd: Takes the rows that are left to the exact rater.
  func scan(
    _ piece: UnsafeBufferPointer<UInt8>, from cursor: inout Cursor, into block: LogBlock,
    _ sorter: BlockSorter, odd: inout [OddRow]
  ) {
    guard let base = piece.baseAddress else { return }
    let end = base + piece.count
    let last = roleCount - 1
    let (roles, values, dates) = (roles, block.values, dates)
    let (starts, lines, days) = (block.starts, block.lines, block.days)
    let (words, ids) = (words.short, offers.table)
    let outcomes = outcomeOffset.map { values + $0 }
    block.clear()
    var row = 0
    var p = base + cursor.place
    var line = cursor.line
    while p < end, row < LogBlock.capacity {
      let start = p
      var cells = Row(isDated: !needsTimestamp)
      var index = 0
      while true {
        let role = roles[index]
        if role.kind == .ignored {
          p += Self.freeLength(p, end)
        } else {
          let size = Self.length(p)
          if size > 0 { read(p, size, role, row, values, words, ids, dates, &cells) }
          p += size
        }
        if index >= last { break }
        // A comma ends the cell, and each further one an empty cell.
        let commas =
          (CellReader.load(p) ^ 0x2c2c_2c2c_2c2c_2c2c | 1 &<< 63).trailingZeroBitCount &>> 3
        p += commas
        index &+= commas
        if commas == 0 || index > last { break }
      }
      if p[0] == 0x0d, p[1] == 0x0a { p += 1 }
      guard p[0] == 0x0a, index == last, cells.isDated else {
        for index in 0...last where roles[index].bit != 0 {
          values[roles[index].offset &+ row] = ColumnRead.notGiven
        }
        cursor = Cursor(place: start - base, line: line)
        leave(piece, &cursor, &odd)
        p = base + cursor.place
        line = cursor.line
        continue
      }
      p += 1
      starts[row] = Int32(truncatingIfNeeded: start - base)
      lines[row] = Int32(truncatingIfNeeded: line)
      days[row] = dates.pointee.day
      let isPlaced = sorter.add(
        row, offer: cells.offer, given: cells.given, day: dates.pointee.day,
        outcome: outcomes.map { $0[row] } ?? ColumnRead.notGiven)
      if !isPlaced { odd.append(block.odd(row)) }
      row &+= 1
      line &+= 1
    }
    block.count = row
    cursor = Cursor(place: p - base, line: line)
  }

  /// Leaves the record at the cursor to the exact rater; an empty line is no record.
  private func leave(
    _ piece: UnsafeBufferPointer<UInt8>, _ cursor: inout Cursor, _ odd: inout [OddRow]
  ) {
    let record = CSVRecord(piece, at: cursor.place)
    let isEmptyLine = record.cells?.count == 1 && record.cells?[0].isEmpty == true
    if !isEmptyLine { odd.append(OddRow(start: cursor.place, line: cursor.line)) }
    cursor.place = record.end
    cursor.line += record.lineCount
  }

  /// What is known of a row while its cells are read.
  private struct Row {
    /// Whether its time could be read.
    var isDated: Bool
    var offer: Int32 = -1
    var given: UInt64 = 0
  }

  @inline(__always)
  private func read(
    _ p: UnsafePointer<UInt8>, _ size: Int, _ role: ColumnRole, _ row: Int,
    _ values: UnsafeMutablePointer<Int64>, _ words: WordIndex.Short, _ ids: OfferIndex.Table,
    _ dates: UnsafeMutablePointer<DateReader>, _ cells: inout Row
  ) {
    switch role.kind {
    case .number:
      values[role.offset &+ row] = CellReader.number(p, size, role.scale, role.places)
      cells.given |= role.bit
    case .word:
      values[role.offset &+ row] = CellReader.word(p, size, words, self.words)
      cells.given |= role.bit
    case .timestamp: cells.isDated = dates.pointee.read(p, size)
    case .offer: cells.offer = ids.place(of: p, size)
    case .ignored: break
    }
  }

  /// A bit for each byte below 0x2d; the lowest is right, those above it may not be.
  ///
  /// Letters, digits, `-`, `.` and `:` are not below; what is below ends a cell, or is something that
  /// the exact rater should see.
  @inline(__always)
  private static func ends(_ text: UInt64) -> UInt64 {
    (text &- 0x2d2d_2d2d_2d2d_2d2d) & ~text & 0x8080_8080_8080_8080
  }

  /// How many bytes stand before the first that is below 0x2d; the margin behind a piece has some.
  @inline(__always)
  private static func length(_ p: UnsafePointer<UInt8>) -> Int {
    let first = ends(CellReader.load(p))
    if first != 0 { return first.trailingZeroBitCount &>> 3 }
    var size = 8
    while true {
      let next = ends(CellReader.load(p + size))
      if next != 0 { return size &+ next.trailingZeroBitCount &>> 3 }
      size &+= 8
    }
  }

  /// The length of a cell that may hold anything; one with quotes ends before them.
  @inline(never)
  private static func freeLength(_ p: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Int {
    var q = p
    while true {
      q += length(q)
      if q >= end || [0x2c, 0x0a, 0x0d, 0x22].contains(q[0]) { return q - p }
      q += 1
    }
  }
}
