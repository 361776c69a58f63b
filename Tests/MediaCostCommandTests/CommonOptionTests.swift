import ArgumentParser
import Testing

@testable import MediaCostCommand

/// The same options mean the same in every command, and are refused where they mean nothing.
@Suite("Options that commands share")
struct CommonOptionTests {
  /// Which commands take which of the common options.
  static let taken: [String: Set<String>] = [
    "mediacost quote": ["--as-of", "--known-at", "--rates", "--format", "--locale", "--terms"],
    "mediacost price": ["--as-of", "--known-at", "--rates", "--format", "--locale"],
    "mediacost mcp": ["--as-of", "--known-at", "--rates"],
    "mediacost compare": [
      "--as-of", "--known-at", "--rates", "--format", "--locale", "--set", "--terms",
    ],
    "mediacost forecast": Set(CommonOptions.all.map(\.option)),
    "mediacost trace": ["--as-of", "--known-at", "--rates", "--seed", "--trials", "--set"],
    "mediacost report": Set(CommonOptions.all.map(\.option)),
    "mediacost rerate": [
      "--as-of", "--known-at", "--rates", "--format", "--locale", "--cores", "--terms",
    ],
    "mediacost index": [],
    "mediacost sql": ["--as-of", "--known-at", "--rates"],
    "mediacost rates stale": ["--as-of", "--rates", "--format", "--locale"],
    "mediacost rates list": ["--as-of", "--known-at", "--rates", "--format", "--locale"],
    "mediacost rates import": ["--as-of", "--known-at", "--rates", "--format", "--locale"],
    "mediacost rates propose": ["--as-of", "--known-at", "--rates"],
    "mediacost rates show": ["--rates", "--format", "--locale"],
    "mediacost rates diff": ["--as-of", "--known-at", "--rates", "--format", "--locale", "--set"],
    "mediacost rates schema": [],
    "mediacost rates validate": ["--as-of", "--rates"],
    "mediacost init": ["--as-of", "--known-at", "--rates"],
    "mediacost plans": ["--as-of", "--known-at", "--rates", "--format", "--locale"],
    "mediacost claims": ["--as-of", "--known-at", "--rates", "--format", "--locale"],
    "mediacost runs list": ["--db", "--format", "--locale"],
    "mediacost runs show": ["--db", "--format", "--locale"],
    "mediacost runs diff": [
      "--as-of", "--known-at", "--rates", "--db", "--format", "--locale", "--cores", "--set",
    ],
    "mediacost runs again": ["--db", "--rates", "--cores"],
    "mediacost sample-log": ["--rates", "--seed"],
    "mediacost calibrate show": ["--db", "--format", "--locale"],
    "mediacost probe plan": ["--as-of", "--known-at", "--rates", "--db", "--format", "--locale"],
    "mediacost probe quote": ["--as-of", "--known-at", "--rates", "--db", "--format", "--locale"],
    "mediacost probe run": ["--as-of", "--known-at", "--rates", "--db", "--format", "--locale"],
    "mediacost probe reconcile": [
      "--as-of", "--known-at", "--rates", "--db", "--format", "--locale",
    ],
  ]

  @Test("Each command takes what means something to it", arguments: CommandPath.leaves)
  func takes(command: CommandPath) {
    let options = CommonOptions.options(of: command.type)
    #expect(options.intersection(CommonOptions.all.map(\.option)) == Self.taken[command.line])
  }

  @Test("A command refuses the others and says why", arguments: CommandPath.leaves)
  func refuses(command: CommandPath) {
    for (option, _) in CommonOptions.all {
      let refusal = CommonOptions.refusal(of: command.words + [option, "1"])
      if Self.taken[command.line]?.contains(option) == true {
        #expect(refusal == nil)
      } else {
        #expect(refusal?.hasPrefix("\(option): '\(command.line)' ") == true, "\(refusal ?? "")")
      }
    }
  }

