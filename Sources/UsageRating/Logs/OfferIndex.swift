import Foundation

/// Finds offers by the bytes of their ids.
struct OfferIndex: Sendable {
  private struct Entry: Sendable {
    var hash: UInt64 = 0
    /// -1 where there is no offer.
    var place: Int32 = -1
    var offset = 0
    var count = 0
  }

  private var entries: [Entry]
  private var bytes: [UInt8] = []
  private let mask: Int

  /// Creates an index of ids by their places.
  init(_ ids: [String]) {
    var size = 16
    while size < 4 * ids.count { size *= 2 }
    mask = size - 1
    entries = Array(repeating: Entry(), count: size)
    for (place, id) in ids.enumerated() {
      let text = Array(id.utf8)
      let hash = Self.hash(of: text)
      var index = Int(truncatingIfNeeded: hash &>> 32) & mask
      while entries[index].place >= 0 { index = (index + 1) & mask }
      entries[index] = Entry(
        hash: hash, place: Int32(place), offset: bytes.count, count: text.count)
      bytes += text
    }
  }

  /// Eight more bytes of an id, the last ones filled up with zeros.
  @inline(__always)
  static func mix(_ hash: UInt64, _ text: UInt64) -> UInt64 {
    let mixed = (hash ^ text) &* 0x9e37_79b9_7f4a_7c15
    return mixed ^ mixed &>> 29
  }

  /// The place of an id; -1 for none.
  @inline(__always)
  func place(of text: UnsafePointer<UInt8>, count: Int, hash: UInt64) -> Int32 {
    entries.withUnsafeBufferPointer { entries in
      bytes.withUnsafeBufferPointer { bytes in
        guard let base = bytes.baseAddress else { return -1 }
        var index = Int(truncatingIfNeeded: hash &>> 32) & mask
        while entries[index].place >= 0 {
          let entry = entries[index]
          if entry.hash == hash, entry.count == count, memcmp(base + entry.offset, text, count) == 0
          {
            return entry.place
          }
          index = (index + 1) & mask
        }
        return -1
      }
    }
  }

  /// The hash of a whole id, in the same steps as a reader that goes eight bytes at a time.
  private static func hash(of text: [UInt8]) -> UInt64 {
    var hash: UInt64 = 0
    var place = 0
    while place + 8 <= text.count {
      hash = mix(hash, word(text[place..<place + 8]))
      place += 8
    }
    return mix(hash, word(text[place...]))
  }

  private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var word: UInt64 = 0
    for (place, byte) in bytes.enumerated() { word |= UInt64(byte) << UInt64(8 * place) }
    return word
  }
}
