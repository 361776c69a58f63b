import Foundation
import RateCatalogue
import Testing

@Suite("mediacost report")
struct ReportCommandTests {
  @Test("The same report has the same bytes, wherever it is written")
  func sameBytes() throws {
    try Workspace.with { workspace in
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      for out in ["one", "two/deeper"] {
        let run = try workspace.run(
          "report", scenario, "--trials", "20", "--out", workspace.path(out))
        #expect(run.status == 0)
        #expect(run.errors == "")
      }
      let names = try workspace.files(in: "one")
      #expect(
        Set(names).isSuperset(of: ["report.md", "forecast.csv", "comparison.csv", "manifest.json"]))
      #expect(try workspace.files(in: "two/deeper") == names)
      for name in names {
        #expect(
          try workspace.read("one/\(name)") == workspace.read("two/deeper/\(name)"), "\(name)")
      }
    }
  }

  @Test("Writing over an earlier report leaves the new one and no temporary files")
  func overwrites() throws {
    try Workspace.with { workspace in
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      let out = workspace.path("out")
      try workspace.run("report", scenario, "--trials", "10", "--out", out)
      let names = try workspace.names(in: "out")
      let first = try workspace.read("out/forecast.csv")
      try workspace.write(
        TestScenario.pictures.replacingOccurrences(of: "1000", with: "2000"), to: "s.yaml")
      try workspace.run("report", scenario, "--trials", "10", "--out", out)
      #expect(try workspace.names(in: "out") == names)
      #expect(names.allSatisfy { !$0.hasPrefix(".") })
      #expect(try workspace.read("out/forecast.csv") != first)
    }
  }

  @Test("The verdict is on the budget that fits worst, and the headline says both")
  func bothBudgets() throws {
    try Workspace.with { workspace in
      // 52.98 in each of two months.
      for (budget, sentence, verdict) in [
        ("{month: 40, year: 500}", "but does not fit its monthly budget of 40", "does not fit"),
        ("{month: 80, year: 500}", "fits its yearly budget of 500\u{A0}USD\"", "fits"),
        (
          "{month: 80, year: 50}", "does not fit its yearly budget of 50\u{A0}USD\"",
          "does not fit"
        ),
      ] {
        let scenario = try workspace.write(
          TestScenario.pictures + "budget: \(budget)\n", to: "s.yaml")
        try workspace.run(
          "report", scenario, "--trials", "50", "--format", "md", "--out", workspace.path("out"))
        let manifest = try workspace.read("out/manifest.json")
        #expect(manifest.contains(sentence), "\(budget) \(manifest)")
        #expect(manifest.contains("\"verdict\": \"\(verdict)\""), "\(budget) \(manifest)")
      }
    }
  }

  @Test("The manifest names what was read and made, each with its SHA-256")
  func manifest() throws {
    try Workspace.with { workspace in
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      try workspace.run("report", scenario, "--out", workspace.path("out"))
      let text = try workspace.read("out/manifest.json")
      let manifest = try #require(
        try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      let read = try #require(manifest["scenario"] as? [String: String])
      #expect(read == ["file": scenario, "sha256": TextDigest.sha256(TestScenario.pictures)])
      #expect(manifest["as_of"] as? String == "2026-11-22")
      #expect(
        manifest["command"] as? String
          == "mediacost report \(scenario) --as-of 2026-11-22 --trials 10000 --seed 1")
      let made = try #require(manifest["files"] as? [[String: String]])
      let listed = made.compactMap { $0["file"] }.sorted()
      #expect(listed == (try workspace.files(in: "out").filter { $0 != "manifest.json" }))
      for file in made {
        let name = try #require(file["file"])
        let text = try workspace.read("out/\(name)")
        #expect(file["sha256"] == TextDigest.sha256(text), "\(name)")
      }
    }
  }

  @Test("Folders that cannot be written end with status 74")
  func cannotWrite() throws {
    try Workspace.with { workspace in
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      let file = try workspace.write("here first", to: "file")
      let inside = try workspace.run("report", scenario, "--out", "\(file)/out")
      #expect(inside.status == 74)
      #expect(inside.errors == "mediacost: \(file)/out: the folder cannot be created\n")
      let over = try workspace.run("report", scenario, "--out", file)
      #expect(over.status == 74)
      #expect(try workspace.read("file") == "here first")
    }
  }

  @Test("A file that cannot be replaced ends with status 74 and leaves no temporary files")
  func cannotReplace() throws {
    try Workspace.with { workspace in
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      try workspace.write("x", to: "out/forecast.csv/inside")
      let run = try workspace.run("report", scenario, "--out", workspace.path("out"))
      #expect(run.status == 74)
      #expect(
        run.errors
          == "mediacost: \(workspace.path("out"))/forecast.csv: a folder is in the way of the file\n"
      )
      #expect(try workspace.names(in: "out").allSatisfy { !$0.hasPrefix(".") })
    }
  }

  #if os(Linux)
    @Test("A disk that is full ends with status 74", arguments: ["quote", "compare", "forecast"])
    func fullDisk(command: String) throws {
      try Workspace.with { workspace in
        let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
        let argument = [
          "quote": "openai/gpt-image-2/generate", "compare": "live-avatar", "forecast": scenario,
        ][command]
        let process = try Program.process([command, argument ?? ""], home: workspace)
        let errors = try workspace.write("", to: "errors")
        process.standardOutput = try FileHandle(
          forWritingTo: URL(fileURLWithPath: "/dev/full"))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 74)
        #expect(try workspace.read("errors") == "mediacost: standard output cannot be written\n")
      }
    }
  #endif
}

