import Foundation
import Testing

@Suite("mediacost index")
struct IndexCommandTests {
  static func manifest(_ name: String, verdict: String = "fits") -> String {
    """
    {"headline": {"name": "\(name)", "sentence": "\(name) fits its yearly budget", "expected": "100 USD over 2 months", \
    "interval": "80–120 USD", "verdict": "\(verdict)"}}
    """
  }

  @Test(
    "Every report of a folder has a card with its decision, cost and verdict, in order, and links")
  func cards() throws {
    try Workspace.with { workspace in
      try workspace.write(Self.manifest("Shop & <b>sons</b>"), to: "reports/shop/manifest.json")
      try workspace.write(Self.manifest("Avatar", verdict: ""), to: "reports/avatar/manifest.json")
      try workspace.write("mine", to: "reports/notes/notes.md")
      let run = try workspace.run("index", workspace.path("reports"))
      #expect(run.status == 0, "\(run.errors)")
      let page = try workspace.read("reports/index.html")
      #expect(page.contains("<a href='shop/report.html'>Shop &amp; &lt;b&gt;sons&lt;/b&gt;</a>"))
      let text = try workspace.read("reports/README.md")
      #expect(
        text.contains(
          """
          ## Avatar

          Avatar fits its yearly budget.

          - Bills, expected: 100 USD over 2 months
          - Eight in ten: 80–120 USD

          [Report](avatar/report.md) · [page](avatar/report.html)

          ## Shop & \\<b>sons\\</b>
          """), "\(text)")
      #expect(text.contains("- Budget, as planned: fits"))
    }
  }

  @Test(
    "A file that somebody wrote stays, and nothing is written beside it",
    arguments: ["README.md", "index.html"])
  func own(name: String) throws {
    try Workspace.with { workspace in
      try workspace.write(Self.manifest("Shop"), to: "here/shop/manifest.json")
      try workspace.write("# My project", to: "here/\(name)")
      let run = try workspace.run("index", workspace.path("here"))
      #expect(run.status == 74)
      #expect(
        run.errors.contains(
          "here/\(name): is no list that 'mediacost index' made, and is not replaced; move it, or name another folder"
        ),
        "\(run.errors)")
      #expect(try workspace.read("here/\(name)") == "# My project")
      #expect(try workspace.names(in: "here") == [name, "shop"].sorted())
    }
  }

  @Test("A list that was made before is made again")
  func again() throws {
    try Workspace.with { workspace in
      try workspace.write(Self.manifest("Shop"), to: "here/shop/manifest.json")
      for _ in 1...2 { #expect(try workspace.run("index", workspace.path("here")).status == 0) }
    }
  }

  @Test("A report says its own headline in its manifest")
  func headline() throws {
    try Workspace.with { workspace in
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      _ = try workspace.run(
        "report", scenario, "--trials", "10", "--out", workspace.path("reports/pictures"))
      #expect(try workspace.run("index", workspace.path("reports")).status == 0)
      let text = try workspace.read("reports/README.md")
      #expect(text.contains("## Two months of pictures"))
      #expect(text.contains("USD over 2 months"))
    }
  }

  @Test(
    "What is no list of reports is refused, and nothing is written",
    arguments: [
      (["none/notes.md": "x"], "no folder in it has a report"),
      (["shop/manifest.json": "{}"], "says no headline; make the report again"),
      (["shop/manifest.json": "no JSON"], "says no headline"),
      (
        ["a b/manifest.json": IndexCommandTests.manifest("x")],
        "the folder's name 'a b' is no address"
      ),
    ])
  func refused(files: [String: String], words: String) throws {
    try Workspace.with { workspace in
      for (name, text) in files { try workspace.write(text, to: "reports/\(name)") }
      let run = try workspace.run("index", workspace.path("reports"))
      #expect(run.status == 65)
      #expect(run.errors.contains(words), "\(run.errors)")
      #expect(!workspace.has("reports/index.html") && !workspace.has("reports/README.md"))
    }
  }
}
