import Foundation
import TestSupport
import Testing

@Suite("mediacost rates")
struct RatesCommandTests {
  @Test("The shipped cards validate")
  func shippedCardsValidate() throws {
    try Workspace.with { workspace in
      let run = try workspace.run("rates", "validate", "--as-of", "2026-11-22")
      #expect(run.status == 0)
      #expect(run.errors == "")
      let pattern =
        /all hold: cards \d+, offers \d+, worked examples \d+, scenarios \d+, sets of claims \d+, recipes \d+\ncatalogue [0-9a-f]{64}\n/
      #expect(run.output.wholeMatch(of: pattern) != nil)
    }
  }

  @Test("The list has every offer once, with amounts as text or nothing")
  func list() throws {
    try Workspace.with { workspace in
      let run = try workspace.run("rates", "list", "--as-of", "2026-11-22", "--format", "csv")
      let offers = try DelimitedText(run.output).column("offer")
      #expect(Set(offers).count == offers.count)
      #expect(offers.contains("openai/gpt-image-2/generate"))
      let veo = try workspace.run("rates", "list", "veo", "--format", "csv")
      #expect(try DelimitedText(veo.output).column("offer").allSatisfy { $0.contains("veo") })
      #expect(try workspace.run("rates", "list", "--format", "json").json().isEmpty == false)
    }
  }

  @Test("Figures that were read too long ago are listed, the oldest first, and end with status 1")
  func stale() throws {
    try Workspace.with { workspace in
      let old = try workspace.run(
        "rates", "stale", "--max-age", "30", "--as-of", "2026-11-22", "--format", "json")
      #expect(old.status == 1)
      let answer = try old.json()
      #expect(answer["max_age_days"] as? Int == 30)
      let stale = try #require(answer["stale"] as? [[String: Any]])
      #expect(stale.allSatisfy { ($0["days"] as? Int).map { $0 > 30 } ?? true })
      // What was read on the day of the count is not old, and nobody reads tomorrow's page.
      #expect(stale.count < (answer["figures"] as? Int ?? 0))
      let all = try workspace.run(
        "rates", "stale", "--max-age", "36500d", "--as-of", "2026-11-22", "--format", "csv")
      #expect(try DelimitedText(all.output).column("days").allSatisfy(\.isEmpty))
      let wrong = try workspace.run("rates", "stale", "--max-age", "soon")
      #expect(wrong.status == 64)
    }
  }

