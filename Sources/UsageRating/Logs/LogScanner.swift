import BillingTypes

/// Reads rows of a log where they lie; what it does not expect, it leaves to ``CSVRecord``: quotes,
/// spaces, cells that are missing or too many, numbers with many digits.
final class LogScanner {
  private let roles: UnsafeMutablePointer<ColumnRole>
  private let roleCount: Int
  /// The day of a row whose time is not read.
  private let day: Int32
  private let words: WordIndex
  private let offers: OfferIndex
  private let dates = DateReader()
  /// A quote that is not closed as it should be, once one was found: its line in the piece, from 0, and
  /// the line on which it is closed.
  private(set) var fault: CSVRecord.OpenQuote?

  /// A column as the inner loop wants it.
  private struct ColumnRole {
    enum Kind: UInt8 { case timestamp, offer, ignored, number, word }
    let kind: Kind
    /// Its place among the cells, and its bit among those that are given.
    var index = 0
    var bit: UInt64 = 0
    /// What whole numbers are multiplied by; zero for what is no number.
    var scale: Int64 = 0
    var places = 0

    /// Whether cells may hold more than words and numbers do.
    var isFree: Bool { kind == .timestamp || kind == .ignored }
  }

  /// Creates a scanner.
  ///
  /// - Parameters:
  ///   - layout: The columns.
  ///   - words: Words by their codes.
  ///   - offers: Ids by the places of their offers.
  ///   - day: The day of all rows where no column gives one.
  init(_ layout: LogLayout, words: [String], offers: [String], day: Day?) {
    roleCount = layout.roles.count
    self.day =
      layout.roles.contains(.timestamp) ? DateReader.none : Int32(day?.number ?? 0)
    roles = .allocate(capacity: roleCount)
    for (place, role) in layout.roles.enumerated() {
      let column: ColumnRole =
        switch role {
        case .timestamp: ColumnRole(kind: .timestamp)
        case .offer: ColumnRole(kind: .offer)
        case .ignored, .size: ColumnRole(kind: .ignored)
        case .value(let index):
          Self.role(layout.values[index], index)
        }
      (roles + place).initialize(to: column)
    }
    self.words = WordIndex(words)
    self.offers = OfferIndex(offers)
  }

  deinit { roles.deallocate() }

  private static func role(_ column: LogLayout.ValueColumn, _ index: Int) -> ColumnRole {
    ColumnRole(
      kind: column.isWord ? .word : .number, index: index, bit: 1 << UInt64(index),
      scale: column.isWord ? 0 : (0..<column.places).reduce(1) { scale, _ in scale * 10 },
      places: column.places)
  }

  /// Where a piece has been read to: the place and the line of the next row.
  struct Cursor {
    var place = 0
    var line = 0
  }

  /// Reads rows until there is no room for the next one or the piece is at its end.
  ///
  /// - Parameters:
  ///   - piece: Whole records, with ``PieceBuffer/margin`` bytes behind them.
  ///   - cursor: Where to begin; then where the rest begins.
  ///   - sorter: Takes the rows.
  ///   - odd: Takes the rows that are left to the exact rater.
  func scan(
    _ piece: UnsafeBufferPointer<UInt8>, from cursor: inout Cursor, into sorter: RowSorter,
    odd: inout [DeferredRow]
  ) {
    guard let base = piece.baseAddress else { return }
    let end = base + piece.count
    let last = roleCount - 1
    let (roles, cells, words, ids, dates) = (roles, sorter.cells, words, offers.table, dates)
    var p = base + cursor.place
    var line = cursor.line
    while p < end {
      let start = p
      var row = RowSorter.Row(
        tag: BatchRows.Tag(
          start: Int32(truncatingIfNeeded: start - base), line: Int32(truncatingIfNeeded: line),
          day: day))
      var index = 0
      var window = CellWindow(none: p)
      while true {
        let role = roles + index
        if role.pointee.isFree {
          p += readFree(p, role, &row, dates, end)
          if index >= last { break }
          // A comma ends the cell, and each further one an empty cell.
          let commas =
            (CellReader.load(p) ^ 0x2c2c_2c2c_2c2c_2c2c | 1 &<< 63).trailingZeroBitCount &>> 3
          p += commas
          index &+= commas
          if commas == 0 || index > last { break }
          window.ends = 0
          continue
        }
        if window.ends == 0 { window = CellWindow(p) }
        // No cell of a parameter is so long that the window has no end.
        guard window.ends != 0 else { break }
        let size = window.takeCell()
        if size > 0 { read(p, size, role, &row, cells, words, ids) }
        p += size
        let commas = window.takeEnds()
        if p + commas > window.stop {
          index &+= window.stop - p
          p = window.stop
          break
        }
        p += commas
        index &+= commas
        if index > last { break }
      }
      if p[0] == 0x0d, p[1] == 0x0a { p += 1 }
      guard p[0] == 0x0a, index == last, row.tag.day != DateReader.none else {
        sorter.clear()
        cursor = Cursor(place: start - base, line: line)
        leave(piece, &cursor, &odd)
        p = base + cursor.place
        line = cursor.line
        continue
      }
      switch sorter.add(row) {
      case .waits: break
      case .isOdd:
        sorter.clear()
        // A line without anything is no row, though one column's only cell may be empty.
        if start[0] != 0x0a, start[0] != 0x0d || start[1] != 0x0a {
          odd.append(DeferredRow(start: start - base, line: line))
        }
      case .isLeft:
        sorter.clear()
        cursor = Cursor(place: start - base, line: line)
        return
      }
      p += 1
      line &+= 1
    }
    cursor = Cursor(place: p - base, line: line)
  }

