/// Finds offers by the bytes of their ids, eight at a time.
final class OfferIndex {
  /// The index itself, for inner loops.
  let table: Table

  /// Ids by hash.
  struct Table {
    fileprivate let entries: UnsafeMutablePointer<Entry>
    fileprivate let mask: Int
    /// The ids as words of eight bytes, the last of each filled up with zeros.
    fileprivate let texts: UnsafeMutablePointer<UInt64>
  }

  fileprivate struct Entry {
    var hash: UInt64 = 0
    /// -1 where there is no offer.
    var place: Int32 = -1
    var count = 0
    /// Where its bytes begin among ``texts``.
    var first = 0
  }

  /// Creates an index of ids by their places.
  init(_ ids: [String]) {
    var size = 16
    while size < 4 * ids.count { size *= 2 }
    let mask = size - 1
    let entries = UnsafeMutablePointer<Entry>.allocate(capacity: size)
    entries.initialize(repeating: Entry(), count: size)
    var words: [UInt64] = []
    for (place, id) in ids.enumerated() {
      let bytes = Array(id.utf8)
      // One word more than the bytes fill, as a reader sees it that looks for the end.
      let own = (0...bytes.count / 8).map { bytes.dropFirst(8 * $0).prefix(8).littleEndianWord }
      let hash = own.reduce(0) { Self.mix($0, $1) }
      var index = Int(truncatingIfNeeded: hash &>> 32) & mask
      while entries[index].place >= 0 { index = (index + 1) & mask }
      entries[index] = Entry(
        hash: hash, place: Int32(place), count: bytes.count, first: words.count)
      words += own
    }
    let texts = UnsafeMutablePointer<UInt64>.allocate(capacity: words.count + 1)
    texts.initialize(repeating: 0, count: words.count + 1)
    for (place, word) in words.enumerated() { texts[place] = word }
    table = Table(entries: entries, mask: mask, texts: texts)
  }

  deinit {
    table.entries.deallocate()
    table.texts.deallocate()
  }

  /// Eight more bytes of an id, the last ones filled up with zeros.
  @inline(__always)
  static func mix(_ hash: UInt64, _ text: UInt64) -> UInt64 {
    let mixed = (hash ^ text) &* 0x9e37_79b9_7f4a_7c15
    return mixed ^ mixed &>> 29
  }

}

extension OfferIndex.Table {
  /// The place of an id; -1 for none.
  @inline(__always)
  func place(of text: UnsafePointer<UInt8>, count: Int, hash: UInt64) -> Int32 {
    var index = Int(truncatingIfNeeded: hash &>> 32) & mask
    while entries[index].place >= 0 {
      if entries[index].hash == hash, entries[index].count == count,
        isEqual(text, count, entries[index].first)
      {
        return entries[index].place
      }
      index = (index &+ 1) & mask
    }
    return -1
  }

  @inline(__always)
  private func isEqual(_ text: UnsafePointer<UInt8>, _ count: Int, _ first: Int) -> Bool {
    var difference: UInt64 = 0
    let whole = count &>> 3
    for word in 0..<whole {
      difference |= load(text + 8 &* word) ^ texts[first &+ word]
    }
    let rest = count & 7
    if rest > 0 {
      let last = load(text + 8 &* whole) & (1 &<< UInt64(8 &* rest) &- 1)
      difference |= last ^ texts[first &+ whole]
    }
    return difference == 0
  }

  @inline(__always)
  private func load(_ p: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(p).loadUnaligned(as: UInt64.self))
  }
}
