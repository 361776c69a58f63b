/// Reads cells whose ends are known, eight bytes at a time.
///
/// What a cell holds that is no number or no known word becomes ``ColumnRead/odd``, which is legal
/// nowhere: the exact rater then says what is wrong with it. Bytes behind a cell may be read.
enum CellReader {
  @inline(__always)
  static func load(_ p: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(p).loadUnaligned(as: UInt64.self))
  }

  /// A whole number of one to eight digits at the beginning of a text, `bits` long; nil for any other text.
  @inline(__always)
  static func digits(_ text: UInt64, bits: UInt64) -> Int64? {
    // The digits at the top, zeros before them: the shifts are by less than 64.
    let filler = (0x3030_3030_3030_3030 &>> (bits &- 8)) &>> 8
    let digits = text &<< (64 &- bits) | filler
    let rests =
      (digits ^ 0x3030_3030_3030_3030)
      | ((digits &+ 0x0606_0606_0606_0606) ^ 0x3030_3030_3030_3030)
    guard rests & 0xf0f0_f0f0_f0f0_f0f0 == 0 else { return nil }
    return Int64(bitPattern: value(ofDigits: digits))
  }

  /// A number times a scale: a whole one of at most eight digits, or any other, digit by digit.
  @inline(__always)
  static func number(
    _ p: UnsafePointer<UInt8>, _ count: Int, _ scale: Int64, _ places: Int
  ) -> Int64 {
    if count <= 8, let value = digits(load(p), bits: UInt64(truncatingIfNeeded: 8 &* count)) {
      return value &* scale
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
  static func longNumber(
    _ p: UnsafePointer<UInt8>, _ count: Int, _ places: Int
  ) -> Int64 {
    // What may have more than 38 digits, zeros among them, is for the exact rater.
    guard count <= 38 else { return ColumnRead.odd }
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
  static func word(_ p: UnsafePointer<UInt8>, _ count: Int, _ words: WordIndex) -> Int64 {
    if count <= 8 { return words.short.code(load(p) & mask(count)) }
    if count <= 16 { return words.short.code(load(p), load(p + 8) & mask(count &- 8)) }
    return words.code(of: UnsafeBufferPointer(start: p, count: count))
  }

  /// The lowest one to eight bytes.
  @inline(__always)
  static func mask(_ count: Int) -> UInt64 {
    ~0 &>> UInt64(truncatingIfNeeded: 64 &- 8 &* count)
  }
}
