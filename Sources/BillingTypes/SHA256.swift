/// The digest SHA-256 of FIPS 180-4, over bytes that come in pieces.
///
/// ```
/// var hash = SHA256()
/// hash.update("abc".utf8)
/// hash.finalized()  // ba7816bf … f20015ad
/// ```
package struct SHA256 {
  private var state = SHA256.initial
  /// The bytes of a block that is not full yet.
  private var rest: [UInt8] = []
  private var count: UInt64 = 0

  /// A digest of nothing so far.
  package init() {}

  /// Takes the next bytes.
  package mutating func update(_ bytes: some Sequence<UInt8>) {
    let bytes = rest + bytes
    count += UInt64(bytes.count - rest.count)
    let whole = bytes.count / Self.blockSize * Self.blockSize
    bytes.withUnsafeBytes { bytes in
      Self.constants.withUnsafeBufferPointer { constants in
        guard let first = bytes.baseAddress, let constants = constants.baseAddress else { return }
        for start in stride(from: 0, to: whole, by: Self.blockSize) {
          state = Self.compressed(state, with: first + start, constants)
        }
      }
    }
    rest = Array(bytes[whole...])
  }

  /// The digest of all bytes so far as 64 hexadecimal digits.
  package func finalized() -> String {
    // A one, as many zeros as it takes, and the number of bits as the last 64.
    var tail: [UInt8] = [0x80]
    let used = (rest.count + 1 + 8) % Self.blockSize
    tail += [UInt8](repeating: 0, count: (Self.blockSize - used) % Self.blockSize)
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      tail.append(UInt8(truncatingIfNeeded: (count &* 8) >> shift))
    }
    var padded = self
    padded.update(tail)
    return (0..<8).map { Self.hexadecimal(padded.state[$0]) }.joined()
  }

  /// The digest of some bytes as 64 hexadecimal digits.
  package static func digest(of bytes: some Sequence<UInt8>) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalized()
  }

  private static func hexadecimal(_ word: UInt32) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  /// The state after a block of 64 bytes (FIPS 180-4, 6.2.2).
  private static func compressed(
    _ state: SIMD8<UInt32>, with block: UnsafeRawPointer, _ constants: UnsafePointer<UInt32>
  ) -> SIMD8<UInt32> {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: roundCount) { schedule in
      let words = schedule.baseAddress.unsafelyUnwrapped
      for t in 0..<16 {
        words[t] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: 4 * t, as: UInt32.self))
      }
      for t in 16..<roundCount {
        let (early, late) = (words[t - 15], words[t - 2])
        let small = rotated(early, 7) ^ rotated(early, 18) ^ early >> 3
        let large = rotated(late, 17) ^ rotated(late, 19) ^ late >> 10
        words[t] = words[t - 16] &+ small &+ words[t - 7] &+ large
      }
      var (a, b, c, d) = (state[0], state[1], state[2], state[3])
      var (e, f, g, h) = (state[4], state[5], state[6], state[7])
      // Eight rounds at a time, whose names move on by one, so that no value has to.
      for t in stride(from: 0, to: roundCount, by: 8) {
        func key(_ place: Int) -> UInt32 { words[t + place] &+ constants[t + place] }
        round(a, b, c, &d, e, f, g, &h, key(0))
        round(h, a, b, &c, d, e, f, &g, key(1))
        round(g, h, a, &b, c, d, e, &f, key(2))
        round(f, g, h, &a, b, c, d, &e, key(3))
        round(e, f, g, &h, a, b, c, &d, key(4))
        round(d, e, f, &g, h, a, b, &c, key(5))
        round(c, d, e, &f, g, h, a, &b, key(6))
        round(b, c, d, &e, f, g, h, &a, key(7))
      }
      return state &+ SIMD8(a, b, c, d, e, f, g, h)
    }
  }

  /// One round: two of the eight words change.
  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32,
    _ g: UInt32, _ h: inout UInt32, _ key: UInt32
  ) {
    let sumOfE = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
    let first = h &+ sumOfE &+ ((e & f) ^ (~e & g)) &+ key
    let sumOfA = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
    d = d &+ first
    h = first &+ sumOfA &+ ((a & b) ^ (a & c) ^ (b & c))
  }

  @inline(__always)
  private static func rotated(_ word: UInt32, _ places: UInt32) -> UInt32 {
    word &>> places | word &<< (32 - places)
  }

  /// Bytes in a block.
  private static let blockSize = 64
  /// Rounds that a block goes through.
  private static let roundCount = 64

  /// The fractional parts of the square roots of the first 8 primes.
  private static let initial: SIMD8<UInt32> = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19,
  ]

  /// The fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}
