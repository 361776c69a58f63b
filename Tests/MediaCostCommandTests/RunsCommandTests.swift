import Foundation
import GRDB
import RateCatalogue
import TestSupport
import Testing

@Suite("mediacost runs")
struct RunsCommandTests {
  /// A home in which a forecast and a report of one scenario are recorded, made once for all tests.
  private static let recorded = Result {
    let home = try Workspace.untilExit()
    let scenario = try home.write(TestScenario.pictures, to: "s.yaml")
    for (command, options) in [
      ("forecast", ["--format", "json"]), ("report", ["--out", home.path("out")]),
    ] {
      let run = try home.run([command, scenario, "--trials", "10"] + options)
      #expect(run.status == 0)
    }
    return home
  }

  /// Puts the home with two runs into an empty folder.
  private static func record(in workspace: Workspace) throws {
    let home = try recorded.get()
    for name in [".local", "out"] {
      try FileManager.default.copyItem(atPath: home.path(name), toPath: workspace.path(name))
    }
  }

  @Test("The list is newest first and says what each came to")
  func list() throws {
    try Workspace.with { workspace in
      let empty = try workspace.run("runs", "list", "--db", workspace.path("none.sqlite"))
      #expect(empty.output == "No run is recorded.\n")
      try Self.record(in: workspace)
      let runs = try #require(
        try workspace.run("runs", "list", "--format", "json").json()["runs"] as? [[String: Any]])
      #expect(runs.compactMap { $0["run"] as? Int } == [2, 1])
      #expect(runs.compactMap { $0["kind"] as? String } == ["report", "forecast"])
      #expect(
        runs.compactMap { $0["summary"] as? String }
          == Array(repeating: "Two months of pictures: 106 USD over 2 months", count: 2))
      let csv = try DelimitedText(workspace.run("runs", "list", "--format", "csv").output)
      #expect(try csv.column("run") == ["2", "1"])
      #expect(try csv.column("as_of") == ["2026-11-22", "2026-11-22"])
    }
  }

  @Test("A run shows what it read and gives out what it made")
  func show() throws {
    try Workspace.with { workspace in
      try Self.record(in: workspace)
      let details = try workspace.run("runs", "show", "2")
      #expect(details.status == 0)
      #expect(details.output.contains("Run 2: Two months of pictures: 106 USD over 2 months"))
      let markdown = try workspace.run("runs", "show", "2", "--format", "markdown")
      #expect(markdown.output.hasPrefix("# Run 2: Two months of pictures: "))
      let file = try workspace.run("runs", "show", "2", "--file", "forecast.csv")
      #expect(file.output == (try workspace.read("out/forecast.csv")))
      let none = try workspace.run("runs", "show", "2", "--file", "report.pdf")
      #expect(none.status == 64)
      #expect(
        none.errors.hasPrefix(
          "mediacost: run 2 made no 'report.pdf'; it made 'charts/accepted-dark.svg', "))
    }
  }

  @Test("A number that no run has names the newest")
  func noSuchRun() throws {
    try Workspace.with { workspace in
      try Self.record(in: workspace)
      for command in ["show", "again"] {
        let run = try workspace.run("runs", command, "3")
        #expect(run.status == 64)
        #expect(run.errors == "mediacost: there is no run 3; the newest is 2\n")
      }
    }
  }

  @Test(
    "A forecast repeats to the byte in every format",
    arguments: [
      ("table", "data/scenarios/storefront.yaml"), ("json", "data/scenarios/storefront.yaml"),
      ("markdown", "s.yaml"), ("csv", "s.yaml"),
    ])
  func forecastAgain(format: String, scenario: String) throws {
    try Workspace.with { workspace in
      let own = try workspace.write(TestScenario.pictures, to: "s.yaml")
      let first = try workspace.run(
        ["forecast", scenario == "s.yaml" ? own : scenario, "--trials", "50", "--format", format],
        environment: ["COLUMNS": "61"])
      #expect(first.status == 0)
      #expect(!first.output.isEmpty)
      // Another width of the terminal must not matter: the run remembers its own.
      let again = try workspace.run(
        ["runs", "again", "1", "--cores", "3", "--out", workspace.path("again")],
        environment: ["COLUMNS": "200"])
      #expect(again.status == 0)
      #expect(again.output == "run 1 repeated: 1 outputs, the same to the byte\n")
      #expect(try workspace.read("again/output") == first.output)
    }
  }

  @Test("A report repeats to the byte, also with a day and from what was known then")
  func reportAgain() throws {
    try Workspace.with { workspace in
      try workspace.run(
        "report", "data/scenarios/storefront.yaml", "--trials", "20", "--seed", "7", "--price-risk",
        "--out", workspace.path("out"), "--as-of", "2026-06-01", "--known-at", "2026-07-01")
      let again = try workspace.run("runs", "again", "1", "--out", workspace.path("again"))
      #expect(again.status == 0)
      #expect(again.output.hasSuffix("outputs, the same to the byte\n"))
      for name in try workspace.files(in: "out") {
        #expect(try workspace.read("out/\(name)") == workspace.read("again/\(name)"), "\(name)")
      }
    }
  }

  @Test("What changed on disk since is said, and changes nothing")
  func afterChanges() throws {
    try Workspace.with { workspace in
      try FileManager.default.copyItem(
        at: Repository.root.appendingPathComponent("data"),
        to: workspace.folder.appendingPathComponent("data"))
      let data = workspace.path("data")
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      try workspace.run(
        "report", scenario, "--trials", "10", "--out", workspace.path("out"), "--rates", data)
      try workspace.write(
        TestScenario.pictures.replacingOccurrences(of: "1000", with: "9999"), to: "s.yaml")
      let card = try workspace.read("data/rates/openai.yaml")
      try workspace.write(
        card.replacingOccurrences(of: "price: 30.00", with: "price: 31.00"),
        to: "data/rates/openai.yaml")
      let again = try workspace.run("runs", "again", "1", "--rates", data)
      #expect(again.status == 0)
      #expect(
        again.output == """
          run 1 repeated: 10 outputs, the same to the byte
          \(scenario) has changed since; the run used its stored text
          the rate cards have changed since (openai.yaml); the run used the stored ones

          """)
      try FileManager.default.removeItem(atPath: scenario)
      #expect(try workspace.run("runs", "again", "1", "--rates", data).status == 0)
    }
  }

  /// The store of a home, opened to be changed behind its back.
  private static func store(
    of workspace: Workspace, _ change: (Database) throws -> Void
  ) throws {
    let queue = try DatabaseQueue(
      path: workspace.path(".local/share/mediacost/mediacost.sqlite"))
    try queue.write { database in
      for trigger in ["run_output", "catalogue_file", "run"] {
        try database.execute(sql: "DROP TRIGGER \(trigger)_is_append_only")
      }
      try change(database)
    }
    try queue.close()
  }

  /// Makes an output of run 1 another text, as an earlier build would have recorded it.
  private static func replaceOutput(in workspace: Workspace, _ change: (String) -> String) throws {
    try store(of: workspace) { database in
      let row = try #require(try Row.fetchOne(database, sql: "SELECT * FROM run WHERE id = 1"))
      let content = try #require(
        try String.fetchOne(database, sql: "SELECT content FROM run_output WHERE run = 1"))
      let changed = change(content)
      let digest = TextDigest.sha256(changed)
      let columns = [
        "id", "kind", "recorded_at", "version", "scenario_file", "scenario_digest", "catalogue",
        "as_of", "known_at", "options", "summary",
      ]
      let fields = columns.map { (row[$0] as DatabaseValue).storage.value.map { "\($0)" } ?? "" }
      let seal = TextDigest.sha256(
        (fields + ["output", digest]).map { "\($0.utf8.count):\($0)" }.joined())
      try database.execute(
        sql: """
          UPDATE run_output SET content = ?, digest = ? WHERE run = 1;
          UPDATE run SET seal = ? WHERE id = 1
          """, arguments: [changed, digest, seal])
    }
  }

  @Test(
    "A run that comes out otherwise ends with status 1, and shows the first line as it was and is")
  func differs() throws {
    try Workspace.with { workspace in
      try Self.record(in: workspace)
      try Self.replaceOutput(in: workspace) { $0.replacing("105.96", with: "95.96") }
      let again = try workspace.run("runs", "again", "1")
      #expect(again.status == 1, "\(again.errors)")
      #expect(again.lines.first == "run 1 repeated: 1 of 1 outputs differ")
      let difference = try #require(again.lines.dropFirst().first)
      #expect(difference.hasPrefix("output: line "))
      #expect(
        difference.hasSuffix("was '    \"mean\": \"95.96\",', now '    \"mean\": \"105.96\",'"))
      // The other run is untouched.
      #expect(try workspace.run("runs", "again", "2").status == 0)
    }
  }

  @Test("A line more or less is a difference too")
  func differsInLength() throws {
    try Workspace.with { workspace in
      try Self.record(in: workspace)
      try Self.replaceOutput(in: workspace) { $0 + "\n" }
      let again = try workspace.run("runs", "again", "1")
      #expect(again.status == 1, "\(again.errors)")
      #expect(again.lines.dropFirst().first?.hasPrefix("output: had ") == true)
    }
  }

  static let tampering: [(sql: String, commands: [String])] = [
    (
      "UPDATE run_output SET content = replace(content, '105.96', '95.96') WHERE run = 1",
      ["show", "again"]
    ),
    (
      "UPDATE run_output SET name = 'forecast.txt' WHERE run = 1", ["show", "again", "list"]
    ),
    (
      "UPDATE run SET summary = replace(summary, '106', '96') WHERE id = 1",
      ["show", "again", "list"]
    ),
    (
      "UPDATE run SET scenario_text = replace(scenario_text, '1000', '1001') WHERE id = 1",
      ["show", "again", "list"]
    ),
    (
      "UPDATE catalogue_file SET content = replace(content, '30.00', '31.00')", ["again"]
    ),
  ]

  @Test("What is no longer as it was recorded is damage, status 74", arguments: tampering)
  func tampered(sql: String, commands: [String]) throws {
    try Workspace.with { workspace in
      try Self.record(in: workspace)
      try Self.store(of: workspace) { try $0.execute(sql: sql) }
      for command in ["show", "again", "list"] {
        let run = try workspace.run(["runs", command] + (command == "list" ? [] : ["1"]))
        #expect(run.status == (commands.contains(command) ? 74 : 0), "\(command)")
        #expect(
          run.errors.isEmpty
            || run.errors.hasSuffix(": the store is damaged; it was left as it is\n"))
      }
    }
  }

  @Test(
    "Results of runs and stored catalogues cannot be edited by accident",
    arguments: [
      ("UPDATE run_output SET content = ''", "results of runs are never edited"),
      ("UPDATE catalogue_file SET content = ''", "catalogue versions are never edited"),
    ])
  func appendOnly(sql: String, words: String) throws {
    try Workspace.with { workspace in
      try Self.record(in: workspace)
      let path = workspace.path(".local/share/mediacost/mediacost.sqlite")
      let error = #expect(throws: DatabaseError.self) {
        try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
      }
      #expect(error?.message == words)
    }
  }
}
