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
              "differs", "warnings", "warnings_codes", "confidence", "life", "not_included",
            ]))
        #expect(offer["warnings"] is [String])
        #expect(offer["confidence"] is String && offer["life"] is String)
        #expect(offer["request"] is [String: String])
        #expect(offer["differs"] is [String])
        let isUnknown = offer["completeness"] as? String == "unknown"
        #expect((offer["amount"] is NSNull) == isUnknown)
        #expect((offer["rank"] is NSNull) == isUnknown)
        #expect(isUnknown || offer["amount"] is String)
      }
      let figures = try ranked.filter { !($0["amount"] is NSNull) }.map { offer in
        (
          currency: try #require(offer["currency"] as? String),
          rank: try #require(offer["rank"] as? Int), amount: try Self.number(offer["amount"]),
          floor: try Self.number(offer["floor"]),
          ceiling: offer["ceiling"] is NSNull ? nil : try Self.number(offer["ceiling"])
        )
      }
      // One ranking for each currency, that of most offers first.
      let rankings = Dictionary(grouping: figures, by: \.currency)
      #expect(
        rankings["USD"]?.map(\.currency) == figures.prefix { $0.currency == "USD" }.map(\.currency))
      for (_, ranking) in rankings {
        #expect(ranking.map(\.amount) == ranking.map(\.amount).sorted())
      }
      for figure in figures {
        let cheaper = (rankings[figure.currency] ?? []).filter { other in
          other.ceiling.map { $0 < figure.floor } ?? false
        }
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

  @Test("Other words for a name, and numbers as people write them, are answered")
  func words() throws {
    try Workspace.with { workspace in
      let plain = try workspace.run(
        "compare", "video-generation", "seconds=8", "--as-of", "2026-11-22", "--format", "json")
      let written = try workspace.run(
        "compare", "video-generation", "duration=8 s", "--as-of", "2026-11-22", "--format", "json")
      #expect(written.status == 0 && written.output == plain.output)
      let long = try workspace.run(
        "compare", "live-avatar", "session_seconds=5min", "--as-of", "2026-11-22", "--format",
        "json")
      #expect(try long.json()["request"] as? [String: String] == ["session_seconds": "300"])
    }
  }

  @Test(
    "What no offer can read is refused with what may have been meant",
    arguments: [
      (
        ["video-generation", "resolution=1080"],
        "mediacost: resolution: no offer in video-generation reads '1080'; did you mean '1080p'?\n"
      ),
      (
        ["video-generation", "audio=yes"],
        "mediacost: audio: no offer in video-generation reads 'yes'; some read 'true', 'false'\n"
      ),
      (
        ["video-generation", "seconds=long"],
        "mediacost: seconds: no offer in video-generation reads 'long'; it takes a number\n"
      ),
      (
        ["video-generation", "seconds=8", "duration=9"],
        "mediacost: 'seconds' and 'duration' are one thing; keep one of them\n"
      ),
      (
        ["video-generation", "--provider", "runwy"],
        "mediacost: --provider: no provider is called 'runwy'; did you mean 'runway'?\n"
      ),
      (
        ["live-avatar", "--provider", "openai"],
        "mediacost: --provider: 'openai' sells nothing in live-avatar\n"
      ),
    ])
  func refusedWords(words: [String], message: String) throws {
    try Workspace.with { workspace in
      let run = try workspace.run(["compare"] + words)
      #expect(run.status == 64 && run.output == "" && run.errors == message, "\(run.errors)")
    }
  }

  @Test("Provider and integration pick; each candidate has its integration, latency and unit price")
  func picked() throws {
    try Workspace.with { workspace in
      let run = try workspace.run(
        "compare", "video-generation", "seconds=8", "--provider", "runway,fal", "--integration",
        "async-job", "--as-of", "2026-11-22", "--format", "json")
      let ranked = try #require(try run.json()["ranked"] as? [[String: Any]])
      #expect(ranked.count > 3)
      for candidate in ranked {
        let offer = try #require(candidate["offer"] as? String)
        #expect(offer.hasPrefix("runway/") || offer.hasPrefix("fal/"))
        #expect(candidate["integration"] as? String == "async-job")
        let price = try #require(candidate["unit_price"] as? [String: Any])
        #expect(price["unit"] as? String == "second")
        guard let amount = price["amount"] as? String else { continue }
        let request = try #require(candidate["request"] as? [String: String])
        let seconds = try Self.number(request["seconds"])
        let difference = try Self.number(amount) * seconds - Self.number(candidate["amount"])
        #expect(try difference.magnitude() < Rational(1, over: 1_000_000_000))
      }
      let runway = try #require(
        ranked.first { $0["offer"] as? String == "runway/gen4.5/generate" })
      let latency = try #require(runway["latency"] as? [String: Any])
      #expect(latency["p50"] as? String == "30" && latency["p95"] as? String == "90")
      #expect(latency["n"] is NSNull)
      let session = try workspace.run(
        "compare", "video-generation", "seconds=8", "--integration", "session", "--format", "csv")
      #expect(session.status == 0)
    }
  }

  @Test(
    "At 80 columns what has no room is left out by name; at 140 it is there", arguments: [80, 140])
  func width(columns: Int) throws {
    try Workspace.with { workspace in
      let run = try workspace.run(
        [
          "compare", "video-generation", "seconds=8", "--provider", "runway", "--as-of",
          "2026-11-22",
        ],
        environment: ["COLUMNS": "\(columns)"])
      #expect(run.lines.allSatisfy { $0.count <= columns })
      // Scores of quality need more still.
      #expect(run.output.contains("Left out for want of room: quality.") == (columns == 140))
      #expect(run.output.contains("called by, quality.") == (columns == 80))
      #expect(run.output.contains("30/90 s, n ?") == (columns == 140))
      #expect(run.output.contains("called by") == true)
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
      let offers = ranked.compactMap { $0["offer"] as? String }
      #expect(offers.contains("stability/stable-image/inpaint"))
      #expect(!offers.contains { $0.hasPrefix("openai/") })
      let excluded = try #require(comparison["excluded"] as? [[String: String]])
      #expect(
        excluded.first { $0["offer"] == "openai/gpt-image-2/edit" }?["reason"]
          == "does not list 'mask-required'")
    }
  }

  @Test("What is not included, cautions, confidence and life stand with each row, in every format")
  func doubtTravels() throws {
    try Workspace.with { workspace in
      let command = ["compare", "live-avatar", "session_seconds=300", "--as-of", "2026-11-22"]
      let json = try workspace.run(command + ["--format", "json"]).json()
      let ranked = try #require(json["ranked"] as? [[String: Any]])
      let lite = try #require(
        ranked.first { $0["offer"] as? String == "heygen/liveavatar-lite/session" })
      #expect(
        lite["not_included"] as? [String]
          == ["speech recognition", "language model", "voice", "transport"])
      #expect(lite["confidence"] as? String == "medium" && lite["life"] as? String == "active")
      let words =
        "not included, and paid elsewhere: speech recognition, language model, voice, transport"
      #expect((lite["warnings"] as? [String])?.contains(words) == true)
      let csv = try DelimitedText(workspace.run(command + ["--format", "csv"]).output)
      let row = try #require(
        try csv.column("offer").firstIndex(of: "heygen/liveavatar-lite/session"))
      #expect(try csv.column("confidence")[row] == "medium")
      #expect(try csv.column("life")[row] == "active")
      #expect(
        try csv.column("not_included")[row]
          == "speech recognition; language model; voice; transport")
      #expect(try csv.column("warnings")[row].contains(words))
      let table = try workspace.run(command + ["--format", "markdown"]).output
      let line = table.split(separator: "\n").first {
        $0.contains("heygen/liveavatar-lite/session")
      }
      #expect(line?.contains("| medium |") == true && line?.contains(" [") == true)
      #expect(table.contains("not included, and paid elsewhere: speech recognition"))
    }
  }

  @Test("A life in dispute stands with the row")
  func life() throws {
    try Workspace.with { workspace in
      let run = try workspace.run(
        "compare", "video-generation", "--offers", "google/veo-3.1-fast/generate", "--as-of",
        "2026-11-22",
        "--format", "json")
      let ranked = try #require(try run.json()["ranked"] as? [[String: Any]])
      #expect(ranked.map { $0["life"] as? String } == ["disputed"])
      #expect((ranked[0]["warnings_codes"] as? [String])?.contains("life_disputed") == true)
    }
  }
}
