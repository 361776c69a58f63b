import BillingTypes
import PricingRules
import TestSupport
import Testing

/// No text crashes the reader of expressions: it gives a tree that prints and reads back, or an
/// error with a place inside the text.
@Suite("Random text as an expression")
struct FormulaFuzzTests {
  /// Whether the text was read; anything that breaks the rule is a violation.
  static func isRead(_ text: String, violations: inout [String]) -> Bool {
    do throws(FormulaError) {
      let tree = try Formula(parsing: text)
      if (try? Formula(parsing: tree.description)) != tree { violations.append(text) }
      return true
    } catch {
      let isInside = (0...text.utf8.count).contains(error.offset)
      if !isInside || error.description.isEmpty { violations.append(text) }
      return false
    }
  }

  @Test("Random bytes")
  func bytes() {
    var random = SplitMix64(seed: 1)
    var violations: [String] = []
    var read = 0
    for round in 0..<20_000 {
      let length = Int(random.next() % 24)
      let bytes = (0..<length).map { _ in
        // Half of the texts are plain; the others are any bytes, most of them no legal UTF-8.
        UInt8(truncatingIfNeeded: round % 2 == 0 ? random.next() % 95 + 32 : random.next())
      }
      if Self.isRead(String(decoding: bytes, as: UTF8.self), violations: &violations) { read += 1 }
    }
    #expect(violations == [])
    #expect(read > 100)
  }

  @Test("Random words of the language")
  func tokens() {
    let words = [
      "1", "0.5", "a", "720p", "true", "not", "and", "or", "if", "min", "ceil_to", "(", ")", "[",
      "]", ",", "+", "-", "*", "/", "<", "<=", "==", "!=", " ", "=", "é", "\u{0}",
    ]
    var random = SplitMix64(seed: 2)
    var violations: [String] = []
    var read = 0
    for _ in 0..<20_000 {
      let text = (0..<random.next() % 12).map { _ in
        words[Int(random.next() % UInt64(words.count))]
      }.joined(separator: random.next() % 2 == 0 ? " " : "")
      if Self.isRead(text, violations: &violations) { read += 1 }
    }
    #expect(violations == [])
    #expect(read > 200)
  }

  @Test("Formulas with a piece cut out, doubled or replaced")
  func mutations() {
    var trees = RandomFormulas(seed: 3)
    var violations: [String] = []
    var read = 0
    for _ in 0..<5_000 {
      var bytes = Array(trees.anything(depth: 3).description.utf8)
      let start = trees.below(bytes.count)
      let end = min(bytes.count, start + trees.below(6))
      switch trees.below(3) {
      case 0: bytes.removeSubrange(start..<end)
      case 1: bytes.insert(contentsOf: bytes[start..<end], at: start)
      default: bytes[start] = UInt8(truncatingIfNeeded: trees.below(256))
      }
      if Self.isRead(String(decoding: bytes, as: UTF8.self), violations: &violations) { read += 1 }
    }
    #expect(violations == [])
    #expect(read > 500)
  }
}
