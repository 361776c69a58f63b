import Foundation
import Testing

@Suite("Help, version, completion")
struct HelpTests {
  static let commands = [
    "", "quote", "compare", "forecast", "trace", "report", "rerate", "rates", "rates list",
    "rates show", "rates validate", "claims", "runs", "runs list", "runs show", "runs again",
    "sql",
  ]

  @Test("Every command explains itself, with an example of itself", arguments: commands)
  func help(command: String) throws {
    try Workspace.with { workspace in
      let words = command.split(separator: " ").map(String.init)
      let run = try workspace.run(words + ["--help"])
      #expect(run.status == 0)
      #expect(run.errors == "")
      let overview = run.output.components(separatedBy: "USAGE:").first ?? ""
      let name = (["mediacost"] + words).joined(separator: " ")
      let examples = overview.split(separator: "\n").filter { $0.hasPrefix("\(name) ") }
      #expect(!examples.isEmpty, "\(overview)")
    }
  }

  @Test("Every subcommand is in this suite's list")
  func listIsComplete() throws {
    try Workspace.with { workspace in
      for command in ["", "rates", "runs"] {
        let words = command.split(separator: " ").map(String.init)
        let output = try workspace.run(words + ["--help"]).output
        let section = output.components(separatedBy: "SUBCOMMANDS:\n").last ?? ""
        let names = section.split(separator: "\n", omittingEmptySubsequences: false)
          .prefix { $0.hasPrefix("  ") }
          .filter { !$0.hasPrefix("   ") }
          .compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(!names.isEmpty)
        for name in names {
          #expect(Self.commands.contains((words + [name]).joined(separator: " ")), "\(name)")
        }
      }
    }
  }

  @Test("The examples in the help work as they stand")
  func examplesWork() throws {
    try Workspace.with { workspace in
      for command in Self.commands {
        let words = command.split(separator: " ").map(String.init)
        let overview =
          try workspace.run(words + ["--help"]).output.components(separatedBy: "USAGE:").first ?? ""
        for line in overview.split(separator: "\n") where line.hasPrefix("mediacost ") {
          var example = line.split(separator: " ").dropFirst().map(String.init)
          // They may write only into this test's folder, and run 3 is not there.
          if let out = example.firstIndex(of: "--out") {
            example[out + 1] = workspace.path("out of \(example[0])")
          }
          let run = try workspace.run(example)
          let allowed: [Int32] =
            example.first == "claims" ? [1] : example.contains("3") ? [0, 64] : [0]
          #expect(allowed.contains(run.status), "\(line): \(run.errors)")
        }
      }
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

  @Test("Completion scripts know the subcommands", arguments: ["bash", "zsh", "fish"])
  func completion(shell: String) throws {
    try Workspace.with { workspace in
      let run = try workspace.run("--generate-completion-script", shell)
      #expect(run.status == 0)
      #expect(run.errors == "")
      for word in ["quote", "compare", "forecast", "claims", "again"] {
        #expect(run.output.contains(word), "\(word)")
      }
    }
  }

  @Test("The completion script is bash that bash can read")
  func completionIsBash() throws {
    try Workspace.with { workspace in
      let script = try workspace.write(
        workspace.run("--generate-completion-script", "bash").output, to: "complete.bash")
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
