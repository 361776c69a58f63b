/// How many rows gave which columns, counted row by row; one per thread.
///
/// A log has few patterns or very many: each has one place where it is counted, and moves to the list when another
/// takes that.
struct PatternCounts {
  private struct Entry {
    var key = PatternKey(offer: 0, given: 0)
    var count = 0
  }

  private var entries = [Entry](repeating: Entry(), count: 1 << placeBits)
  private var list: [PatternKey: Int] = [:]

  private static let placeBits: UInt64 = 13

  /// Counts a row.
  @inline(__always)
  mutating func add(_ key: PatternKey) {
    // The upper bits of the product depend on all bits; the constant is that of Fibonacci hashing.
    let mixed = (key.given ^ UInt64(truncatingIfNeeded: key.offer) << 56) &* 0x9E37_79B9_7F4A_7C15
    let place = Int(mixed >> (64 - Self.placeBits))
    if entries[place].key != key || entries[place].count == 0 { move(place, key) }
    entries[place].count += 1
  }

  private mutating func move(_ place: Int, _ key: PatternKey) {
    let old = entries[place]
    if old.count > 0 { list[old.key, default: 0] += old.count }
    entries[place] = Entry(key: key)
  }

  /// The counts so far.
  var counts: [PatternKey: Int] {
    var counts = list
    for entry in entries where entry.count > 0 { counts[entry.key, default: 0] += entry.count }
    return counts
  }
}
