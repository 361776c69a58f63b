import Foundation
import TestSupport
import Testing

@Suite("mediacost rates import, mediacost rates propose")
struct RatesImportCommandTests {
  /// A list of our own making, in litellm's form.
  static let list = """
    {"gemini/veo-3.1-fast-generate-preview": {"litellm_provider": "gemini", "mode": "video_generation",
       "output_cost_per_second": 0.1, "output_cost_per_second_4k": 0.9},
     "black_forest_labs/no-such-model": {"litellm_provider": "black_forest_labs", "mode": "image_generation",
       "output_cost_per_image": 0.1},
     "words": {"litellm_provider": "gemini", "mode": "chat", "input_cost_per_token": 1e-6}}
    """

  private static func run(
    _ words: String..., then check: (Workspace, Program.Outcome) throws -> Void
  ) throws {
    try Workspace.with { workspace in
      let file = try workspace.write(list, to: "l.json")
      try check(workspace, try workspace.run(words.map { $0 == "FILE" ? file : $0 }))
    }
  }

  @Test("Every figure has a verdict and a code, and the counts stand on top")
  func json() throws {
    try Self.run(
      "rates", "import", "litellm", "FILE", "--as-of", "2026-11-22", "--format", "json"
    ) { _, run in
      #expect(run.status == 0 && run.errors == "")
      let json = try run.json()
      #expect(
        json["counts"] as? [String: Int] == [
          "agrees": 1, "disagrees": 1, "no_counterpart": 1, "past_its_end": 0, "not_comparable": 0,
        ])
      #expect(json["other_products"] as? Int == 1)
      let findings = try #require(json["findings"] as? [[String: Any]])
      #expect(
        findings.map { $0["verdict"] as? String } == ["agrees", "disagrees", "no_counterpart"])
      #expect(findings[1]["ratio"] as? String == "3")
      #expect(findings[1]["difference"] as? String == "0.6")
      #expect((json["silent"] as? [String])?.contains("bfl/flux-2-pro/generate") == true)
    }
  }

  @Test("People read counts, then what disagrees, then the rest in short")
  func markdown() throws {
    try Self.run(
      "rates", "import", "litellm", "FILE", "--as-of", "2026-11-22", "--format", "markdown"
    ) { _, run in
      #expect(run.status == 0)
      #expect(run.output.hasPrefix("# litellm held against the rate cards\n"))
      #expect(
        run.output.contains(
          "2 of 3 entries are about media, with 3 figures; 1 are about other products."))
      #expect(
        run.output.contains(
          "| google/veo-3.1-fast/generate | a second of film (resolution=4k) | 0.9 | 0.3 | 3 | 0.6 |"
        ))
      #expect(
        run.output.contains("- no offer of 'bfl' is called so (1): black_forest_labs/no-such-model")
      )
    }
  }

  @Test("CSV has a row for each figure")
  func csv() throws {
    try Self.run(
      "rates", "import", "litellm", "FILE", "--as-of", "2026-11-22", "--format", "csv"
    ) { _, run in
      let text = try DelimitedText(run.output)
      #expect(try text.column("verdict") == ["agrees", "disagrees", "no_counterpart"])
      #expect(try text.column("ours") == ["0.1", "0.3", ""])
    }
  }

  @Test("A file that is no list is status 65, a list that nobody knows is 64")
  func refused() throws {
    try Self.run("rates", "import", "genai-prices", "FILE") { _, run in
      #expect(run.status == 65)
      #expect(run.output == "")
      #expect(
        run.errors.contains(
          "l.json:1: expected a list of providers, as in genai-prices' data.json, found an object"))
    }
    try Self.run("rates", "import", "llm", "FILE") { _, run in
      #expect(run.status == 64)
      #expect(run.errors.contains("litellm"))
    }
    try Self.run("rates", "import", "litellm", "nowhere.json") { _, run in
      #expect(run.status == 74)
      #expect(run.errors.contains("nowhere.json: no such file"))
    }
  }

  @Test("A delta is written to its file, twice the same, and never over the list")
  func propose() throws {
    try Workspace.with { workspace in
      let file = try workspace.write(Self.list, to: "l.json")
      let words = ["rates", "propose", file, "--list", "litellm", "--as-of", "2026-11-22"]
      let printed = try workspace.run(words)
      #expect(printed.status == 0 && printed.errors == "")
      #expect(printed.output.contains("  - offer: \"google/veo-3.1-fast/generate\"\n"))
      #expect(printed.output.contains("    ratio: 3\n"))
      #expect(!printed.output.contains("needs: reviewed"))
      let written = try workspace.run(words + ["--out", workspace.path("d.yaml")])
      #expect(written.status == 0 && written.output == "")
      #expect(try workspace.read("d.yaml") == printed.output)
      let over = try workspace.run(words + ["--out", file])
      #expect(over.status == 64)
      #expect(try workspace.read("l.json") == Self.list)
    }
  }

  @Test("README.md has the counts of the committed report")
  func readme() throws {
    func text(_ path: String) throws -> String {
      try String(contentsOf: Repository.root.appendingPathComponent(path), encoding: .utf8)
    }
    let (report, readme) = (try text("reports/catalogue-court.md"), try text("README.md"))
    func counts(_ row: String) throws -> [String] {
      let line = try #require(report.split(separator: "\n").first { $0.hasPrefix("| \(row) |") })
      return line.split(separator: "|").dropFirst(1).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
    }
    let (figures, agrees) = (try counts("their figures"), try counts("agrees"))
    #expect(readme.contains("litellm's \(figures[0]) figures about media \(agrees[0]) agree, "))
    #expect(readme.contains(" \(try counts("disagrees")[0]) disagree, "))
    #expect(readme.contains(" \(try counts("no_counterpart")[0]) have no counterpart"))
    #expect(readme.contains("\(try counts("past_its_end")[0]) are past their end"))
    #expect(readme.contains(" \(try counts("not_comparable")[0]) cannot be compared"))
    #expect(readme.contains("genai-prices \(agrees[1]) of \(figures[1]) agree"))
  }
}
