import BillingTypes

/// Reads rows of a log where they lie, eight bytes at a time; what it does not expect, it leaves to
/// ``CSVRecord``: quotes, spaces, cells that are missing or too many, numbers with many digits.
final class LogScanner {
  private let roles: UnsafeMutablePointer<ColumnRole>
  private let roleCount: Int
  private let valueCount: Int
  private let needsTimestamp: Bool
  private let words: WordIndex
  private let offers: OfferIndex
  /// The date that was read last, and its day.
  private var dateHead: UInt64 = 0
  private var dateTail: UInt16 = 0
  private var day: Int32 = 0

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
  ///   - day: The day of all rows where no column gives one.
  init(_ layout: LogLayout, words: [String], offers: [String], day: Day?) {
    self.day = Int32(day?.number ?? 0)
    roleCount = layout.roles.count
    valueCount = layout.values.count
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

  deinit { roles.deallocate() }

  /// Reads rows from a place on until the block is full or the piece is at its end.
  ///
  /// - Parameters:
  ///   - piece: Whole records, with ``PieceBuffer/margin`` bytes behind them.
  ///   - place: Where to begin; then where the rest begins.
  ///   - line: The line there; then that of the rest.
  ///   - block: Takes the rows.
  ///   - odd: Takes the rows that are left to the exact reader.
  func scan(
    _ piece: UnsafeBufferPointer<UInt8>, from place: inout Int, line: inout Int,
    into block: LogBlock, odd: inout [OddRow]
  ) {
    guard let base = piece.baseAddress else { return }
    let end = base + piece.count
    var p = base + place
    var row = 0
    var lines = line
    let last = roleCount - 1
    let (roles, values) = (roles, block.values)
    let (offers, days, given) = (block.offers, block.days, block.given)
    let (starts, rowLines) = (block.starts, block.lines)
    let (words, ids) = (self.words.short, self.offers.table)
    block.clear()
    rows: while p < end, row < LogBlock.capacity {
      let start = p
      var mask: UInt64 = 0
      var offer: Int32 = -1
      var isDated = !needsTimestamp
      var index = 0
      while true {
        let role = roles[index]
        let text = load(p)
        switch role.kind {
        case .number:
          if text & 0xff >= 0x2d {
            values[role.offset &+ row] = number(&p, text, role)
            mask |= role.bit
          }
        case .word:
          if text & 0xff >= 0x2d {
            values[role.offset &+ row] = word(&p, text, end, words)
            mask |= role.bit
          }
        case .timestamp: isDated = timestamp(&p, text)
        case .offer: offer = self.offer(&p, text, ids)
        case .ignored: skip(&p, end)
        }
        if index >= last { break }
        // A comma ends the cell, and each further one an empty cell.
        let commas = (load(p) ^ Self.commas | 1 &<< 63).trailingZeroBitCount &>> 3
        if commas == 0 { break }
        p += commas
        index &+= commas
        if index > last { break }
      }
      var isRead = isDated
      if p[0] == 0x0a {
        p += 1
      } else if p[0] == 0x0d, p[1] == 0x0a {
        p += 2
      } else {
        isRead = false
      }
      guard isRead, index == last else {
        p = start
        if p[0] == 0x0a || (p[0] == 0x0d && p[1] == 0x0a) {
          // An empty line is no row.
          p += p[0] == 0x0a ? 1 : 2
          lines += 1
          continue rows
        }
        // What the row has left in its cells is taken back.
        for column in 0..<valueCount { values[column &* LogBlock.capacity &+ row] = ColumnRead.notGiven }
        odd.append(OddRow(start: start - base, line: lines))
        let record = CSVRecord(piece, at: start - base)
        p = base + record.end
        lines += record.lineCount
        continue rows
      }
      offers[row] = offer
      days[row] = day
      given[row] = mask
      starts[row] = Int32(truncatingIfNeeded: start - base)
      rowLines[row] = Int32(truncatingIfNeeded: lines)
      lines &+= 1
      row &+= 1
    }
    block.count = row
    place = p - base
    line = lines
  }
}

// Eight bytes are looked at together: a byte below 0x2d ends a cell or is one that the exact reader
// should see; letters, digits, '-', '.' and ':' are not below.
extension LogScanner {
  private static let highs: UInt64 = 0x8080_8080_8080_8080
  private static let commas: UInt64 = 0x2c2c_2c2c_2c2c_2c2c

