import PricingRules
import Testing

@Suite("Suggestions")
struct SuggestionTests {
  static let known = ["height", "images", "quality", "seconds", "width"]

  @Test(
    "The nearest words are those a typing slip away, the nearest first",
    arguments: [
      ("qualty", ["quality"]), ("quality", ["quality"]), ("QUALITY", ["quality"]),
      ("heigth", ["height"]), ("image", ["images"]), ("second", ["seconds"]), ("dth", ["width"]),
      ("duration", []), ("x", []),
    ] as [(String, [String])])
  func nearestWords(word: String, near: [String]) {
    #expect(nearest(to: word, among: Self.known) == near)
  }

  @Test("Equally near words are in the order of the alphabet, and three at most")
  func limit() {
    #expect(nearest(to: "aa", among: ["ad", "ac", "aa", "ab"]) == ["aa", "ab", "ac"])
    #expect(nearest(to: "aa", among: ["ad", "ac"], limit: 1) == ["ac"])
  }

  @Test("Without a near word the known ones are listed, unless they are too many")
  func knownWords() {
    #expect(suggestion(for: "qualty", among: Self.known) == "; did you mean 'quality'?")
    #expect(suggestion(for: "zzzzzz", among: ["a", "b"]) == "; known are 'a', 'b'")
    #expect(suggestion(for: "zzzzzz", among: [String]()) == "")
    let many = (10...34).map { "word\($0)" }
    #expect(suggestion(for: "zzzzzz", among: many) == "")
    #expect(suggestion(for: "zzzzzz", among: Array(many.dropLast())).hasPrefix("; known are "))
  }
}
