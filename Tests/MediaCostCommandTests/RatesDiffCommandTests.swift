import Foundation
import TestSupport
import Testing

@Suite("mediacost rates diff")
struct RatesDiffCommandTests {
  private static func card(
    price: String, extra: String = "", offers: String = "", from: String = "2026-10-01"
  ) -> String {
    """
    provider: acme
    name: Acme
    relation: direct
    currency: USD
    offers:
      - offer: acme/dawn-1/generate
        model: dawn-1
        category: image-generation
        integration: request-response
        valid: {from: \(from)}
        parameters:
          images: {integer: [1, 4], default: 1}
        estimates:
          output_images: images
        charges:
          - {meter: output_images, price: \(price)}
        outcomes: {succeeded: billed, failed: not_billed}
    \(extra)    evidence:
          - {source: "Acme's price page", read: 2026-11-01, confidence: high}
    \(offers)
    """
  }

  private static func folders(
    _ old: String, _ new: String, then check: (Workspace, String, String) throws -> Void
  ) throws {
    try Workspace.with { workspace in
      for name in ["old", "new"] {
        try FileManager.default.createDirectory(
          atPath: workspace.path(name), withIntermediateDirectories: true)
      }
      try workspace.write(old, to: "old/acme.yaml")
      try workspace.write(new, to: "new/acme.yaml")
      try check(workspace, workspace.path("old"), workspace.path("new"))
    }
  }

  @Test("A factor above three is status 1, and status 0 with a review in the card")
  func review() throws {
    try Self.folders(Self.card(price: "0.01"), Self.card(price: "0.04")) { workspace, old, new in
      let words = ["rates", "diff", old, new, "--as-of", "2026-11-30"]
      let run = try workspace.run(words + ["--format", "markdown"])
      #expect(run.status == 1 && run.errors == "")
      #expect(
        run.output.contains(
          "| acme/dawn-1/generate | every default | 0.01 USD | 0.04 USD | 4 | needs 'reviewed:': by more than a "
            + "factor of three | Acme's price page (2026-11-01) |"))
      #expect(run.output.contains("| acme/dawn-1/generate | price of output_images |"))
      let review = "    reviewed: {day: 2026-11-30, says: \"four times, as announced\"}\n"
      try workspace.write(Self.card(price: "0.04", extra: review), to: "new/acme.yaml")
      let reviewed = try workspace.run(words + ["--format", "json"])
      #expect(reviewed.status == 0)
      let json = try reviewed.json()
      #expect(json["needs_review"] as? Int == 0)
      let changes = try #require(json["changes"] as? [[String: Any]])
      #expect(changes.map { $0["what"] as? String } == ["price", "request"])
      #expect(changes[0]["factor"] as? String == "4")
      #expect(changes[0]["needs"] as? [String] == ["large_factor"])
      #expect(
        changes[0]["reviewed"] as? [String: String] == [
          "day": "2026-11-30", "says": "four times, as announced",
        ])
    }
  }

  @Test("What went is told from what is silent, and a scenario has its difference")
  func scenario() throws {
    let scenario = """
      scenario: A shop
      currency: USD
      start: 2027-01
      months: 2
      features:
        - feature: pictures
          category: image-generation
          offer: acme/dawn-1/generate
          requests_per_month: 1000

      """
    try Self.folders(Self.card(price: "0.01"), Self.card(price: "0.02")) { workspace, old, new in
      let file = try workspace.write(scenario, to: "shop.yaml")
      let words = ["rates", "diff", old, new, "--as-of", "2026-11-30", "--scenario", file]
      let run = try workspace.run(words + ["--format", "json"])
      #expect(run.status == 0 && run.errors == "")
      let found = try #require(try run.json()["scenario"] as? [String: Any])
      let features = try #require(found["features"] as? [[String: Any]])
      #expect(features.map { $0["difference"] as? String } == ["20"])
      let total = try #require(found["total"] as? [String: Any])
      #expect((total["before"] as? [String: Any])?["amount"] as? String == "20")
      #expect((total["after"] as? [String: Any])?["amount"] as? String == "40")
      let changed = try workspace.run(
        words + ["--set", "pictures.requests_per_month=2000", "--format", "csv"])
      let rows = try DelimitedText(changed.output)
      #expect(try rows.column("kind") == ["changed", "changed", "scenario", "scenario"])
      #expect(try rows.column("after") == ["0.02", "0.02", "80", "80"])
      try workspace.write(Self.card(price: "0.02", from: "2026-12-24"), to: "new/acme.yaml")
      let silent = try workspace.run(words + ["--format", "json"])
      let went = try #require(try silent.json()["went"] as? [[String: Any]])
      #expect(went.map { $0["life"] as? String } == ["silent"])
    }
  }

  @Test("Two days of one catalogue differ by what began between them")
  func days() throws {
    let price = "[{amount: 0.01}, {from: 2026-10-20, amount: 0.015}]"
    try Self.folders(Self.card(price: price), "") { workspace, old, _ in
      let run = try workspace.run(
        "rates", "diff", "2026-10-01", "2026-11-30", "--rates", old, "--format", "json")
      #expect(run.status == 0 && run.errors == "")
      let changes = try #require(try run.json()["changes"] as? [[String: Any]])
      #expect(changes.map { $0["factor"] as? String } == ["1.5", "1.5"])
      let again = try workspace.run(
        "rates", "diff", "2026-10-20", "2026-11-30", "--rates", old, "--format", "json")
      #expect((try again.json()["changes"] as? [Any])?.isEmpty == true)
    }
  }

  @Test(
    "What is neither two days nor two folders is refused",
    arguments: [
      (["2026-11-01", "data"], 64, "one is a day and the other is none"),
      (["2026-11-01", "2026-11-02", "--as-of", "2026-11-03"], 64, "--as-of: both days are named"),
      (["data", "data", "--rates", "data"], 64, "--rates: both folders are named already"),
      (["data", "nowhere"], 74, "nowhere: no such folder; name a folder of rate cards"),
      (["data", "data", "--set", "a.b=1"], 64, "--set: changes a scenario"),
    ])
  func refused(words: [String], status: Int32, message: String) throws {
    try Workspace.with { workspace in
      let run = try workspace.run(["rates", "diff"] + words)
      #expect(run.status == status && run.output == "")
      #expect(run.errors.contains(message))
    }
  }
}
