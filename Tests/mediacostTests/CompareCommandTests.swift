import BillingTypes
import Foundation
import Testing

@Suite("mediacost compare")
struct CompareCommandTests {
  @Test(
    "JSON has the keys of DESIGN section 7; amounts ascend, a rank counts what certainly costs less, and unknown ones have none",
    arguments: [
      (category: "image-generation", words: ["images=1"]),
      (category: "image-editing", words: []),
      (category: "video-generation", words: ["seconds=8", "resolution=720p"]),
      (category: "live-avatar", words: ["session_seconds=300"]),
    ])
  func json(category: String, words: [String]) throws {
    try Workspace.with { workspace in
      let run = try workspace.run(
        ["compare", category, "--as-of", "2026-11-22", "--format", "json"] + words)
      #expect(run.status == 0)
      #expect(run.errors == "")
      let comparison = try run.json()
      #expect(
        Set(comparison.keys).isSuperset(of: ["category", "request", "ranked", "excluded"]))
      #expect(comparison["category"] as? String == category)
      let request = try #require(comparison["request"] as? [String: String])
      #expect(request.map { "\($0.key)=\($0.value)" }.sorted() == words.sorted())
      let ranked = try #require(comparison["ranked"] as? [[String: Any]])
      #expect(ranked.count > 1)
      for offer in ranked {
        #expect(
          Set(offer.keys).isSuperset(
            of: [
              "rank", "offer", "amount", "floor", "ceiling", "reasons", "completeness", "request",
              "differs",
            ]))
        #expect(offer["request"] is [String: String])
        #expect(offer["differs"] is [String])
        let isUnknown = offer["completeness"] as? String == "unknown"
        #expect((offer["amount"] is NSNull) == isUnknown)
        #expect((offer["rank"] is NSNull) == isUnknown)
        #expect(isUnknown || offer["amount"] is String)
      }
      let figures = try ranked.filter { !($0["amount"] is NSNull) }.map { offer in
        (
          rank: try #require(offer["rank"] as? Int), amount: try Self.number(offer["amount"]),
          floor: try Self.number(offer["floor"]),
          ceiling: offer["ceiling"] is NSNull ? nil : try Self.number(offer["ceiling"])
        )
      }
      #expect(figures.map(\.amount) == figures.map(\.amount).sorted())
      for figure in figures {
        let cheaper = figures.filter { other in other.ceiling.map { $0 < figure.floor } ?? false }
        #expect(figure.rank == 1 + cheaper.count)
        #expect(figure.floor <= figure.amount)
      }
      let excluded = try #require(comparison["excluded"] as? [[String: String]])
      #expect(
        excluded.allSatisfy {
          Set($0.keys) == ["offer", "reason", "code"] && $0["reason"] != "" && $0["code"] != ""
        })
    }
  }

  private static func number(_ text: Any?) throws -> Rational {
    try DecimalText.parse(try #require(text as? String))
  }

  @Test("Every offer of the category is ranked or left out with a reason; no other is there")
  func everyOfferOnce() throws {
    try Workspace.with { workspace in
      let list = try DelimitedText(
        workspace.run("rates", "list", "--as-of", "2026-11-22", "--format", "csv").output)
      let offers = zip(try list.column("offer"), try list.column("category"))
      for category in ["image-generation", "image-editing", "video-generation", "live-avatar"] {
        let table = try DelimitedText(
          workspace.run("compare", category, "--as-of", "2026-11-22", "--format", "csv").output)
        #expect(
          try table.column("offer").sorted()
            == offers.filter { $0.1 == category }.map(\.0).sorted())
        #expect(Set(try table.column("category")) == [category])
      }
    }
  }

  @Test("A clip of five seconds is a clip of six where there is none of five, and that is said")
  func snapsUp() throws {
    try Workspace.with { workspace in
      let run = try workspace.run(
        "compare", "video-generation", "seconds=5", "--offers", "google/veo-3.1-fast/generate",
        "--as-of", "2026-11-22", "--format", "json")
      let ranked = try #require(try run.json()["ranked"] as? [[String: Any]])
      #expect(ranked.first?["amount"] as? String == "0.6")
      #expect(ranked.first?["differs"] as? [String] == ["seconds 6 instead of 5"])
      #expect((ranked.first?["request"] as? [String: String])?["seconds"] == "6")
    }
  }

  @Test("A need leaves out who does not list it")
  func needs() throws {
    try Workspace.with { workspace in
      let run = try workspace.run(
        "compare", "image-editing", "--needs", "mask-required", "--format", "json")
      let comparison = try run.json()
      let ranked = try #require(comparison["ranked"] as? [[String: Any]])
      #expect(ranked.compactMap { $0["offer"] as? String } == ["stability/stable-image/inpaint"])
      let excluded = try #require(comparison["excluded"] as? [[String: String]])
      #expect(
        excluded.first { $0["offer"] == "openai/gpt-image-2/edit" }?["reason"]
          == "does not list 'mask-required'")
    }
  }
}