  @inline(__always)
  private func load(_ p: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(p).loadUnaligned(as: UInt64.self))
  }

  /// A bit for each byte below 0x2d; the lowest is right, those above it may not be.
  @inline(__always)
  private func ends(_ word: UInt64) -> UInt64 {
    (word &- 0x2d2d_2d2d_2d2d_2d2d) & ~word & Self.highs
  }

  @inline(__always)
  private func number(
    _ p: inout UnsafePointer<UInt8>, _ text: UInt64, _ role: ColumnRole
  ) -> Int64 {
    let ends = ends(text)
    if ends != 0 {
      let count = ends.trailingZeroBitCount &>> 3
      // The digits at the top, zeros before them.
      let digits = text &<< UInt64(64 &- 8 &* count) | 0x3030_3030_3030_3030 &>> UInt64(8 &* count)
      let rests =
        (digits ^ 0x3030_3030_3030_3030) | ((digits &+ 0x0606_0606_0606_0606) ^ 0x3030_3030_3030_3030)
      if rests & 0xf0f0_f0f0_f0f0_f0f0 == 0 {
        p += count
        return Int64(bitPattern: Self.value(ofDigits: digits)) &* role.scale
      }
    }
    return longNumber(&p, role)
  }

  /// Eight digits, the first in the lowest byte, as a number: pairs, then fours, then all.
  @inline(__always)
  private static func value(ofDigits digits: UInt64) -> UInt64 {
    var value = digits & 0x0f0f_0f0f_0f0f_0f0f
    value = (value &* 10 &+ value &>> 8) & 0x00ff_00ff_00ff_00ff
    value = (value &* 100 &+ value &>> 16) & 0x0000_ffff_0000_ffff
    return (value &* 10000 &+ value &>> 32) & 0xffff_ffff
  }

  /// A number with a point or with many digits; at most fifteen digits before the point, and as many
  /// behind it as the column counts.
  ///
  /// What is none stays where it is: the cell then does not end where it should.
  @inline(never)
  private func longNumber(_ p: inout UnsafePointer<UInt8>, _ role: ColumnRole) -> Int64 {
    var q = p
    var value: Int64 = 0
    while q[0] &- 48 < 10, q - p < 16 {
      value = value &* 10 &+ Int64(q[0] &- 48)
      q += 1
    }
    let digits = q - p
    guard digits > 0, digits + role.places <= 18, q[0] &- 48 >= 10 else { return ColumnRead.odd }
    var places = role.places
    if q[0] == UInt8(ascii: ".") {
      q += 1
      let first = q
      while q[0] &- 48 < 10, places > 0 {
        value = value &* 10 &+ Int64(q[0] &- 48)
        places -= 1
        q += 1
      }
      while q[0] == UInt8(ascii: "0") { q += 1 }
      guard q > first, q[0] &- 48 >= 10 else { return ColumnRead.odd }
    }
    for _ in 0..<places { value = value &* 10 }
    p = q
    return value
  }

