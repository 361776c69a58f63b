import BillingTypes

/// Reads the day of timestamps; most are on the day of the one before.
struct DateReader {
  /// The day that was read last, since 1970-01-01.
  private(set) var day: Int32
  /// Its text: eight bytes and two.
  private var head: UInt64 = 0
  private var tail: UInt16 = 0

  init(day: Int32) { self.day = day }

  /// Reads a time in UTC such as `2027-03-01T12:00:00.5Z`; false for any other text, an offset
  /// included, which the exact rater reads.
  @inline(__always)
  mutating func read(_ p: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count >= 20, isTime(p), p[10] == UInt8(ascii: "T"), p[count &- 1] == UInt8(ascii: "Z")
    else { return false }
    if count > 20 {
      guard p[19] == UInt8(ascii: "."), count > 21 else { return false }
      for place in 20..<count &- 1 where p[place] &- 48 >= 10 { return false }
    }
    let head = CellReader.load(p)
    let tail = UInt16(littleEndian: UnsafeRawPointer(p + 8).loadUnaligned(as: UInt16.self))
    if head == self.head, tail == self.tail { return true }
    guard let found = Self.day(p) else { return false }
    (self.head, self.tail, day) = (head, tail, found)
    return true
  }

  /// Whether a time of day stands in the place of one: 00:00:00 to 23:59:60.
  @inline(__always)
  private func isTime(_ p: UnsafePointer<UInt8>) -> Bool {
    let highs: UInt64 = 0x8080_8080_8080_8080
    let time = CellReader.load(p + 11)
    // Each character less the least that may stand there; what is below shows in the high bit, and so
    // does what is above the largest once the rest up to it is added.
    let offsets = ((time | highs) &- 0x3030_3a30_303a_3030) ^ highs
    let outside = (time | offsets | (offsets &+ 0x7679_7f76_7a7f_767d)) & highs
    // 2 in the first place leaves 0 to 3 for the second, 6 (a leap second) only 0.
    let isHour = (time & 0xff != 0x32) | (time &>> 8 & 0xff <= 0x33)
    let isSecond = (time &>> 48 & 0xff != 0x36) | (time &>> 56 == 0x30)
    return (outside == 0) & isHour & isSecond
  }

  @inline(never)
  private static func day(_ p: UnsafePointer<UInt8>) -> Int32? {
    let text = Array(UnsafeBufferPointer(start: p, count: 10)) + Array("T00:00:00Z".utf8)
    return LogTimestamp.day(text).map { Int32($0.number) }
  }
}