/// Names from people are made harmless for spreadsheets; figures are left alone.
@Suite("CSV that the program writes")
struct CSVOutputTests {
  @Test(
    "Every CSV parses by RFC 4180, with a field for every column",
    arguments: [
      ["quote", "openai/gpt-image-2/edit"], ["compare", "video-generation", "seconds=8"],
      ["rates", "list"], ["claims", "data/claims/gmi-article-2026-05-28.yaml"],
      ["forecast", "data/scenarios/storefront.yaml", "--trials", "10"],
    ])
  func parses(arguments: [String]) throws {
    try Workspace.with { workspace in
      let run = try workspace.run(arguments + ["--format", "csv"])
      let table = try DelimitedText(run.output)
      #expect(table.rows.count > 1)
      #expect(table.rows.first?.allSatisfy { !$0.isEmpty } == true)
      #expect(Set(table.rows.first ?? []).count == table.rows.first?.count)
    }
  }

  static let names: [(name: String, written: String)] = [
    ("=SUM(A1:A9)", "'=SUM(A1:A9)"), ("+1", "'+1"), ("-1", "'-1"), ("@cmd", "'@cmd"),
    ("\\tx", "'\tx"), ("a=b", "a=b"), ("say \\\"hi\\\", twice", "say \"hi\", twice"),
    ("two\\nlines", "two\nlines"), ("é, 🎬", "é, 🎬"),
  ]

  @Test("A name that a spreadsheet would run is made harmless", arguments: names)
  func madeHarmless(name: String, written: String) throws {
    try Workspace.with { workspace in
      let text = TestScenario.pictures
        .replacingOccurrences(of: "Two months of pictures", with: "\"\(name)\"")
        .replacingOccurrences(of: "feature: pictures", with: "feature: \"\(name)\"")
      let scenario = try workspace.write(text, to: "s.yaml")
      let run = try workspace.run("forecast", scenario, "--trials", "10", "--format", "csv")
      #expect(run.status == 0, "\(run.errors)")
      let table = try DelimitedText(run.output)
      #expect(Set(try table.column("scenario")) == [written])
      #expect(Set(try table.column("feature")) == [written])
      #expect(Set(try table.column("quantity")).isSuperset(of: ["60000", "1756000"]))
    }
  }
}
