import Foundation
import GRDB
import TestSupport
import Testing

/// What the world around a run may lack, and what files may begin with.
@Suite("What the program is run with")
struct SurroundingsTests {
  @Test(
    "A scenario that ends its first month before a model is sold is refused as quote refuses the day",
    arguments: [("2017-01", 65), ("2026-03", 65), ("2026-04", 0), ("2027-01", 0)])
  func soldLater(start: String, status: Int32) throws {
    try Workspace.with { workspace in
      let text = TestScenario.pictures.replacing("start: 2027-01", with: "start: \(start)")
      let scenario = try workspace.write(text, to: "s.yaml")
      // A trace has rows of single days, of which some may lie before the first.
      let trace = status == 0 ? [] : [["trace", "--month", start]]
      for command in [["forecast"], ["report", "--out", workspace.path("out")]] + trace {
        let run = try workspace.run(
          [command[0], scenario] + command.dropFirst() + ["--trials", "10"])
        #expect(run.status == status, "\(command): \(run.errors)")
        guard status != 0 else { continue }
        let quote = try workspace.run(
          "quote", "openai/gpt-image-2/generate", "--as-of", "\(start)-01")
        let reason = quote.errors.dropFirst("mediacost: ".count)
        #expect(
          run.errors == "mediacost: \(scenario):7: feature 'pictures': \(reason)", "\(command)")
      }
    }
  }

  @Test("A mark of the byte order before a scenario changes nothing")
  func byteOrderMark() throws {
    try Workspace.with { workspace in
      let plain = try workspace.write(TestScenario.pictures, to: "plain.yaml")
      let marked = try workspace.write("\u{FEFF}" + TestScenario.pictures, to: "marked.yaml")
      let runs = try [plain, marked].map { try workspace.run("forecast", $0, "--trials", "10") }
      #expect(runs[1].status == 0, "\(runs[1].errors)")
      #expect(runs[1].output == runs[0].output)
      #expect(try workspace.run("runs", "again", "2").status == 0)
    }
  }

  @Test(
    "An environment without a place for runs is a warning, or the status 74 where runs are asked for",
    arguments: [
      ("unset HOME", "HOME: it is not set, so runs have no place; name a file with --db"),
      (
        "XDG_DATA_HOME=data",
        "XDG_DATA_HOME: 'data' does not begin with '/'; name the whole path, or a file with --db"
      ),
    ])
  func noPlace(setting: String, words: String) throws {
    try Workspace.with { workspace in
      try workspace.write(TestScenario.pictures, to: "s.yaml")
      let export = "\(setting); export XDG_DATA_HOME;"
      let forecast = try workspace.shell("\(export) mediacost forecast s.yaml --trials 0")
      #expect(forecast.status == 0)
      #expect(forecast.output.contains("Two months of pictures"))
      #expect(forecast.errors == "mediacost: this run was not recorded: \(words)\n")
      let list = try workspace.shell("\(export) mediacost runs list")
      #expect(list.status == 74)
      #expect(list.errors == "mediacost: \(words)\n")
      #expect(!workspace.has("data") && !workspace.has(".local"))
    }
  }

  #if os(Linux)
    @Test("Without /proc the program says that it cannot work")
    func noProcesses() throws {
      try Workspace.with { workspace in
        let hide = "unshare -m sh -c 'mount -t tmpfs none /proc && exec \"$@\"' -"
        // Where the system lets nobody hide it, there is nothing to try.
        guard try workspace.shell("\(hide) true").status == 0 else { return }
        let run = try workspace.shell("\(hide) mediacost quote openai/gpt-image-2/generate")
        #expect(run.status == 74)
        #expect(run.output == "")
        #expect(run.errors.hasPrefix("mediacost: the command line cannot be read"))
      }
    }

    @Test("Runs are listed from a medium that cannot be written")
    func readOnly() throws {
      try Workspace.with { workspace in
        try workspace.write(TestScenario.pictures, to: "s.yaml")
        try workspace.write("", to: "disk/x")
        #expect(
          try workspace.shell("mediacost forecast s.yaml --trials 0 --db disk/runs.sqlite").errors
            == "")
        let mount = "mount --bind disk disk && mount -o remount,ro,bind disk disk"
        guard try workspace.shell("unshare -m sh -c '\(mount)'").status == 0 else { return }
        let run = try workspace.shell(
          "unshare -m sh -c '\(mount) && ! touch disk/y 2>/dev/null"
            + " && mediacost runs list --db disk/runs.sqlite && mediacost runs show 1 --db disk/runs.sqlite'"
        )
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("Run 1: Two months of pictures"))
        #expect(try workspace.names(in: "disk") == ["runs.sqlite", "x"])
      }
    }
  #endif

  @Test("A row that lacks what the tables demand is damage, not a trap")
  func missingValue() throws {
    try Workspace.with { workspace in
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      let path = workspace.path("store.sqlite")
      try workspace.run("forecast", scenario, "--trials", "0", "--db", path)
      let demand = ("'kind TEXT NOT NULL'", "'kind TEXT'")
      for (old, new, sql) in [
        (demand.0, demand.1, "DROP TRIGGER run_is_append_only"),
        (demand.1, demand.0, "UPDATE run SET kind = NULL"),
      ] {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { database in
          try database.execute(
            sql: """
              \(sql);
              PRAGMA writable_schema = ON;
              UPDATE sqlite_schema SET sql = replace(sql, \(old), \(new)) WHERE name = 'run'
              """)
        }
        try queue.close()
      }
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      for command in [["list"], ["show", "1"], ["again", "1"]] {
        let run = try workspace.run(["runs"] + command + ["--db", path])
        #expect(run.status == 74, "\(run.errors)")
        #expect(
          run.errors == "mediacost: \(path): the store is damaged; it was left as it is\n")
      }
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
    }
  }
}
