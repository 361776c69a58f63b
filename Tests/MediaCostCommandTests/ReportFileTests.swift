import Foundation
import RateCatalogue
import Testing

@Suite("Which files of a report are written, and opened")
struct ReportFileTests {
  private static let common = ["--trials", "10"]

  private static func listed(_ workspace: Workspace) throws -> (files: [String], command: String) {
    let text = try workspace.read("out/manifest.json")
    let manifest = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let files = manifest["files"] as? [[String: String]] ?? []
    return (files.compactMap { $0["file"] }, manifest["command"] as? String ?? "")
  }

  @Test(
    "--format picks files, whose bytes are those of the whole report, and the manifest lists them alone"
  )
  func picks() throws {
    try Workspace.with { workspace in
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      _ = try workspace.run(["report", scenario, "--out", workspace.path("all")] + Self.common)
      let run = try workspace.run(
        ["report", scenario, "--out", workspace.path("out"), "--format", "html, csv"] + Self.common)
      #expect(run.status == 0)
      let files = ["report.html", "forecast.csv", "intervals.csv", "comparison.csv"]
      #expect(try workspace.names(in: "out").sorted() == (files + ["manifest.json"]).sorted())
      #expect(try Self.listed(workspace).files == files)
      #expect(try Self.listed(workspace).command.hasSuffix(" --format html,csv"))
      for file in files {
        #expect(try workspace.read("out/\(file)") == workspace.read("all/\(file)"))
      }
    }
  }

  @Test("Files of an earlier report that are not written again go; one that somebody changed stays")
  func stale() throws {
    try Workspace.with { workspace in
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      let out = ["--out", workspace.path("out")]
      _ = try workspace.run(["report", scenario] + out + Self.common)
      try workspace.write("mine", to: "out/forecast.csv")
      _ = try workspace.run(["report", scenario, "--format", "markdown"] + out + Self.common)
      #expect(
        try workspace.names(in: "out") == ["charts", "forecast.csv", "manifest.json", "report.md"])
      #expect(try workspace.read("out/forecast.csv") == "mine")
      #expect(
        try Self.listed(workspace).files == [
          "report.md", "charts/months-light.svg", "charts/months-dark.svg",
          "charts/accepted-light.svg", "charts/accepted-dark.svg",
        ])
      // Charts go with the report that shows them.
      _ = try workspace.run(["report", scenario, "--format", "html"] + out + Self.common)
      #expect(try workspace.names(in: "out") == ["forecast.csv", "manifest.json", "report.html"])
    }
  }

  @Test("A recorded run of some files is repeated as it was")
  func repeated() throws {
    try Workspace.with { workspace in
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      let db = ["--db", workspace.path("runs.sqlite")]
      _ = try workspace.run(
        ["report", scenario, "--out", workspace.path("out"), "--format", "md"] + db + Self.common)
      let again = try workspace.run(["runs", "again", "1"] + db)
      #expect(again.status == 0)
      // The report, two charts for two backgrounds each, and the manifest.
      #expect(again.output.contains("6 outputs, the same to the byte"), "\(again.output)")
    }
  }

  @Test(
    "What is no file of a report is refused before any work",
    arguments: [
      (
        ["--format", "html,pdf"],
        "--format: no file of a report is 'pdf'; there are 'md', 'html', 'csv'"
      ),
      (
        ["--format", "json"],
        "--format: no file of a report is 'json'; there are 'md', 'html', 'csv'"
      ),
      (["--format", ""], "--format: no file of a report is ''; there are 'md', 'html', 'csv'"),
      (
        ["--format", "csv", "--open"],
        "--open: opens report.html, which --format 'csv' does not write"
      ),
    ])
  func refused(options: [String], words: String) throws {
    try Workspace.with { workspace in
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      let run = try workspace.run(["report", scenario, "--out", workspace.path("out")] + options)
      #expect(run.status == 64)
      #expect(run.errors.contains(words), "\(run.errors)")
      #expect(!workspace.has("out"))
    }
  }

  @Test("--open hands the page to the system's program, and is refused where there is none")
  func opens() throws {
    try Workspace.with { workspace in
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      let out = workspace.path("out")
      let arguments = ["report", scenario, "--out", out, "--open"] + Self.common
      let none = try workspace.run(arguments, environment: ["PATH": workspace.path("nowhere")])
      #expect(none.status == 64)
      #expect(none.errors.contains("--open: there is no program here that opens files"))
      #expect(!workspace.has("out"))
      let opener = try workspace.write(
        "#!/bin/sh\nprintf '%s' \"$1\" > '\(workspace.path("opened"))'\n", to: "bin/xdg-open")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: opener)
      let run = try workspace.run(arguments, environment: ["PATH": workspace.path("bin")])
      #expect(run.status == 0 && run.errors == "")
      #expect(try workspace.read("opened") == "\(out)/report.html")
      try workspace.write("#!/bin/sh\nexit 3\n", to: "bin/xdg-open")
      let failed = try workspace.run(arguments, environment: ["PATH": workspace.path("bin")])
      #expect(failed.status == 0)
      #expect(
        failed.errors.contains("'xdg-open' ended with status 3; the page is \(out)/report.html"))
    }
  }
}