  @Test(
    "An option is described in the same words wherever it is taken",
    arguments: CommonOptions.all.map(\.option))
  func sameWords(option: String) {
    let words = Set(described(option))
    #expect(words.count == 1, "\(words)")
  }

  /// What the help texts say of an option.
  private func described(_ option: String) -> [String] {
    CommandPath.leaves.compactMap { command in
      // A report has several files, and picks among them.
      if option == "--format", command.line == "mediacost report" { return nil }
      let lines = command.help.split(separator: "\n", omittingEmptySubsequences: false)
        .drop { !$0.hasPrefix("  \(option) ") }
      guard let first = lines.first else { return nil }
      let rest = lines.dropFirst().prefix { $0.hasPrefix("          ") }
      return ([first] + rest).joined(separator: " ").split(separator: " ").joined(separator: " ")
    }
  }

  static let refusals: [(arguments: [String], words: String)] = [
    (["quote", "x", "--seed", "1"], "--seed: 'mediacost quote' draws nothing at random"),
    (["quote", "x", "--db=runs.sqlite"], "--db: 'mediacost quote' records no run"),
    (["compare", "--trials", "5"], "--trials: 'mediacost compare' runs no trials"),
    (
      ["compare", "live-avatar", "--cores", "2"],
      "--cores: 'mediacost compare' does not share its work among cores"
    ),
    (
      ["claims", "x.yaml", "--price-risk"],
      "--price-risk: 'mediacost claims' does not simulate how prices change"
    ),
    (
      ["trace", "s.yaml", "--month", "2027-01", "--format", "csv"],
      "--format: 'mediacost trace' writes a usage log, which is CSV"
    ),
    (
      ["trace", "s.yaml", "--month", "2027-01", "--price-risk"],
      "--price-risk: 'mediacost trace' prices its rows as quotes do"
    ),
    (["rerate", "log.csv", "--db", "x"], "--db: 'mediacost rerate' records no run"),
    (["sql", "duckdb", "--format", "json"], "--format: 'mediacost sql' writes SQL"),
    (
      ["rates", "show", "a/b/c", "--as-of", "2026-01-01"],
      "--as-of: 'mediacost rates show' shows the prices of every day"
    ),
    (
      ["rates", "validate", "--known-at", "2026-01-01"],
      "--known-at: 'mediacost rates validate' does not ask when a price became known"
    ),
    (
      ["rates", "validate", "--format", "json"],
      "--format: 'mediacost rates validate' prints its result in one form only"
    ),
    (["runs", "list", "--rates", "data"], "--rates: 'mediacost runs list' reads no rate cards"),
    (
      ["runs", "show", "1", "--as-of", "2026-01-01"],
      "--as-of: 'mediacost runs show' asks for no prices of a day"
    ),
    (
      ["runs", "again", "1", "--seed", "2"],
      "--seed: 'mediacost runs again' repeats a run with the options that it was recorded with"
    ),
  ]

  @Test("The words of a refusal", arguments: refusals)
  func words(arguments: [String], words: String) {
    #expect(CommonOptions.refusal(of: arguments) == words)
    #expect(throws: (any Error).self) { _ = try RootCommand.parseAsRoot(arguments) }
  }

  @Test("A refusal is status 64 and prints nothing", arguments: [refusals[0], refusals[14]])
  func status(arguments: [String], words: String) throws {
    try Workspace.with { workspace in
      let run = try workspace.run(arguments)
      #expect(run.status == 64)
      #expect(run.output == "")
      #expect(run.errors == "mediacost: \(words)\n")
    }
  }

  @Test("What is no common option, or is a value, is left to the parser")
  func leftToTheParser() {
    #expect(CommonOptions.refusal(of: ["quote", "x", "--colour"]) == nil)
    #expect(CommonOptions.refusal(of: ["quote", "x", "--", "--seed"]) == nil)
    #expect(CommonOptions.refusal(of: ["rates", "--seed", "1"]) == nil)
    #expect(CommonOptions.refusal(of: ["--seed", "1"]) == nil)
  }
}
