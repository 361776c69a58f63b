import Foundation
import TestSupport
import Testing

@Suite("mediacost compare, by quality")
struct CompareQualityTests {
  private static let words = [
    "compare", "image-generation", "--provider", "openai,bfl", "--as-of", "2026-11-30",
  ]

  @Test("Scores are shown with their source, and cost still ranks")
  func shown() throws {
    try Workspace.with { workspace in
      let run = try workspace.run(Self.words + ["--format", "json"])
      #expect(run.status == 0)
      let ranked = try #require(try run.json()["ranked"] as? [[String: Any]])
      let image = try #require(
        ranked.first { $0["offer"] as? String == "openai/gpt-image-2/generate" })
      let scores = try #require(image["quality"] as? [[String: Any]])
      let text = try #require(scores.first { $0["board"] as? String == "lmarena-text-to-image" })
      #expect(text["score"] as? String == "1380.5" && text["votes"] as? Int == 69194)
      #expect(text["day"] as? String == "2026-08-07")
      #expect((text["url"] as? String)?.hasPrefix("github:") == true)
      let amounts = ranked.compactMap { ($0["amount"] as? String).flatMap(Double.init) }
      #expect(amounts == amounts.sorted())
      let shown = try workspace.run(Self.words + ["--format", "markdown"])
      #expect(shown.output.contains("| quality |"))
      #expect(shown.output.contains("Quality is by lmarena-text-to-image: "))
    }
  }

  @Test("A board ranks where it is asked for, and offers without a score stand apart")
  func ranked() throws {
    try Workspace.with { workspace in
      let words = Self.words + ["--by", "quality", "--board", "lmarena-text-to-image"]
      let run = try workspace.run(words + ["--format", "json"])
      #expect(run.status == 0 && run.errors == "")
      let json = try run.json()
      let ranked = try #require(json["ranked"] as? [[String: Any]])
      #expect(ranked.first?["model"] as? String == "gpt-image-2")
      let places = ranked.compactMap { $0["place"] as? Int }
      #expect(places.count == ranked.count && places == places.sorted() && places[0] == 1)
      #expect((json["without_score"] as? [String])?.isEmpty == false)
      let csv = try DelimitedText(try workspace.run(words + ["--format", "csv"]).output)
      #expect(try csv.column("model").first == "gpt-image-2")
    }
  }

  @Test(
    "A board is named, known, and of the category",
    arguments: [
      (["--by", "quality"], "name a board with --board"),
      (["--board", "lmarena-text-to-image"], "--board: goes with '--by quality'"),
      (
        ["--by", "quality", "--board", "lmarena-text-to-imag"],
        "did you mean 'lmarena-text-to-image'"
      ),
      (
        ["--by", "quality", "--board", "lmarena-text-to-video"],
        "no board of the category is called"
      ),
    ])
  func refused(options: [String], message: String) throws {
    try Workspace.with { workspace in
      let run = try workspace.run(Self.words + options)
      #expect(run.status == 64 && run.output == "")
      #expect(run.errors.contains(message))
    }
  }
}
