import Foundation

extension UnsafeRawBufferPointer {
  /// The first place of a byte, found by the C library many bytes at a time.
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard let base = baseAddress, start < count,
      let found = memchr(base + start, Int32(byte), count - start)
    else { return nil }
    return UnsafeRawPointer(found) - base
  }

  /// The last line feed of a part.
  func lastLineEnd(in part: Range<Int>) -> Int? {
    var place = part.upperBound
    while place > part.lowerBound {
      place -= 1
      if self[place] == UInt8(ascii: "\n") { return place }
    }
    return nil
  }
}
