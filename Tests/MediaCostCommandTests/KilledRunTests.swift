import Foundation
import GRDB
import TestSupport
import Testing

/// How often a run is killed.
private enum KillRounds {
  static let count = StoreTrials.number("MEDIACOST_KILLS") ?? 6
}

/// A power cut in the middle of recording leaves a store that opens, and no half of a run.
///
/// MEDIACOST_KILLS says how many runs are killed, MEDIACOST_SEED when: `scripts/verify-store`.
@Suite(
  "A run that is killed while it records",
  .timeLimit(.minutes(2 + KillRounds.count / 4)))
struct KilledRunTests {
  /// How large the write-ahead log is when the program is killed, in bytes: from before the first
  /// page to after the last, and then anywhere between.
  static func size(inRound round: Int, _ random: inout SplitMix64) -> Int {
    let first = [0, 4_000, 40_000, 150_000, 1, 100_000]
    let drawn = Int(random.next() % 160_000)
    return round < first.count ? first[round] : drawn
  }

  @Test("The store opens, is whole, and holds whole runs only")
  func storeSurvives() throws {
    try Workspace.with { workspace in
      let path = workspace.path("store.sqlite")
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      // What a run that nobody killed leaves: one run, its cards, vocabulary, assumptions and price risk, its
      // files.
      let cards = try FileManager.default
        .contentsOfDirectory(atPath: Repository.root.appendingPathComponent("data/rates").path)
        .count { $0.hasSuffix(".yaml") }
      try workspace.run(
        "report", scenario, "--db", path, "--trials", "10", "--out", workspace.path("whole"))
      let whole = [1, cards + 3, try workspace.files(in: "whole").count]
      try Self.check(path, whole: whole)
      var killed = 0
      var random = SplitMix64(seed: StoreTrials.seed)
      // A run that ended before its moment came is no kill, and another one is tried.
      var round = -1
      while killed < KillRounds.count, round < 3 * KillRounds.count {
        round += 1
        let size = Self.size(inRound: round, &random)
        // Every other one also waits a moment, which falls between two writes or after the last.
        let pause = round % 2 == 0 ? 0 : UInt32(random.next() % 2_000)
        // A catalogue of its own for each run, so that every run has much to write.
        let data = try Self.data(in: workspace, named: "data-\(round)")
        let process = try Program.process(
          [
            "report", scenario, "--rates", data, "--db", path, "--trials", "10", "--out",
            workspace.path("out"),
          ], home: workspace)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let before = Self.size(of: path + "-wal")
        try process.run()
        while process.isRunning {
          let now = Self.size(of: path + "-wal")
          guard now > 0, now != before || size == 0, now >= size else { continue }
          usleep(pause)
          kill(process.processIdentifier, SIGKILL)
          break
        }
        process.waitUntilExit()
        if process.terminationReason == .uncaughtSignal { killed += 1 }
        // First as the kill left it, then as SQLite makes it whole again.
        try Self.checkReading(path, of: workspace)
        try Self.check(path, whole: whole)
        try FileManager.default.removeItem(atPath: data)
      }
      print(
        "\(round + 1) runs, \(killed) of them killed while they recorded; the store was whole after each"
      )
      #expect(killed == KillRounds.count, "the runs ended before they could be killed")
      // The program itself carries on with the same file.
      let run = try workspace.run("forecast", scenario, "--db", path, "--trials", "10")
      #expect(run.errors == "")
      let list = try workspace.run("runs", "list", "--db", path, "--format", "json").json()
      let newest = try #require((list["runs"] as? [[String: Any]])?.first?["run"] as? Int)
      #expect(try workspace.run("runs", "again", "\(newest)", "--db", path).status == 0)
    }
  }

  /// Whether the database is whole, and every run in it.
  private static func check(_ path: String, whole: [Int]) throws {
    guard size(of: path) > 0 else { return }
    let queue = try DatabaseQueue(path: path)
    try queue.read { database in
      #expect(try String.fetchAll(database, sql: "PRAGMA integrity_check") == ["ok"])
      #expect(try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").isEmpty)
      guard try database.tableExists("run") else { return }
      // All or nothing: no catalogue without its run, no run without all of its files and outputs.
      let runs = try Row.fetchAll(
        database,
        sql: """
          SELECT catalogue.digest,
            (SELECT count(*) FROM run WHERE catalogue = catalogue.digest) AS runs,
            (SELECT count(*) FROM catalogue_file WHERE catalogue = catalogue.digest) AS files,
            (SELECT count(*) FROM run_output JOIN run ON run_output.run = run.id
              WHERE run.catalogue = catalogue.digest) AS outputs
          FROM catalogue
          """)
      let shapes = runs.map { [$0["runs"], $0["files"], $0["outputs"]] as [Int] }
      #expect(shapes.allSatisfy { $0 == whole }, "\(shapes) where each is \(whole)")
    }
  }

  /// Whether the program itself reads every run that was recorded, and changes nothing.
  private static func checkReading(_ path: String, of workspace: Workspace) throws {
    let files = [path, path + "-wal"].map { FileManager.default.contents(atPath: $0) }
    let list = try workspace.run("runs", "list", "--db", path, "--format", "json")
    #expect(list.status == 0, "\(list.errors)")
    #expect([path, path + "-wal"].map { FileManager.default.contents(atPath: $0) } == files)
    let recorded = try DatabaseQueue(path: path).read {
      try $0.tableExists("run") ? Int.fetchOne($0, sql: "SELECT count(*) FROM run") : 0
    }
    #expect((try list.json()["runs"] as? [Any])?.count == recorded)
  }

  /// A copy of the shipped data with a digest of its own.
  private static func data(in workspace: Workspace, named name: String) throws -> String {
    let folder = workspace.folder.appendingPathComponent(name)
    try FileManager.default.copyItem(
      at: Repository.root.appendingPathComponent("data"), to: folder)
    let card = folder.appendingPathComponent("rates/bedrock.yaml")
    let text = try String(contentsOf: card, encoding: .utf8)
    try Data("# \(name)\n\(text)".utf8).write(to: card)
    return folder.path
  }

  private static func size(of path: String) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? NSNumber)?.intValue ?? 0
  }
}
