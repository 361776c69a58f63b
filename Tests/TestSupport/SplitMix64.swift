/// A small generator of random bits whose sequence follows from its seed (SplitMix64).
package struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  /// Creates a generator; the same seed gives the same sequence on every machine.
  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A whole number from 0 to `count` - 1.
  package mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

  /// One of some elements, of which there is at least one.
  package mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }

  /// A number of at most `bits` bits; small and large ones are equally likely.
  package mutating func magnitude(bits: Int = 127) -> Int128 {
    let width = Int(next() % UInt64(bits + 1))
    guard width > 0 else { return 0 }
    let wide = UInt128(next()) << 64 | UInt128(next())
    return Int128(wide >> UInt128(128 - width))
  }

  /// A signed number of at most `bits` bits, or one of the extremes.
  package mutating func signed(bits: Int = 127) -> Int128 {
    if next() % 8 == 0 { return Self.extremes[Int(next() % UInt64(Self.extremes.count))] }
    let size = magnitude(bits: bits)
    return next() % 2 == 0 ? size : -size
  }

  /// Whole numbers at which arithmetic likes to go wrong; `Int128.min` is tested by itself.
  package static let extremes: [Int128] = [
    0, 1, -1, 2, -2, 3, 5, 10, 1_000_000_000_000, Int128(Int64.max), Int128(Int64.max) + 1,
    Int128(UInt64.max), Int128(UInt64.max) + 1, 1 << 126, -(1 << 126), .max, -.max, .max - 1,
  ]
}
