import Foundation
import Testing

/// What is to be known of a log's figures goes with them.
@Suite("Doubt in the command rerate")
struct RerateDoubtTests {
  private static let log = """
    timestamp,offer,session_seconds
    2015-01-01T00:00:00Z,stability/sd3.5-large/generate,
    2026-11-01T00:00:00Z,stability/sd3.5-large/generate,
    2026-11-01T00:00:00Z,vertex/veo-3.1-fast/generate,

    """

  @Test("A row before the earliest evidence of its price is partial; the same row of today is not")
  func beforeEvidence() throws {
    try Workspace.with { workspace in
      let log = try workspace.write(Self.log, to: "usage.csv")
      let run = try workspace.run("rerate", log, "--assume-defaults", "--format", "json")
      let groups = try #require(try run.json()["groups"] as? [[String: Any]])
      #expect(
        groups.map { "\($0["month"] ?? "") \($0["completeness"] ?? "") \($0["life"] ?? "")" }
          == ["2015-01 partial active", "2026-11 complete active", "2026-11 complete disputed"])
    }
  }

  @Test("A report says why its figures are ranges, and of which offers")
  func reasons() throws {
    try Workspace.with { workspace in
      let log = try workspace.write(Self.log, to: "usage.csv")
      let table = try workspace.run("rerate", log, "--assume-defaults", "--format", "markdown")
        .output
      #expect(table.contains("## Why figures are ranges"))
      #expect(
        table.contains(
          "- stability/sd3.5-large/generate: rows are older than the first source of their price"))
      let certain = try workspace.write(
        Self.log.replacing("2015-01-01", with: "2026-10-01"), to: "certain.csv")
      let plain = try workspace.run("rerate", certain, "--assume-defaults").output
      #expect(!plain.contains("Why figures are ranges"))
    }
  }

  @Test("What a row does not say opens its bill at another offer too, unless defaults are assumed")
  func whatIf() throws {
    try Workspace.with { workspace in
      // 2026-11-29: the default of the offer that the row ran on was as good as said.
      let log = try workspace.write(
        "timestamp,offer,images,width,height\n2026-11-01T00:00:00Z,openai/gpt-image-2/generate,10,1024,1024\n",
        to: "usage.csv")
      func first(_ options: String...) throws -> String {
        let run = try workspace.run(["rerate", log, "--format", "markdown"] + options)
        return String(run.output.split(separator: "\n").first ?? "")
      }
      #expect(
        try first("--offer", "fal/gpt-image-2/generate").hasSuffix(
          "1 row, 0.530 USD (0.0600 to 2.11)."))
      #expect(
        try first("--offer", "fal/gpt-image-2/generate", "--assume-defaults").hasSuffix(
          "1 row, 0.530 USD."))
      let all = try workspace.run("rerate", log, "--offers", "all", "--format", "markdown").output
      #expect(
        all.split(separator: "\n").contains {
          $0.hasPrefix("| fal/gpt-image-2/generate") && $0.contains("0.530 USD (0.0600 to 2.11)")
        })
    }
  }

  @Test("What can do none of a log's rows is left out with that reason, in table and JSON")
  func noRow() throws {
    try Workspace.with { workspace in
      let log = try workspace.write(
        "timestamp,offer,seconds,resolution\n2026-10-01T00:00:00Z,google/veo-3.1-fast/generate,8,720p\n",
        to: "usage.csv")
      let table = try workspace.run("rerate", log, "--offers", "all", "--format", "markdown").output
      #expect(
        table.contains(
          "- runway/gen4.5/generate: can do none of the rows: it refuses what they ask for, or is not sold on their days"
        ))
      let json = try workspace.run("rerate", log, "--offers", "all", "--format", "json").output
      #expect(json.contains("serves_no_row"))
      #expect(!table.contains("- google/veo-3.1-fast/generate: can do none"))
    }
  }

  @Test(
    "Confidence, life, warnings and what is not included stand with each group, in every format")
  func everyFormat() throws {
    try Workspace.with { workspace in
      let rows = Self.log + "2026-11-01T00:00:00Z,heygen/liveavatar-lite/session,60\n"
      let log = try workspace.write(rows, to: "usage.csv")
      let offer = "heygen/liveavatar-lite/session"
      let json = try workspace.run("rerate", log, "--format", "json").json()
      let groups = try #require(json["groups"] as? [[String: Any]])
      let lite = try #require(groups.first { $0["offer"] as? String == offer })
      #expect((lite["not_included"] as? [String])?.contains("language model") == true)
      #expect((lite["warnings"] as? [String])?.contains("This is the picture alone.") == true)
      #expect(lite["confidence"] as? String == "medium")
      let csv = try DelimitedText(workspace.run("rerate", log, "--format", "csv").output)
      let row = try #require(try csv.column("offer").firstIndex(of: offer))
      #expect(try csv.column("not_included")[row].contains("language model"))
      #expect(try csv.column("warnings")[row].contains("This is the picture alone."))
      #expect(try csv.column("confidence")[row] == "medium" && csv.column("life")[row] == "active")
      let table = try workspace.run("rerate", log, "--format", "markdown").output
      #expect(
        table.contains("| \(offer) | medium | active | [")
          && table.contains("This is the picture alone."))
    }
  }

  @Test("Two currencies have a total each, and a ranking each under every offer")
  func twoCurrencies() throws {
    try Workspace.with { workspace in
      let rates = workspace.path("rates-of-two")
      try FileManager.default.copyItem(atPath: "data", toPath: rates)
      let card = rates + "/rates/replicate.yaml"
      let text = try String(contentsOfFile: card, encoding: .utf8)
      try text.replacing("currency: USD", with: "currency: EUR")
        .write(toFile: card, atomically: true, encoding: .utf8)
      let log = try workspace.write(
        """
        timestamp,offer
        2026-11-01T00:00:00Z,replicate/sd3.5-large/generate
        2026-11-01T00:00:00Z,stability/sd3.5-large/generate

        """, to: "usage.csv")
      let json = try workspace.run("rerate", log, "--rates", rates, "--format", "json").json()
      #expect(json["total"] is NSNull)
      let totals = try #require(json["totals"] as? [[String: Any]])
      #expect(
        totals.map { "\($0["amount"] ?? "") \($0["currency"] ?? "")" } == [
          "0.065 EUR", "0.065 USD",
        ])
      let table = try workspace.run(
        "rerate", log, "--rates", rates, "--offers", "all", "--format", "markdown"
      ).output
      let figures = table.split(separator: "\n").filter { $0.contains(" 2 | ") }
      let currencies = figures.compactMap { line in ["EUR", "USD"].first { line.contains($0) } }
      #expect(currencies == currencies.sorted() && Set(currencies).count == 2)
    }
  }
}
