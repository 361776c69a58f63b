import ArgumentParser
import Foundation
import Testing

@testable import MediaCostCommand

@Suite("Help, version, completion")
struct HelpTests {
  @Test("Every command explains itself, with an example of itself", arguments: CommandPath.all)
  func help(command: CommandPath) {
    #expect(
      command.examples.contains { $0.hasPrefix("\(command.line) ") }, "\(command.overview)")
  }

  @Test("Every command has its name written: to find it by its type takes longer than a price")
  func named() {
    for command in CommandPath.all {
      #expect(command.type.configuration.commandName != nil, "\(command.line)")
    }
  }

  @Test(
    "The program prints the help of a command and of a subcommand",
    arguments: ["quote", "runs again"])
  func printed(command: String) throws {
    try Workspace.with { workspace in
      let words = command.split(separator: " ").map(String.init)
      let path = try #require(CommandPath.all.first { $0.words == words })
      let run = try workspace.run(words + ["--help"], environment: ["COLUMNS": "200"])
      #expect(run.status == 0)
      #expect(run.errors == "")
      #expect(run.output == path.help + "\n")
    }
  }

  /// The examples of all help texts, each once.
  static let examples = Set(CommandPath.all.flatMap(\.examples)).sorted()

  @Test("The examples in the help are understood as they stand", arguments: examples)
  func exampleIsUnderstood(line: String) {
    let words = line.split(separator: " ").dropFirst().map(String.init)
    #expect(throws: Never.self) { _ = try RootCommand.parseAsRoot(words) }
  }

  /// Options that make an example quicker, by its command; they change no step that it takes.
  static let quick = [
    "forecast": ["--trials", "10"], "report": ["--trials", "10"], "trace": ["--trials", "10"],
  ]

  /// Real calls are made by nobody's test.
  static let offline = examples.filter { !$0.contains(" --live") }

  @Test("The examples in the help work", arguments: offline)
  func exampleWorks(line: String) throws {
    try Workspace.with { workspace in
      let log = try workspace.write(
        "timestamp,offer,seconds\n2027-03-01T00:00:00Z,vertex/veo-3.1-fast/generate,8\n",
        to: "usage.csv")
      var example = line.split(separator: " ").dropFirst().map(String.init)
      let list = try workspace.write(
        RatesImportCommandTests.list, to: "model_prices_and_context_window.json")
      // They may write only into this test's folder, and run 3 is not there.
      if let out = example.firstIndex(of: "--out") {
        example[out + 1] = workspace.path("out of \(example[0])")
      }
      try workspace.write(IndexCommandTests.manifest("x"), to: "reports/x/manifest.json")
      let given = [
        "usage.csv": log, "reports": workspace.path("reports"),
        "model_prices_and_context_window.json": list,
      ]
      example = example.map { given[$0] ?? $0 } + (Self.quick[example[0]] ?? [])
      let run = try workspace.run(example)
      let allowed: [Int32] =
        example.first == "claims" || example.contains("stale")
        ? [1] : example.contains("3") ? [0, 64] : [0]
      #expect(allowed.contains(run.status), "\(line): \(run.errors)")
    }
  }

  @Test("The version is one line")
  func version() throws {
    try Workspace.with { workspace in
      let run = try workspace.run("--version")
      #expect(run.status == 0)
      #expect(run.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    }
  }

  @Test(
    "Completion scripts know the subcommands",
    arguments: [CompletionShell.bash, .zsh, .fish])
  func completion(shell: CompletionShell) {
    let script = RootCommand.completionScript(for: shell)
    for word in ["quote", "compare", "forecast", "claims", "again"] {
      #expect(script.contains(word), "\(word)")
    }
  }

  @Test("The completion script that the program prints is bash that bash can read")
  func completionIsBash() throws {
    try Workspace.with { workspace in
      let run = try workspace.run("--generate-completion-script", "bash")
      #expect(run.status == 0)
      #expect(run.errors == "")
      let script = try workspace.write(run.output, to: "complete.bash")
      let bash = URL(fileURLWithPath: "/bin/bash")
      try #require(FileManager.default.isExecutableFile(atPath: bash.path))
      let process = Process()
      process.executableURL = bash
      process.arguments = ["-n", script]
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
  }
}
