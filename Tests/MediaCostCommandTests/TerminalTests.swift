import Foundation
import TestSupport
import Testing

/// Names in files and on the command line come from anybody; they must not command a terminal.
@Suite("Text from outside")
struct TerminalTests {
  static let hostile = "A\u{1B}]0;x\u{7}\u{202E}B"
  static let shown = "A\\u{1B}]0;x\\u{7}\\u{202E}B"
  static let scenario = TestScenario.pictures.replacing(
    "Two months of pictures", with: "\"A\\e]0;x\\a\\u202EB\"")

  static func isSafe(_ text: String) -> Bool {
    !text.unicodeScalars.contains {
      $0.value < 0x20 && $0 != "\n" || (0x7F...0x9F).contains($0.value) || $0 == "\u{202E}"
    }
  }

  @Test("What people read shows it written out", arguments: ["table", "markdown"])
  func prose(format: String) throws {
    try Workspace.with { workspace in
      let path = try workspace.write(Self.scenario, to: "s.yaml")
      let run = try workspace.run(
        "forecast", path, "--trials", "0", "--db", ":memory:", "--format", format)
      #expect(run.status == 0)
      #expect(run.output.contains("u{1B}]0;x"))
      #expect(Self.isSafe(run.output))
    }
  }

  @Test("What programs read is exact")
  func machines() throws {
    try Workspace.with { workspace in
      let path = try workspace.write(Self.scenario, to: "s.yaml")
      let arguments = ["forecast", path, "--trials", "0", "--db", ":memory:", "--format"]
      let json = try workspace.run(arguments + ["json"]).json()
      #expect(json["scenario"] as? String == Self.hostile)
      let csv = try DelimitedText(workspace.run(arguments + ["csv"]).output)
      #expect(try csv.column("scenario").first == Self.hostile)
    }
  }

  @Test(
    "Messages show it written out",
    arguments: [
      ["quote", hostile], ["quote", "openai/gpt-image-2/generate", "quality=\(hostile)"],
      ["quote", "x", "--format", hostile], ["claims", hostile], ["rerate", hostile],
      ["forecast", hostile], ["rates", "list", "--rates", hostile], [hostile],
      ["sql", hostile], ["compare", hostile], ["report", "s", "--out", "o", "--\(hostile)"],
      ["runs", "list", "--db", "/dev/null/\(hostile)"],
    ])
  func errors(arguments: [String]) throws {
    try Workspace.with { workspace in
      let run = try workspace.run(arguments)
      #expect(run.status > 1)
      #expect(run.errors.contains(Self.shown), "\(run.errors)")
      #expect(Self.isSafe(run.errors))
      #expect(Self.isSafe(run.output))
    }
  }

  @Test("A run that is listed shows it written out, and gives its files exactly")
  func recorded() throws {
    try Workspace.with { workspace in
      let path = try workspace.write(Self.scenario, to: "s.yaml")
      let forecast = try workspace.run("forecast", path, "--trials", "0", "--format", "csv")
      for command in [["runs", "list"], ["runs", "show", "1"]] {
        let run = try workspace.run(command)
        #expect(run.output.contains("u{1B}"))
        #expect(Self.isSafe(run.output))
      }
      let output = try workspace.run("runs", "show", "1", "--file", "output").output
      #expect(output == forecast.output)
    }
  }

  #if os(Linux)
    @Test("A terminal gets nothing that commands it, not even from what is made for programs")
    func terminal() throws {
      try Workspace.with { workspace in
        let tool = "/usr/bin/script"
        guard FileManager.default.isExecutableFile(atPath: tool) else { return }
        try workspace.write(Self.scenario, to: "s.yaml")
        let run = try workspace.shell(
          "script -qec 'mediacost forecast s.yaml --trials 0 --db :memory: --format csv' /dev/null")
        #expect(run.status == 0)
        #expect(run.output.contains(Self.shown))
        #expect(!run.output.contains("\u{1B}"))
      }
    }
  #endif
}
