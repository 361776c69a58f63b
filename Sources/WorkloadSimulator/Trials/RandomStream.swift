/// Random numbers by position: the number at an index is a function of the stream's key and the
/// index alone, so nobody has to draw in order and no draw moves another.
///
/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014) with a
/// starting point per key. A key is made from the seed, the name of a variable and where it is used.
package struct RandomStream {
  private let origin: UInt64

  /// A variable's numbers under a seed: the name is hashed with FNV-1a.
  package init(seed: UInt64, name: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    origin = Self.mixed(Self.mixed(seed &+ Self.step) ^ hash)
  }

  private init(origin: UInt64) { self.origin = origin }

  /// The stream of one of its parts, such as a month or a trial.
  @inline(__always)
  package func part(_ index: Int) -> RandomStream {
    RandomStream(origin: Self.mixed(self[index] ^ 0x6a09_e667_f3bc_c909))
  }

  /// 64 random bits.
  @inline(__always)
  subscript(index: Int) -> UInt64 {
    Self.mixed(origin &+ UInt64(truncatingIfNeeded: index) &* Self.step)
  }

  /// A uniform number strictly between 0 and 1, with 52 random bits.
  @inline(__always)
  package func uniform(_ index: Int) -> Double { Self.uniform(self[index]) }

  @inline(__always)
  static func uniform(_ bits: UInt64) -> Double {
    (Double(bits &>> 12) + 0.5) * 0x1p-52
  }

  private static let step: UInt64 = 0x9e37_79b9_7f4a_7c15

  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z &>> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z &>> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z &>> 31)
  }
}
