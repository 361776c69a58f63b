import Foundation
import GRDB
import TestSupport
import Testing

/// The store remembers; whatever is wrong with it, the figures come out all the same.
@Suite("Where runs are recorded")
struct StoreTests {
  /// A store that cannot be used: how it is made, and what is said of it.
  struct Trouble: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let words: String
    let make: @Sendable (Workspace) throws -> String
  }

  static let troubles = [
    Trouble(testDescription: "garbage", words: "the file is damaged or no SQLite database") {
      try $0.write(String(repeating: "this is no database. ", count: 200), to: "store.sqlite")
    },
    Trouble(testDescription: "read-only", words: "the file cannot be written") { workspace in
      let path = try recorded(in: workspace)
      // The file says of itself that only a later SQLite may write it; unlike a permission, that
      // also holds for an administrator.
      let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
      try file.seek(toOffset: 18)
      try file.write(contentsOf: Data([3]))
      try file.close()
      return path
    },
    Trouble(testDescription: "a folder", words: "this is no file; name one with --db") {
      try $0.write("", to: "store.sqlite/inside")
      return $0.path("store.sqlite")
    },
    Trouble(testDescription: "inside a file", words: "the file cannot be written") {
      try $0.write("", to: "file") + "/store.sqlite"
    },
    Trouble(
      testDescription: "from a later version",
      words:
        "the store is version 4 and this build reads up to 3; update mediacost, or name another file with --db"
    ) { workspace in
      let path = try recorded(in: workspace)
      try DatabaseQueue(path: path).write {
        try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('4 what comes next')")
      }
      return path
    },
  ]

  /// A store in which one forecast is recorded.
  private static func recorded(in workspace: Workspace) throws -> String {
    let scenario = try workspace.write(TestScenario.pictures, to: "recorded.yaml")
    let path = workspace.path("store.sqlite")
    let run = try workspace.run("forecast", scenario, "--trials", "10", "--db", path)
    #expect(run.errors == "")
    return path
  }

  @Test("A report succeeds without its store, with a warning", arguments: troubles)
  func reportSucceeds(trouble: Trouble) throws {
    try Workspace.with { workspace in
      let path = try trouble.make(workspace)
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      let run = try workspace.run(
        "report", scenario, "--trials", "10", "--out", workspace.path("out"), "--db", path)
      #expect(run.status == 0)
      #expect(run.output.hasPrefix("Two months of pictures: 106 USD over 2 months\n"))
      #expect(
        run.errors == "mediacost: this run was not recorded: \(path): \(trouble.words)\n")
      #expect(workspace.has("out/manifest.json"))
    }
  }

  @Test(
    "Where the store itself is asked for, the same trouble is status 74",
    arguments: troubles.filter { $0.testDescription != "read-only" })
  func runsFail(trouble: Trouble) throws {
    try Workspace.with { workspace in
      let path = try trouble.make(workspace)
      let run = try workspace.run("runs", "list", "--db", path)
      #expect(run.status == 74)
      #expect(run.output == "")
      let words =
        trouble.testDescription == "inside a file"
        ? "the file cannot be read: Not a directory" : trouble.words
      #expect(run.errors == "mediacost: \(path): \(words)\n")
    }
  }

  @Test("A store that another program holds is a warning as well")
  func locked() throws {
    try Workspace.with { workspace in
      let path = try Self.recorded(in: workspace)
      let scenario = workspace.path("recorded.yaml")
      let run = try DatabaseQueue(path: path).inDatabase { database in
        try database.execute(sql: "BEGIN EXCLUSIVE")
        defer { try? database.execute(sql: "ROLLBACK") }
        return try workspace.run(
          "report", scenario, "--trials", "10", "--out", workspace.path("out"), "--db", path)
      }
      #expect(run.status == 0)
      #expect(workspace.has("out/manifest.json"))
      #expect(
        run.errors
          == "mediacost: this run was not recorded: \(path): another program holds the file\n")
      let runs = try workspace.run("runs", "list", "--format", "json", "--db", path).json()
      #expect((runs["runs"] as? [Any])?.count == 1)
    }
  }

  static let places: [(environment: [String: String], place: String)] = [
    ([:], ".local/share/mediacost/mediacost.sqlite"),
    (["XDG_DATA_HOME": ""], ".local/share/mediacost/mediacost.sqlite"),
  ]

  @Test("Without --db the store is in the home folder", arguments: places)
  func defaultPlace(environment: [String: String], place: String) throws {
    try Workspace.with { workspace in
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      let run = try workspace.run(
        ["forecast", scenario, "--trials", "10"], environment: environment)
      #expect(run.errors == "")
      #expect(workspace.has(place))
    }
  }

  @Test("XDG_DATA_HOME moves the store")
  func xdgPlace() throws {
    try Workspace.with { workspace in
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      let environment = ["XDG_DATA_HOME": workspace.path("data")]
      let run = try workspace.run(
        ["forecast", scenario, "--trials", "10"], environment: environment)
      #expect(run.status == 0)
      #expect(workspace.has("data/mediacost/mediacost.sqlite"))
      #expect(!workspace.has(".local"))
    }
  }

  @Test("In memory nothing is recorded, and no file appears")
  func inMemory() throws {
    try Workspace.with { workspace in
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      let run = try workspace.run(
        "report", scenario, "--trials", "10", "--out", workspace.path("out"), "--db", ":memory:")
      #expect(run.status == 0)
      #expect(run.errors == "")
      #expect(!workspace.has(".local"))
      let list = try workspace.run("runs", "list", "--db", ":memory:")
      #expect(list.output == "No run is recorded.\n")
      let here = Repository.root.appendingPathComponent(":memory:").path
      #expect(!FileManager.default.fileExists(atPath: here))
    }
  }

  @Test("A catalogue is stored once, however many runs use it")
  func catalogueOnce() throws {
    try Workspace.with { workspace in
      let path = try Self.recorded(in: workspace)
      let scenario = workspace.path("recorded.yaml")
      for _ in 0..<2 { try workspace.run("forecast", scenario, "--trials", "10", "--db", path) }
      let counts = try DatabaseQueue(path: path).read { database in
        try ["run", "run_output", "catalogue"].map {
          try Int.fetchOne(database, sql: "SELECT count(*) FROM \($0)")
        }
      }
      #expect(counts == [3, 3, 1])
    }
  }
}
