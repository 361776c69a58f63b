import BillingTypes
import Foundation
import PricingRules
import RateCatalogue
import TestSupport
import Testing

/// A rate card that went through accidents: it is priced or refused in words, and never crashes.
@Suite("Random accidents in a rate card", .timeLimit(.minutes(2)))
struct MutationTests {
  /// What a hand, a merge or a bad disk does to a text.
  private static let accidents: [@Sendable ([UInt8], inout SplitMix64) -> [UInt8]] = [
    { bytes, numbers in  // one byte is another
      var bytes = bytes
      bytes[Int.random(in: bytes.indices, using: &numbers)] = .random(in: 0...255, using: &numbers)
      return bytes
    },
    { bytes, numbers in  // a stretch is gone
      var bytes = bytes
      let start = Int.random(in: bytes.indices, using: &numbers)
      let end = min(bytes.count, start + Int.random(in: 1...80, using: &numbers))
      bytes.removeSubrange(start..<end)
      return bytes
    },
    { bytes, numbers in  // a stretch is there twice
      let start = Int.random(in: bytes.indices, using: &numbers)
      let end = min(bytes.count, start + Int.random(in: 1...400, using: &numbers))
      return Array(bytes[..<end]) + bytes[start...]
    },
    { bytes, numbers in  // a nasty word stands in the way
      let words = [
        ": ", "- ", "[", "]", "{", "}", "\n", "\t", "\"", "'", "#", "&a ", "*a ", "!!x ", "? ",
        "|\n",
        "unknown", "-1", "0", "1e9", "0.0000000000000000000000000000000000001", ".nan", " / 0",
        "99999999999999999999999999999999999999", "-99999999999999999999999999999999999999",
        "((((((((", "))))", " and ", "if(", "[quality]", "ceil_to(", "\u{0}", "\u{85}", "é", "🎬",
      ]
      var bytes = bytes
      let word = words[Int.random(in: words.indices, using: &numbers)]
      bytes.insert(contentsOf: Array(word.utf8), at: Int.random(in: bytes.indices, using: &numbers))
      return bytes
    },
    { bytes, numbers in  // a line moves
      var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      let line = lines.remove(at: Int.random(in: lines.indices, using: &numbers))
      lines.insert(line, at: Int.random(in: 0...lines.count, using: &numbers))
      return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    },
    { bytes, numbers in  // a number is another one
      let places = bytes.indices.filter { (48...57).contains(bytes[$0]) }
      var bytes = bytes
      let place = places[Int.random(in: places.indices, using: &numbers)]
      let length = Int.random(in: 1...45, using: &numbers)
      bytes.replaceSubrange(place...place, with: repeatElement(UInt8(ascii: "9"), count: length))
      return bytes
    },
  ]

  @Test(
    "Accidents of every kind end in a price or in words",
    arguments: 0..<Thoroughness.count(6, few: 1))
  func accidentsAreSurvived(seed: Int) throws {
    // The first offers of the card have every kind of line that the others have.
    let card = try Repository.text("rates/openai.yaml")
    let offers = card.ranges(of: "\n  - offer:")
    let original = Array(card[..<(offers.dropFirst(2).first?.lowerBound ?? card.endIndex)].utf8)
    let vocabulary = try Repository.text("vocabulary.yaml")
    var numbers = SplitMix64(seed: UInt64(seed))
    var refused = 0
    for _ in 0..<50 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...3, using: &numbers) {
        let accident = Self.accidents[Int.random(in: Self.accidents.indices, using: &numbers)]
        bytes = accident(bytes, &numbers)
      }
      let text = String(decoding: bytes, as: UTF8.self)
      do {
        let catalogue = try AcmeCard.catalogue(text, vocabulary: vocabulary, name: "openai.yaml")
        // Whatever loads can be checked and asked; what comes of it does not matter here.
        _ = CatalogueValidator(catalogue: catalogue, asOf: Repository.today).findings()
      } catch let problems as DataProblems {
        refused += 1
        let ends = "\n\r\u{85}\u{2028}\u{2029}".unicodeScalars
        let lines = text.unicodeScalars.count { ends.contains($0) } + 1
        #expect(!problems.problems.isEmpty)
        for problem in problems.problems {
          #expect(problem.file == "openai.yaml")
          #expect((0...lines).contains(problem.line), "\(problem)")
          #expect(!problem.message.isEmpty && !problem.message.contains("YamlError"), "\(problem)")
        }
      }
    }
    #expect(refused > 10, "the accidents are too harmless to test anything")
  }
}