  @inline(__always)
  private func word(
    _ p: inout UnsafePointer<UInt8>, _ text: UInt64, _ end: UnsafePointer<UInt8>,
    _ words: WordIndex.Short
  ) -> Int64 {
    let first = ends(text)
    if first != 0 {
      let count = first.trailingZeroBitCount &>> 3
      p += count
      let code = words.code(
        low: text & (1 &<< UInt64(8 &* count) &- 1), high: 0, count: count)
      return code < 0 ? ColumnRead.odd : code
    }
    let rest = load(p + 8)
    let second = ends(rest)
    if second != 0 {
      let count = second.trailingZeroBitCount &>> 3
      p += 8 + count
      let code = words.code(
        low: text, high: count == 0 ? 0 : rest & (1 &<< UInt64(8 &* count) &- 1),
        count: 8 &+ count)
      return code < 0 ? ColumnRead.odd : code
    }
    return longWord(&p, end)
  }

  @inline(never)
  private func longWord(_ p: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Int64 {
    let start = p
    while p < end, p[0] >= 0x2d { p += 1 }
    let code = words.code(of: UnsafeBufferPointer(start: start, count: p - start))
    return code < 0 ? ColumnRead.odd : code
  }

  @inline(__always)
  private func offer(
    _ p: inout UnsafePointer<UInt8>, _ first: UInt64, _ offers: OfferIndex.Table
  ) -> Int32 {
    let start = p
    var text = first
    var hash: UInt64 = 0
    while true {
      let ends = ends(text)
      if ends != 0 {
        let count = ends.trailingZeroBitCount &>> 3
        hash = OfferIndex.mix(hash, count == 0 ? 0 : text & (1 &<< UInt64(8 &* count) &- 1))
        p += count
        return offers.place(of: start, count: p - start, hash: hash)
      }
      hash = OfferIndex.mix(hash, text)
      p += 8
      text = load(p)
    }
  }

  /// Passes over a cell; one with quotes stops it short of the comma.
  @inline(__always)
  private func skip(_ p: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) {
    if p[0] == UInt8(ascii: "\"") { return }
    while true {
      let ends = ends(load(p))
      if ends != 0 {
        p += ends.trailingZeroBitCount &>> 3
        let byte = p[0]
        if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
          || byte == UInt8(ascii: "\"") || p >= end
        {
          return
        }
        p += 1
      } else {
        p += 8
      }
    }
  }

  /// Reads a time and leaves its day in ``day``; false for what the exact reader should see.
  @inline(__always)
  private func timestamp(_ p: inout UnsafePointer<UInt8>, _ head: UInt64) -> Bool {
    let tail = UInt16(
      littleEndian: UnsafeRawPointer(p + 8).loadUnaligned(as: UInt16.self))
    if head != dateHead || tail != dateTail {
      guard let found = Self.date(p) else { return false }
      (dateHead, dateTail, day) = (head, tail, found)
    }
    let time = load(p + 11)
    // Each character less the least that may stand there; a borrow shows in the high bits.
    let offsets = (time | Self.highs) &- 0x3030_3a30_303a_3030
    let isShaped =
      (time & Self.highs == 0) & (offsets & Self.highs == Self.highs)
      & (((offsets ^ Self.highs) &+ 0x7679_7f76_7a7f_767d) & Self.highs == 0)
    // 2 in the first place leaves 0 to 3 for the second, 6 (a leap second) only 0.
    let isHour = time & 0xff != 0x32 || time &>> 8 & 0xff <= 0x33
    let isSecond = time &>> 48 & 0xff != 0x36 || time &>> 56 == 0x30
    guard p[10] == UInt8(ascii: "T"), isShaped, isHour, isSecond else { return false }
    p += 19
    if p[0] == UInt8(ascii: ".") {
      p += 1
      let first = p
      while p[0] &- 48 < 10 { p += 1 }
      if p == first { return false }
    }
    guard p[0] == UInt8(ascii: "Z") else { return false }
    p += 1
    return true
  }

  @inline(never)
  private static func date(_ p: UnsafePointer<UInt8>) -> Int32? {
    let text = Array(UnsafeBufferPointer(start: p, count: 10)) + Array("T00:00:00Z".utf8)
    return LogTimestamp.day(text).map { Int32($0.number) }
  }
}
