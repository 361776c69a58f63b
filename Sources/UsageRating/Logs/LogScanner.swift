import BillingTypes

/// Reads rows of a log where they lie, eight bytes at a time; what it does not expect, it leaves to
/// ``CSVRecord``: quotes, spaces, cells that are missing or too many, numbers with many digits.
struct LogScanner {
  private let roles: [ColumnRole]
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
    let column: Int
    /// What whole numbers are multiplied by.
    let scale: Int64
    let places: Int
  }

  init(_ layout: LogLayout, words: [String], offers: [String]) {
    roles = layout.roles.map { role in
      switch role {
      case .timestamp: ColumnRole(kind: .timestamp, column: 0, scale: 1, places: 0)
      case .offer: ColumnRole(kind: .offer, column: 0, scale: 1, places: 0)
      case .ignored: ColumnRole(kind: .ignored, column: 0, scale: 1, places: 0)
      case .value(let index):
        ColumnRole(
          kind: layout.values[index].isWord ? .word : .number, column: index,
          scale: (0..<layout.values[index].places).reduce(1) { scale, _ in scale * 10 },
          places: layout.values[index].places)
      }
    }
    self.words = WordIndex(words)
    self.offers = OfferIndex(offers)
  }

  /// Reads rows from a place on until the block is full or the piece is at its end.
  ///
  /// - Parameters:
  ///   - piece: Whole records, with ``PieceBuffer/margin`` bytes behind them.
  ///   - place: Where to begin; then where the rest begins.
  ///   - line: The line there; then that of the rest.
  ///   - block: Takes the rows.
  ///   - odd: Takes the rows that are left to the exact reader.
  mutating func scan(
    _ piece: UnsafeBufferPointer<UInt8>, from place: inout Int, line: inout Int,
    into block: LogBlock, odd: inout [OddRow]
  ) {
    guard let base = piece.baseAddress else { return }
    let end = base + piece.count
    var p = base + place
    var row = 0
    var lines = line
    let columnCount = roles.count
    roles.withUnsafeBufferPointer { roles in
      rows: while p < end, row < LogBlock.capacity {
        let start = p
        var given: UInt64 = 0
        var isRead = true
        block.offers[row] = -1
        for index in 0..<columnCount {
          let role = roles[index]
          switch role.kind {
          case .number:
            let value = number(&p, role, &isRead)
            block.column(role.column)[row] = value
            given |= value == ColumnRead.notGiven ? 0 : 1 &<< UInt64(role.column)
          case .word:
            let value = word(&p, end)
            block.column(role.column)[row] = value
            given |= value == ColumnRead.notGiven ? 0 : 1 &<< UInt64(role.column)
          case .timestamp: isRead = isRead & timestamp(&p)
          case .offer: block.offers[row] = offer(&p)
          case .ignored: skip(&p, end)
          }
          if index < columnCount - 1 {
            isRead = isRead & (p[0] == UInt8(ascii: ","))
            p += 1
          }
          if !isRead { break }
        }
        if isRead {
          if p[0] == UInt8(ascii: "\n") {
            p += 1
          } else if p[0] == UInt8(ascii: "\r"), p[1] == UInt8(ascii: "\n") {
            p += 2
          } else {
            isRead = false
          }
        }
        guard isRead else {
          p = start
          if p[0] == UInt8(ascii: "\n")
            || (p[0] == UInt8(ascii: "\r") && p[1] == UInt8(ascii: "\n"))
          {
            // An empty line is no row.
            p += p[0] == UInt8(ascii: "\n") ? 1 : 2
            lines += 1
            continue rows
          }
          odd.append(OddRow(start: start - base, line: lines))
          let record = CSVRecord(piece, at: start - base)
          p = base + record.end
          lines += record.lineCount
          continue rows
        }
        block.days[row] = day
        block.given[row] = given
        block.starts[row] = start - base
        block.lines[row] = lines
        lines += 1
        row += 1
      }
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
    _ p: inout UnsafePointer<UInt8>, _ role: ColumnRole, _ isRead: inout Bool
  ) -> Int64 {
    let text = load(p)
    let ends = ends(text)
    let count = ends.trailingZeroBitCount &>> 3
    if count == 0 { return ColumnRead.notGiven }
    if count < 8 {
      // The digits at the top, zeros before them.
      let digits = text &<< UInt64(64 &- 8 &* count) | 0x3030_3030_3030_3030 &>> UInt64(8 &* count)
      let isNumber =
        (digits & 0xf0f0_f0f0_f0f0_f0f0 == 0x3030_3030_3030_3030)
        & ((digits &+ 0x0606_0606_0606_0606) & 0xf0f0_f0f0_f0f0_f0f0 == 0x3030_3030_3030_3030)
      if isNumber {
        p += count
        return Int64(bitPattern: Self.value(ofDigits: digits)) &* role.scale
      }
    }
    return longNumber(&p, role, &isRead)
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
  @inline(never)
  private func longNumber(
    _ p: inout UnsafePointer<UInt8>, _ role: ColumnRole, _ isRead: inout Bool
  ) -> Int64 {
    var value: Int64 = 0
    var digits = 0
    while p[0] &- 48 < 10 {
      value = value &* 10 &+ Int64(p[0] &- 48)
      digits += 1
      p += 1
      if digits > 15 { break }
    }
    var places = role.places
    if digits > 0, p[0] == UInt8(ascii: ".") {
      p += 1
      let first = p
      while p[0] &- 48 < 10, places > 0 {
        value = value &* 10 &+ Int64(p[0] &- 48)
        places -= 1
        p += 1
      }
      while p[0] == UInt8(ascii: "0") { p += 1 }
      if p == first { isRead = false }
    }
    if digits == 0 || digits + role.places > 18 || p[0] &- 48 < 10 { isRead = false }
    while places > 0 {
      value = value &* 10
      places -= 1
    }
    return value
  }

  @inline(__always)
  private func word(_ p: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Int64 {
    let text = load(p)
    let first = ends(text)
    if first != 0 {
      let count = first.trailingZeroBitCount &>> 3
      if count == 0 { return ColumnRead.notGiven }
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
  private func offer(_ p: inout UnsafePointer<UInt8>) -> Int32 {
    let start = p
    var hash: UInt64 = 0
    while true {
      let text = load(p)
      let ends = ends(text)
      if ends != 0 {
        let count = ends.trailingZeroBitCount &>> 3
        hash = OfferIndex.mix(hash, count == 0 ? 0 : text & (1 &<< UInt64(8 &* count) &- 1))
        p += count
        return offers.place(of: start, count: p - start, hash: hash)
      }
      hash = OfferIndex.mix(hash, text)
      p += 8
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
  private mutating func timestamp(_ p: inout UnsafePointer<UInt8>) -> Bool {
    let head = load(p)
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
