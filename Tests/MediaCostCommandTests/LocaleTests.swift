import Foundation
import Testing

/// German spreadsheets read semicolons and decimal commas.
@Suite("--locale")
struct LocaleTests {
  @Test(
    "A report's CSV files are written for it; the others are the same, and the manifest says so")
  func report() throws {
    try Workspace.with { workspace in
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      for (out, options) in [("en", []), ("de", ["--locale", "de"])] {
        let run = try workspace.run(
          ["report", scenario, "--trials", "10", "--out", workspace.path(out)] + options)
        #expect(run.status == 0, "\(run.errors)")
      }
      for name in try workspace.files(in: "en") where name != "manifest.json" {
        let (plain, german) = (
          try workspace.read("en/\(name)"), try workspace.read("de/\(name)")
        )
        #expect((plain == german) == !name.hasSuffix(".csv"), "\(name)")
      }
      let lines = try workspace.read("de/forecast.csv").split(separator: "\r\n")
      #expect(lines.first?.hasPrefix("scenario;month;feature;") == true)
      #expect(lines.contains { $0.contains(";0,0667;") || $0.contains(",") })
      #expect(try workspace.read("de/manifest.json").contains("--locale de"))
    }
  }

  @Test("Any command's CSV is written for it, figure by figure the same")
  func quote() throws {
    try Workspace.with { workspace in
      let words = ["quote", "openai/gpt-image-2/generate", "--format", "csv"]
      let plain = try DelimitedText(workspace.run(words).output)
      let german = try workspace.run(words + ["--locale", "de"])
      let rows = german.output.split(separator: "\r\n").map { line in
        line.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
      }
      let place = try #require(plain.rows.first?.firstIndex(of: "amount"))
      #expect(
        rows.map { $0[place].replacing(",", with: ".") } == plain.rows.map { $0[place] })
      #expect(rows.dropFirst().contains { $0[place].contains(",") })
    }
  }

  @Test(
    "It is refused where no CSV is written",
    arguments: [
      (["quote", "x", "--locale", "de"], "--locale: is for CSV, --format is 'table'"),
      (
        ["report", "s.yaml", "--out", "o", "--format", "md", "--locale", "de"],
        "--locale: is for CSV, which --format 'md' does not write"
      ),
      (["quote", "x", "--format", "csv", "--locale", "fr"], "'fr'"),
    ])
  func refused(words: [String], message: String) throws {
    try Workspace.with { workspace in
      let run = try workspace.run(words)
      #expect(run.status == 64)
      #expect(run.errors.contains(message), "\(run.errors)")
    }
  }

  @Test("A recorded run is repeated with it")
  func repeated() throws {
    try Workspace.with { workspace in
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      let db = ["--db", workspace.path("runs.sqlite")]
      _ = try workspace.run(
        ["forecast", scenario, "--trials", "10", "--format", "csv", "--locale", "de"] + db)
      let again = try workspace.run(["runs", "again", "1"] + db)
      #expect(again.output.contains("the same to the byte"), "\(again.output)")
    }
  }
}
