/// Finds words by their bytes: up to sixteen are compared at once, longer ones one by one.
final class WordIndex {
  /// The short words, for inner loops.
  let short: Short
  private let long: [[UInt8]: Int64]

  /// A word of one to sixteen bytes; the bytes behind it are zero.
  fileprivate struct Entry {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var code = ColumnRead.odd
  }

  /// Words of at most sixteen bytes.
  struct Short {
    fileprivate let entries: UnsafeMutablePointer<Entry>
    fileprivate let mask: Int
  }

  /// Creates an index of words by their places.
  init(_ words: [String]) {
    var size = 16
    while size < 4 * words.count { size *= 2 }
    let mask = size - 1
    let entries = UnsafeMutablePointer<Entry>.allocate(capacity: size)
    entries.initialize(repeating: Entry(), count: size)
    var long: [[UInt8]: Int64] = [:]
    for (code, word) in words.enumerated() {
      let bytes = Array(word.utf8)
      guard bytes.count <= 16 else {
        long[bytes] = Int64(code)
        continue
      }
      let (low, high) = (bytes.prefix(8).littleEndianWord, bytes.dropFirst(8).littleEndianWord)
      var place = Short.hash(low, high) & mask
      while entries[place].code >= 0 { place = (place + 1) & mask }
      entries[place] = Entry(low: low, high: high, code: Int64(code))
    }
    self.long = long
    short = Short(entries: entries, mask: mask)
  }

  deinit { short.entries.deallocate() }

  /// The code of a word of any length; ``ColumnRead/odd`` for what is none.
  func code(of word: UnsafeBufferPointer<UInt8>) -> Int64 { long[Array(word)] ?? ColumnRead.odd }
}

extension WordIndex.Short {
  /// The code of a word of one to sixteen bytes; ``ColumnRead/odd`` for what is none.
  @inline(__always)
  func code(_ low: UInt64, _ high: UInt64 = 0) -> Int64 {
    var place = Self.hash(low, high) & mask
    while entries[place].low != low || entries[place].high != high {
      guard entries[place].code >= 0 else { return ColumnRead.odd }
      place = (place &+ 1) & mask
    }
    return entries[place].code
  }

  @inline(__always)
  fileprivate static func hash(_ low: UInt64, _ high: UInt64) -> Int {
    let mixed = (low ^ (high &* 0x9e37_79b9_7f4a_7c15)) &* 0xff51_afd7_ed55_8ccd
    return Int(truncatingIfNeeded: mixed &>> 40)
  }
}

extension Collection<UInt8> {
  /// At most eight bytes as a number, the first the lowest.
  var littleEndianWord: UInt64 {
    enumerated().reduce(0) { $0 | UInt64($1.element) << UInt64(8 * $1.offset) }
  }
}
