import BillingTypes
import TestSupport
import Testing

@Suite("Whole-number square roots")
struct Int128RootTests {
  @Test(
    "The root is the largest whole number whose square is not above",
    arguments: [
      ("0", "0"), ("1", "1"), ("3", "1"), ("4", "2"), ("8", "2"), ("9", "3"), ("4608", "67"),
      ("9223372036854775807", "3037000499"), ("9223372030926249000", "3037000498"),
      ("9223372030926249001", "3037000499"),
      ("170141183460469231731687303715884105727", "13043817825332782212"),
    ])
  func roots(square: String, root: String) throws {
    #expect(try #require(Int128(square)).wholeSquareRoot() == Int128(root))
  }

  @Test("At a square, one below and one below the next: the root changes where it should")
  func neighbours() {
    var random = SplitMix64(seed: 3)
    for bits in 1...62 {
      for _ in 0..<20 {
        let root = Int128(random.next() >> UInt64(64 - bits)) + 1
        let square = root * root
        #expect((square - 1).wholeSquareRoot() == root - 1)
        #expect(square.wholeSquareRoot() == root)
        #expect((square + 2 * root).wholeSquareRoot() == root)
        guard let narrow = Int64(exactly: square) else { continue }
        #expect(narrow.wholeSquareRoot() == Int64(root))
        #expect((narrow - 1).wholeSquareRoot() == Int64(root) - 1)
      }
    }
  }
}
