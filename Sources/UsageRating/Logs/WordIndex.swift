import PricingRules

/// Finds words by their bytes: up to sixteen are compared at once, longer ones one by one.
struct WordIndex: Sendable {
  /// A word of at most sixteen bytes; the bytes behind it are zero.
  private struct Entry: Sendable {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var count: Int = -1
    var code: Int64 = 0
  }

  private var entries: [Entry]
  private var long: [[UInt8]: Int64] = [:]
  private let mask: Int

  /// What a word has that is not in the index.
  static let none: Int64 = -1

  /// Creates an index of words by their places.
  init(_ words: [String]) {
    var size = 16
    while size < 4 * words.count { size *= 2 }
    mask = size - 1
    entries = Array(repeating: Entry(), count: size)
    for (code, word) in words.enumerated() {
      let bytes = Array(word.utf8)
      guard bytes.count <= 16 else {
        long[bytes] = Int64(code)
        continue
      }
      var entry = Entry(count: bytes.count, code: Int64(code))
      for (place, byte) in bytes.enumerated() {
        if place < 8 {
          entry.low |= UInt64(byte) << UInt64(8 * place)
        } else {
          entry.high |= UInt64(byte) << UInt64(8 * (place - 8))
        }
      }
      var place = Self.hash(entry.low, entry.high) & mask
      while entries[place].count >= 0 { place = (place + 1) & mask }
      entries[place] = entry
    }
  }

  /// The code of a word of at most sixteen bytes.
  @inline(__always)
  func code(low: UInt64, high: UInt64, count: Int) -> Int64 {
    entries.withUnsafeBufferPointer { entries in
      var place = Self.hash(low, high) & mask
      while entries[place].count >= 0 {
        let entry = entries[place]
        if entry.low == low, entry.high == high, entry.count == count { return entry.code }
        place = (place + 1) & mask
      }
      return Self.none
    }
  }

  /// The code of a word of any length.
  func code(of word: UnsafeBufferPointer<UInt8>) -> Int64 { long[Array(word)] ?? Self.none }

  @inline(__always)
  private static func hash(_ low: UInt64, _ high: UInt64) -> Int {
    let mixed = (low ^ (high &* 0x9e37_79b9_7f4a_7c15)) &* 0xff51_afd7_ed55_8ccd
    return Int(truncatingIfNeeded: mixed &>> 40)
  }
}