  @Test(
    "The list finds offers by category, provider, model and words",
    arguments: [
      (["--category", "live-avatar", "--provider", "heygen"], "heygen/liveavatar-lite/session"),
      (["--model", "gpt-image-2", "fal", "edit"], "fal/gpt-image-2/edit"),
      (["SD", "large", "stability"], "stability/sd3.5-large/generate"),
    ])
  func found(options: [String], offer: String) throws {
    try Workspace.with { workspace in
      let run = try workspace.run(["rates", "list"] + options + ["--format", "csv"])
      let offers = try DelimitedText(run.output).column("offer")
      #expect(offers.contains(offer) && offers.count < 25, "\(offers)")
      let wrong = try workspace.run("rates", "list", "--provider", "heygem")
      #expect(
        wrong.errors
          == "mediacost: --provider: no provider is called 'heygem'; did you mean 'heygen'?\n")
      #expect(wrong.status == 64)
    }
  }

  @Test(
    "At 80 columns there is about one line an offer, and the list says once what its price is for")
  func width() throws {
    try Workspace.with { workspace in
      let words = ["rates", "list", "--as-of", "2026-11-22"]
      let run = try workspace.run(words, environment: ["COLUMNS": "80"])
      let offers = try DelimitedText(try workspace.run(words + ["--format", "csv"]).output)
        .column("offer")
      #expect(run.lines.count < offers.count + 60, "\(run.lines.count)")
      #expect(run.lines.allSatisfy { $0.count <= 80 })
      #expect(run.output.components(separatedBy: "A default request is what").count == 2)
      // All but very few names stand whole.
      let whole = offers.filter { run.output.contains("\n\($0) ") }
      #expect(offers.count - whole.count <= 5, "\(offers.count) \(whole.count)")
      let wide = try workspace.run(words, environment: ["COLUMNS": "140"])
      #expect(wide.output.contains("sold") && wide.lines.allSatisfy { $0.count <= 140 })
    }
  }

  @Test(
    "Nothing found is said on standard error, with what may have been meant",
    arguments: [
      (["vertx"], "mediacost: no offer has the word 'vertx'; did you mean 'vertex'?\n"),
      (["qqqqqqqq"], "mediacost: no offer has the word 'qqqqqqqq'\n"),
      (["veo", "flux", "heygen"], "mediacost: no offer has all of 'veo', 'flux', 'heygen'\n"),
      (
        ["--provider", "heygen", "--category", "image-editing"],
        "mediacost: no offer is all of that\n"
      ),
    ])
  func nothing(words: [String], message: String) throws {
    try Workspace.with { workspace in
      let run = try workspace.run(["rates", "list", "--as-of", "2026-11-22"] + words)
      #expect(run.status == 0 && run.errors == message)
      let json = try workspace.run(["rates", "list", "--format", "json"] + words)
      #expect(json.status == 0 && json.errors == message)
      #expect((try json.json()["offers"] as? [Any])?.isEmpty == true)
    }
  }

  @Test(
    "An offer shows how it is paid and how long it takes",
    arguments: [
      (
        "runway/gen4.5/generate",
        [
          "Credits", "packs of 1000 for 10 USD",
          "Half of the answers take 30 s or less, 95 of 100 take 90 s or less",
          "does not tell how many were observed", "50 requests in a day",
        ]
      ),
      (
        "heygen/liveavatar-full/session",
        [
          "Plans", "heygen/liveavatar-pro", "'mediacost plans heygen' shows",
          "a quote takes one as",
        ]
      ),
    ])
  func showMoney(offer: String, words: [String]) throws {
    try Workspace.with { workspace in
      let run = try workspace.run("rates", "show", offer, "--format", "markdown")
      #expect(run.status == 0)
      for words in words { #expect(run.output.contains(words), "\(words)\n\(run.output)") }
    }
  }

  /// The price fell on 2026-04-07, and that was known from the same day.
  @Test(
    "The list keeps to what was known on a day",
    arguments: [("2026-03-01", "1.2"), ("2026-11-01", "0.8")])
  func listKnownAt(day: String, amount: String) throws {
    try Workspace.with { workspace in
      let run = try workspace.run(
        "rates", "list", "google/veo-3.1-fast", "--as-of", "2026-06-01", "--known-at", day,
        "--format", "csv")
      #expect(try DelimitedText(run.output).column("default_amount") == [amount])
    }
  }

  @Test("An offer shows its rules and its sources")
  func show() throws {
    try Workspace.with { workspace in
      let run = try workspace.run("rates", "show", "openai/gpt-image-2/generate")
      #expect(run.status == 0)
      for words in ["output_image_tokens", "grid", "genai-prices table for OpenAI"] {
        #expect(run.output.contains(words), "\(words)")
      }
    }
  }

  @Test(
    "An offer shows what accounts may send and what a session holds back",
    arguments: [
      (
        "openai/gpt-image-2/edit",
        ["Limits", "tier 5", "250 output images", "table of rate limits"]
      ),
      ("runway/gen4.5/generate", ["tier 2", "3 at once for each model"]),
      (
        "heygen/liveavatar-full/session",
        ["2 heygen/liveavatar-credit are held back when a session starts."]
      ),
      (
        "heygen/liveavatar-lite/session",
        ["1 heygen/liveavatar-credit is held back when a session starts."]
      ),
    ])
  func showLimits(offer: String, words: [String]) throws {
    try Workspace.with { workspace in
      let run = try workspace.run("rates", "show", offer, "--format", "markdown")
      #expect(run.status == 0)
      for words in words { #expect(run.output.contains(words), "\(words)") }
    }
  }

  typealias Mistake = (file: String, piece: String, other: String, words: String)

  static let mistakes: [Mistake] = [
    (
      "rates/luma.yaml", "720p: {5: 0.30, 10: 0.90}", "720p: {5: 0.30}",
      "rates/luma.yaml:"
    ),
    (
      "rates/openai.yaml", "price: 30.00", "price: 31.00",
      "openai/gpt-image-2.5-flare/edit (line "
    ),
    (
      "rates/openai.yaml", "provider: openai", "provider: openal", "rates/openai.yaml:"
    ),
    (
      "vocabulary.yaml", "  token: {name: tokens}\n", "", "vocabulary.yaml:"
    ),
  ]

  @Test("A card with a mistake is status 65, for validation as for a quote", arguments: mistakes)
  func mistake(file: String, piece: String, other: String, words: String) throws {
    try Workspace.with { workspace in
      let data = try Self.copyOfData(in: workspace)
      let text = try workspace.read("data/\(file)")
      let changed = text.replacingOccurrences(of: piece, with: other)
      #expect(changed != text)
      try workspace.write(changed, to: "data/\(file)")
      let run = try workspace.run("rates", "validate", "--rates", data, "--as-of", "2026-11-22")
      #expect(run.status == 65)
      #expect(run.output == "")
      let said = run.errors.replacingOccurrences(of: data + "/", with: "")
      #expect(said.hasPrefix("mediacost: \(words)"), "\(said)")
    }
  }

  @Test(
    "A missing cell stops every command that reads the card",
    arguments: [
      ["quote", "luma/ray3.2/generate"], ["compare", "video-generation"], ["rates", "list"],
      ["rates", "show", "luma/ray3.2/generate"],
      ["claims", "data/claims/gmi-article-2026-05-28.yaml"],
      ["forecast", "data/scenarios/storefront.yaml"],
    ])
  func missingCell(arguments: [String]) throws {
    try Workspace.with { workspace in
      let data = try Self.copyOfData(in: workspace)
      let text = try workspace.read("data/rates/luma.yaml")
      try workspace.write(
        text.replacingOccurrences(of: "720p: {5: 0.30, 10: 0.90}", with: "720p: {5: 0.30}"),
        to: "data/rates/luma.yaml")
      let run = try workspace.run(arguments + ["--rates", data])
      #expect(run.status == 65)
      #expect(run.output == "")
      #expect(run.errors.contains("table 'rate' has no cell for 'sdr', '720p', '10'"))
    }
  }

  static let bombs = [
    (name: "a value that refers to itself", text: "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"),
    (name: "100,000 '['", text: String(repeating: "[", count: 100_000)),
    (name: "500,000 '- '", text: String(repeating: "- ", count: 500_000)),
    (name: "two mebibytes", text: String(repeating: "x", count: 2 << 20)),
  ]

  @Test(
    "A bomb among the cards is status 65, at once", .timeLimit(.minutes(10)),
    arguments: bombs.map(\.name))
  func bomb(name: String) throws {
    try Workspace.with { workspace in
      let data = try Self.copyOfData(in: workspace)
      let text = try #require(Self.bombs.first { $0.name == name }?.text)
      try workspace.write(text, to: "data/rates/acme.yaml")
      let run = try workspace.run("rates", "validate", "--rates", data)
      #expect(run.status == 65)
      #expect(run.errors.hasPrefix("mediacost: \(data)/rates/acme.yaml:"), "\(run.errors)")
      #expect(run.errors.filter(\.isNewline).count == 1)
    }
  }

  @Test("A folder that is not there is status 74, one that holds no cards 65")
  func noFolder() throws {
    try Workspace.with { workspace in
      let none = try workspace.run("rates", "list", "--rates", "no/such/folder")
      #expect(none.status == 74)
      #expect(
        none.errors
          == "mediacost: no/such/folder: no such folder; name a folder of rate cards\n")
      let empty = try workspace.run("rates", "list", "--rates", workspace.folder.path)
      #expect(empty.status == 65)
      #expect(empty.errors.hasSuffix("a card is a file such as 'openai.yaml'\n"))
    }
  }

  private static func copyOfData(in workspace: Workspace) throws -> String {
    try FileManager.default.copyItem(
      at: Repository.root.appendingPathComponent("data"),
      to: workspace.folder.appendingPathComponent("data"))
    return workspace.path("data")
  }
}
