/// Reads cells whose ends are known, eight bytes at a time.
///
/// What a cell holds that is no number or no known word becomes ``ColumnRead/odd``, which is legal
/// nowhere: the exact rater then says what is wrong with it. Bytes behind a cell may be read.
enum CellReader {
  @inline(__always)
  static func load(_ p: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(p).loadUnaligned(as: UInt64.self))
  }

  /// A whole number of at most eight digits, times a scale; others are read digit by digit.
  @inline(__always)
  static func number(
    _ p: UnsafePointer<UInt8>, _ count: Int, _ scale: Int64, _ places: Int
  ) -> Int64 {
    if count <= 8 {
      let text = load(p)
      // The digits at the top, zeros before them; eight digits are where they should be.
      let filler = count == 8 ? 0 : 0x3030_3030_3030_3030 &>> UInt64(truncatingIfNeeded: 8 &* count)
      let digits = text &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count) | filler
      let rests =
        (digits ^ 0x3030_3030_3030_3030)
        | ((digits &+ 0x0606_0606_0606_0606) ^ 0x3030_3030_3030_3030)
      if rests & 0xf0f0_f0f0_f0f0_f0f0 == 0 {
        return Int64(bitPattern: value(ofDigits: digits)) &* scale
      }
    }
    return longNumber(p, count, places)
  }

  /// Eight digits, the first in the lowest byte, as a number: pairs, then fours, then all.
  @inline(__always)
  private static func value(ofDigits digits: UInt64) -> UInt64 {
    var value = digits & 0x0f0f_0f0f_0f0f_0f0f
    value = (value &* 10 &+ value &>> 8) & 0x00ff_00ff_00ff_00ff
    value = (value &* 100 &+ value &>> 16) & 0x0000_ffff_0000_ffff
    return (value &* 10000 &+ value &>> 32) & 0xffff_ffff
  }

  /// A number with a point or with many digits; at most eighteen digits together with those behind the
  /// point, of which there are at most as many as the column counts, and zeros.
  @inline(never)
  private static func longNumber(
    _ p: UnsafePointer<UInt8>, _ count: Int, _ places: Int
  ) -> Int64 {
    var value: Int64 = 0
    var place = 0
    while place < count, p[place] &- 48 < 10, place + places < 18 {
      value = value &* 10 &+ Int64(p[place] &- 48)
      place += 1
    }
    guard place > 0 else { return ColumnRead.odd }
    var left = places
    if place < count, p[place] == UInt8(ascii: ".") {
      place += 1
      let first = place
      while place < count, p[place] &- 48 < 10, left > 0 {
        value = value &* 10 &+ Int64(p[place] &- 48)
        left -= 1
        place += 1
      }
      while place < count, p[place] == UInt8(ascii: "0") { place += 1 }
      guard place > first else { return ColumnRead.odd }
    }
    guard place == count else { return ColumnRead.odd }
    for _ in 0..<left { value = value &* 10 }
    return value
  }

  /// The code of a word.
  @inline(__always)
  static func word(
    _ p: UnsafePointer<UInt8>, _ count: Int, _ words: WordIndex.Short, _ all: WordIndex
  ) -> Int64 {
    let code: Int64
    if count <= 8 {
      code = words.code(low: load(p) & mask(count), high: 0, count: count)
    } else if count <= 16 {
      code = words.code(low: load(p), high: load(p + 8) & mask(count &- 8), count: count)
    } else {
      code = all.code(of: UnsafeBufferPointer(start: p, count: count))
    }
    return code < 0 ? ColumnRead.odd : code
  }

  /// The lowest one to eight bytes.
  @inline(__always)
  static func mask(_ count: Int) -> UInt64 {
    ~0 &>> UInt64(truncatingIfNeeded: 64 &- 8 &* count)
  }
}
