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
    /// -1 where there is no offer.
    var place: Int32 = -1
    var count: Int32 = 0
    /// Where its bytes begin among the texts.
    var first = 0
  }

  /// Creates an index of ids by their places.
  init(_ ids: [String]) {
    var size = 16
    while size < 8 * ids.count { size *= 2 }
    let mask = size - 1
    let entries = UnsafeMutablePointer<Entry>.allocate(capacity: size)
    entries.initialize(repeating: Entry(), count: size)
    var words: [UInt64] = []
    for (place, id) in ids.enumerated() {
      let bytes = Array(id.utf8)
      let own = stride(from: 0, to: bytes.count, by: 8).map {
        bytes.dropFirst($0).prefix(8).littleEndianWord
      }
      let hash = Table.hash(
        first: own[0], last: bytes.suffix(8).littleEndianWord, count: bytes.count)
      var index = hash & mask
      while entries[index].place >= 0 { index = (index + 1) & mask }
      entries[index] = Entry(
        place: Int32(place), count: Int32(bytes.count), first: words.count)
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
}

extension OfferIndex.Table {
  /// The place of an id; -1 for none.
  @inline(__always)
  func place(of text: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
    // Every id has two slashes; no short text is one, and eight bytes before the end can be read.
    guard count >= 8 else { return -1 }
    var index =
      Self.hash(
        first: CellReader.load(text), last: CellReader.load(text + (count &- 8)), count: count)
      & mask
    while entries[index].place >= 0 {
      if Int(entries[index].count) == count, isEqual(text, count, entries[index].first) {
        return entries[index].place
      }
      index = (index &+ 1) & mask
    }
    return -1
  }

  @inline(__always)
  fileprivate static func hash(first: UInt64, last: UInt64, count: Int) -> Int {
    let mixed =
      (first ^ (last &* 0x9e37_79b9_7f4a_7c15) ^ UInt64(truncatingIfNeeded: count))
      &* 0xff51_afd7_ed55_8ccd
    return Int(truncatingIfNeeded: mixed &>> 40)
  }

  @inline(__always)
  private func isEqual(_ text: UnsafePointer<UInt8>, _ count: Int, _ first: Int) -> Bool {
    var difference: UInt64 = 0
    let whole = count &>> 3
    for word in 0..<whole {
      difference |= CellReader.load(text + 8 &* word) ^ texts[first &+ word]
    }
    let rest = count & 7
    if rest > 0 {
      difference |=
        CellReader.load(text + 8 &* whole) & CellReader.mask(rest) ^ texts[first &+ whole]
    }
    return difference == 0
  }
}
