import BillingTypes

/// Reads the day of timestamps; most are on a day that was read before.
final class DateReader {
  /// A day that was read: the eight bytes and the two of its text.
  private struct Entry {
    var head: UInt64 = 0
    var tail: UInt16 = 0
    /// No bytes are a day before they are read: those that are all zero are not.
    var day = DateReader.none
  }

  /// Days by the hash of their text.
  private let entries: UnsafeMutablePointer<Entry>
  private static let bits: UInt64 = 10

  init() {
    entries = .allocate(capacity: 1 << Self.bits)
    entries.initialize(repeating: Entry(), count: 1 << Self.bits)
  }

  deinit { entries.deallocate() }

  /// No day.
  static let none = Int32.min

  /// The day since 1970-01-01 of a time in UTC such as `2027-03-01T12:00:00.5Z`; ``none`` for any other
  /// text, an offset included, which the exact rater reads.
  @inline(__always)
  func read(_ p: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
    guard count >= 20, count <= LogTimestamp.longest, isTime(p), p[10] == UInt8(ascii: "T"),
      p[count &- 1] == UInt8(ascii: "Z")
    else { return Self.none }
    if count > 20 {
      guard p[19] == UInt8(ascii: "."), count > 21 else { return Self.none }
      for place in 20..<count &- 1 where p[place] &- 48 >= 10 { return Self.none }
    }
    let head = CellReader.load(p)
    let tail = UInt16(littleEndian: UnsafeRawPointer(p + 8).loadUnaligned(as: UInt16.self))
    // Month and day are the upper half of the first and all of the second.
    let mixed = (head &>> 32 | UInt64(tail) &<< 32) &* 0x9e37_79b9_7f4a_7c15
    let entry = entries + Int(truncatingIfNeeded: mixed &>> (64 &- Self.bits))
    if entry.pointee.head == head, entry.pointee.tail == tail { return entry.pointee.day }
    return day(p, head, tail, entry)
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
  private func day(
    _ p: UnsafePointer<UInt8>, _ head: UInt64, _ tail: UInt16, _ entry: UnsafeMutablePointer<Entry>
  ) -> Int32 {
    let text = Array(UnsafeBufferPointer(start: p, count: 10)) + Array("T00:00:00Z".utf8)
    guard let day = LogTimestamp.day(text) else { return Self.none }
    entry.pointee = Entry(head: head, tail: tail, day: Int32(day.number))
    return Int32(day.number)
  }
}
