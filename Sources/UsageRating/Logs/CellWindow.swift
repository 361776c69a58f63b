/// Where cells end in the next bytes of a log.
///
/// Found for many bytes at once: looking for one end after the other, each look would wait for the one
/// before it.
struct CellWindow {
  /// How many bytes are looked at.
  static let size = 63

  /// From the lowest bit on, a bit for each byte below 0x2d; none for what is not in the window.
  ///
  /// Letters, digits, `-`, `.` and `:` are not below; what is below ends a cell, or is something that
  /// the exact rater should see.
  var ends: UInt64
  /// The first byte of the window that is below 0x2c, so no comma; else the byte behind the window.
  let stop: UnsafePointer<UInt8>

  /// Nothing has been looked at.
  init(none p: UnsafePointer<UInt8>) {
    ends = 0
    stop = p
  }

  /// The length of the cell at the beginning; then the window begins with what ends it.
  @inline(__always)
  mutating func takeCell() -> Int {
    let size = ends.trailingZeroBitCount
    ends = ends &>> UInt64(truncatingIfNeeded: size)
    return size
  }

  /// How many ends stand at the beginning; then the window begins with the next cell.
  @inline(__always)
  mutating func takeEnds() -> Int {
    let count = (~ends).trailingZeroBitCount
    ends = ends &>> UInt64(truncatingIfNeeded: count)
    return count
  }

  /// Looks at the bytes from a place on; the margin behind a piece has enough.
  @inline(__always)
  init(_ p: UnsafePointer<UInt8>) {
    let (a, b, c, d) = (Self.masks(p), Self.masks(p + 16), Self.masks(p + 32), Self.masks(p + 48))
    ends = (a.ends | b.ends &<< 16 | c.ends &<< 32 | d.ends &<< 48) & (~0 &>> 1)
    let stops = a.stops | b.stops &<< 16 | c.stops &<< 32 | d.stops &<< 48 | 1 &<< 63
    stop = p + stops.trailingZeroBitCount
  }

  @inline(__always)
  private static func masks(_ p: UnsafePointer<UInt8>) -> (ends: UInt64, stops: UInt64) {
    let text = UnsafeRawPointer(p).loadUnaligned(as: SIMD16<UInt8>.self)
    let high = SIMD16<UInt8>(repeating: 0x80)
    let raised = text | high
    return (
      gather(~((raised &- SIMD16(repeating: 0x2d)) | text) & high),
      gather(~((raised &- SIMD16(repeating: 0x2c)) | text) & high)
    )
  }

  /// The high bits of sixteen bytes.
  @inline(__always)
  private static func gather(_ bytes: SIMD16<UInt8>) -> UInt64 {
    let words = unsafeBitCast(bytes, to: SIMD2<UInt64>.self)
    let (low, high) = (
      (words[0] &* 0x0002_0408_1020_4081) &>> 56, (words[1] &* 0x0002_0408_1020_4081) &>> 56
    )
    return low | high &<< 8
  }
}
