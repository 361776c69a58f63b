import Foundation
import TestSupport
import Testing

/// What README.md tells people to type, typed by a person with a home of their own.
@Suite("The commands in README.md")
struct ReadmeCommandTests {
  /// Every line in a block of commands that calls the program, without its comment.
  static let commands: [String] = {
    let readme = Repository.root.appendingPathComponent("README.md")
    guard let text = try? String(contentsOf: readme, encoding: .utf8) else { return [] }
    var isInside = false
    var isBlock = false
    return text.split(separator: "\n").compactMap { line in
      // What is set up in a file is no command.
      if line.hasPrefix("```") {
        isInside.toggle()
        isBlock = isInside && !line.hasPrefix("```json")
      }
      let command = line.hasPrefix("$ ") ? line.dropFirst(2) : line
      // Real calls are made by nobody's test.
      guard isBlock, command.hasPrefix("mediacost ") || command.contains("| mediacost "),
        !command.contains(" --live")
      else { return nil }
      let end = command.firstRange(of: "  #")?.lowerBound ?? command.endIndex
      return command[..<end].trimmingCharacters(in: .whitespaces)
    }
  }()

  /// A log that every command about logs can price.
  static let log = """
    timestamp,offer,seconds,resolution,outcome
    2026-11-01T00:00:00Z,runway/gen4.5/generate,5,720p,succeeded
    2026-11-02T00:00:00Z,runway/gen4.5/generate,10,720p,succeeded

    """

  @Test("There are as many as a reader finds")
  func count() { #expect(Self.commands.count >= 18, "\(Self.commands)") }

  @Test("The page that adds a provider adds one, as it is written")
  func provider() throws {
    let page = try String(
      contentsOf: Repository.data.appendingPathComponent("rates/README.md"), encoding: .utf8)
    let blocks = page.components(separatedBy: "```")
    let card = try #require(blocks.first { $0.hasPrefix("yaml\n") }).dropFirst("yaml\n".count)
    try Workspace.with { workspace in
      try FileManager.default.copyItem(
        at: Repository.data, to: workspace.folder.appendingPathComponent("data"))
      try workspace.write(String(card), to: "data/rates/acme.yaml")
      let commands = blocks.filter { $0.hasPrefix("sh\n") }
        .flatMap { $0.dropFirst("sh\n".count).split(separator: "\n").map(String.init) }
      #expect(commands.count == 5)
      let outputs = try commands.map { command in
        let run = try workspace.shell("unset MEDIACOST_DATA; \(command)")
        #expect(run.status == 0 && run.errors == "", "\(command): \(run.errors)")
        return run.output
      }
      #expect(outputs[2].hasPrefix("acme/dawn-1/generate on "))
      #expect(outputs[2].contains("0.08 USD") && outputs[4].contains("0.08 USD"))
    }
  }

  /// Blocks that show what one command prints, up to where they say that more follows.
  static let shown: [(command: String, output: String)] = {
    let readme = Repository.root.appendingPathComponent("README.md")
    guard let text = try? String(contentsOf: readme, encoding: .utf8) else { return [] }
    return text.components(separatedBy: "```").enumerated().compactMap { place, block in
      guard place % 2 == 1, block.hasPrefix("\n$ mediacost "), !block.dropFirst(2).contains("\n$ "),
        let end = block.firstRange(of: "\n…")?.lowerBound
      else { return nil }
      let lines = block[..<end].dropFirst().split(separator: "\n", omittingEmptySubsequences: false)
      return (String(lines[0].dropFirst(2)), lines.dropFirst().joined(separator: "\n"))
    }
  }()

  @Test("What README shows of a command's output is how the output begins, at 100 columns")
  func output() throws {
    #expect(Self.shown.count >= 4)
    try Workspace.with { workspace in
      try FileManager.default.copyItem(
        at: Repository.root.appendingPathComponent("data"),
        to: workspace.folder.appendingPathComponent("data"))
      for (command, output) in Self.shown {
        let run = try workspace.shell("COLUMNS=100 \(command)")
        let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
        let found = run.output.split(separator: "\n", omittingEmptySubsequences: false)
          .prefix(lines.count)
        #expect(found.elementsEqual(lines), "\(command)\n\(found.joined(separator: "\n"))")
      }
    }
  }

  @Test("One after the other they work against one store, without a word on standard error")
  func work() throws {
    try Workspace.with { workspace in
      try FileManager.default.copyItem(
        at: Repository.root.appendingPathComponent("data"),
        to: workspace.folder.appendingPathComponent("data"))
      try workspace.write(Self.log, to: "usage.csv")
      #expect(try workspace.shell("gzip -k usage.csv").status == 0)
      for command in Self.commands {
        let run = try workspace.shell(command)
        // Claims that do not hold are what that command is shown for.
        #expect(run.status == (command.contains(" claims ") ? 1 : 0), "\(command)")
        #expect(run.errors == "", "\(command)")
      }
      let list = try workspace.run("runs", "list", "--format", "json").json()
      let kinds = (list["runs"] as? [[String: Any]])?.compactMap { $0["kind"] as? String }
      #expect(
        kinds == ["report", "forecast", "forecast", "forecast --explain", "forecast", "forecast"])
      #expect(
        try workspace.names(in: ".local/share/mediacost") == ["mediacost.sqlite"])
    }
  }
}