  /// Leaves the record at the cursor to the exact rater; an empty line is no record, and behind a quote that
  /// is not closed as it should be nothing is read.
  private func leave(
    _ piece: UnsafeBufferPointer<UInt8>, _ cursor: inout Cursor, _ odd: inout [DeferredRow]
  ) {
    let record = CSVRecord(piece, at: cursor.place)
    if let found = record.fault {
      fault = CSVRecord.OpenQuote(
        line: cursor.line + found.line, closing: found.closing.map { cursor.line + $0 })
      cursor.place = piece.count
      return
    }
    let isEmptyLine = record.cells?.count == 1 && record.cells?[0].isEmpty == true
    if !isEmptyLine { odd.append(DeferredRow(start: cursor.place, line: cursor.line)) }
    cursor.place = record.end
    cursor.line += record.lineCount
  }

  /// Reads a cell that is not empty.
  @inline(__always)
  private func read(
    _ p: UnsafePointer<UInt8>, _ size: Int, _ role: UnsafePointer<ColumnRole>,
    _ row: inout RowSorter.Row, _ cells: UnsafeMutablePointer<Int64>, _ words: WordIndex,
    _ ids: OfferIndex.Table
  ) {
    if role.pointee.scale != 0 {
      cells[role.pointee.index] = CellReader.number(
        p, size, role.pointee.scale, role.pointee.places)
      row.given |= role.pointee.bit
    } else if role.pointee.kind == .word {
      cells[role.pointee.index] = CellReader.word(p, size, words)
      row.given |= role.pointee.bit
    } else {
      row.offer = ids.place(of: p, size)
    }
  }

  /// Reads a time, or passes over a cell that nobody needs.
  ///
  /// - Returns: Its length.
  @inline(__always)
  private func readFree(
    _ p: UnsafePointer<UInt8>, _ role: UnsafePointer<ColumnRole>, _ row: inout RowSorter.Row,
    _ dates: DateReader, _ end: UnsafePointer<UInt8>
  ) -> Int {
    guard role.pointee.kind == .timestamp else { return Self.freeLength(p, end) }
    // Most times are to the second; the reader of dates looks at every byte.
    let size = p[20] == UInt8(ascii: ",") ? 20 : Self.freeLength(p, end)
    row.tag.day = dates.read(p, size)
    return size
  }

  /// The length of a cell that may hold anything; one with quotes or a NUL byte ends before them.
  @inline(never)
  private static func freeLength(_ p: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Int {
    var q = p
    while q < end {
      let window = CellWindow(q)
      guard window.ends != 0 else {
        q += CellWindow.size
        continue
      }
      q += window.ends.trailingZeroBitCount
      if [0x2c, 0x0a, 0x0d, 0x22, 0x00].contains(q[0]) { break }
      q += 1
    }
    return min(q, end) - p
  }
}
