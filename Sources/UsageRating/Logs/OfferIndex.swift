/// Finds offers by the bytes of their ids, eight at a time.
final class OfferIndex {
  /// The index itself, for inner loops.
  let table: Table

  /// Ids by hash.
  struct Table {
    fileprivate let entries: UnsafeMutablePointer<Entry>
    fileprivate let mask: Int
    /// By place, for what is longer than an entry holds.
    fileprivate let ids: [String]
  }

  /// The first 32 bytes of an id, and which of them are part of it.
  fileprivate struct Entry {
    /// -1 where there is no offer.
    var place: Int32 = -1
    var count: Int32 = 0
    var text: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    var mask: (UInt64, UInt64, UInt64) = (0, 0, 0)
  }

  /// Creates an index of ids by their places.
  init(_ ids: [String]) {
    var size = 16
    while size < 8 * ids.count { size *= 2 }
    let mask = size - 1
    let entries = UnsafeMutablePointer<Entry>.allocate(capacity: size)
    entries.initialize(repeating: Entry(), count: size)
    for (place, id) in ids.enumerated() {
      let bytes = Array(id.utf8)
      func word(_ index: Int) -> UInt64 { bytes.dropFirst(8 * index).prefix(8).littleEndianWord }
      func mask(_ index: Int) -> UInt64 {
        bytes.count > 8 * index ? CellReader.mask(min(8, bytes.count - 8 * index)) : 0
      }
      let hash = Table.hash(
        first: word(0), last: bytes.suffix(8).littleEndianWord, count: bytes.count)
      var index = hash & (size - 1)
      while entries[index].place >= 0 { index = (index + 1) & (size - 1) }
      entries[index] = Entry(
        place: Int32(place), count: Int32(bytes.count),
        text: (word(0), word(1), word(2), word(3)), mask: (mask(1), mask(2), mask(3)))
    }
    table = Table(entries: entries, mask: mask, ids: ids)
  }

  deinit { table.entries.deallocate() }
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
      if entries[index].isEqual(text, count),
        count <= 32 || isRestEqual(text, count, entries[index].place)
      {
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

  @inline(never)
  private func isRestEqual(_ text: UnsafePointer<UInt8>, _ count: Int, _ place: Int32) -> Bool {
    UnsafeBufferPointer(start: text, count: count).elementsEqual(ids[Int(place)].utf8)
  }
}

extension OfferIndex.Entry {
  /// Whether a text of at least eight bytes is as long and begins with the same 32 bytes.
  @inline(__always)
  fileprivate func isEqual(_ text: UnsafePointer<UInt8>, _ length: Int) -> Bool {
    let difference =
      (CellReader.load(text) ^ self.text.0)
      | (CellReader.load(text + 8) & mask.0 ^ self.text.1)
      | (CellReader.load(text + 16) & mask.1 ^ self.text.2)
      | (CellReader.load(text + 24) & mask.2 ^ self.text.3)
      | UInt64(truncatingIfNeeded: length ^ Int(count))
    return difference == 0
  }
}
