import Foundation
import RateCatalogue
import ReportGenerator
import Testing

@testable import MediaCostCommand

/// A report's folder is whole at every moment, and holds what others put there.
@Suite("The folder of a report")
struct ReportFolderTests {
  /// A report of some files with its manifest, as a run makes them.
  static func report(_ texts: [String: String]) -> [ReportFile] {
    let files = texts.sorted { $0.key < $1.key }.map { ReportFile(name: $0.key, text: $0.value) }
    let listed = files.map {
      "{\"file\": \"\($0.name)\", \"sha256\": \"\(TextDigest.sha256($0.text))\"}"
    }
    return files + [
      ReportFile(
        name: "manifest.json", text: "{\"files\": [\(listed.joined(separator: ", "))]}\n")
    ]
  }

  static func inode(_ path: String) throws -> Int {
    try #require(
      try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int)
  }

  @Test("Files of an earlier report go, files of others and edited ones stay as they are")
  func stale() throws {
    try Workspace.with { workspace in
      let out = workspace.path("out")
      try ReportFolder.write(
        Self.report(["a.csv": "1", "b.csv": "2", "c.csv": "3", "charts/x.svg": "4"]), into: out)
      #expect(try workspace.read("out/charts/x.svg") == "4")
      try workspace.write("edited", to: "out/b.csv")
      try workspace.write("mine", to: "out/notes.txt")
      try workspace.write("mine", to: "out/sub/deeper/more.txt")
      try FileManager.default.createSymbolicLink(
        atPath: workspace.path("out/link"), withDestinationPath: "/nowhere")
      let notes = try Self.inode(workspace.path("out/notes.txt"))
      let more = try Self.inode(workspace.path("out/sub/deeper/more.txt"))
      try ReportFolder.write(Self.report(["a.csv": "5"]), into: out)
      #expect(
        try workspace.names(in: "out")
          == ["a.csv", "b.csv", "link", "manifest.json", "notes.txt", "sub"])
      #expect(try workspace.read("out/a.csv") == "5")
      #expect(try workspace.read("out/b.csv") == "edited")
      // The same files, not copies.
      #expect(try Self.inode(workspace.path("out/notes.txt")) == notes)
      #expect(try Self.inode(workspace.path("out/sub/deeper/more.txt")) == more)
      #expect(try workspace.names(in: "") == ["out"])
    }
  }

  @Test("Where no report was before, a file that somebody wrote stays, and nothing is written")
  func own() throws {
    try Workspace.with { workspace in
      let out = workspace.path("out")
      try workspace.write("mine", to: "out/a.csv")
      let error = #expect(throws: FileOutputError.self) {
        try ReportFolder.write(Self.report(["a.csv": "1", "b.csv": "2"]), into: out)
      }
      #expect(
        error?.description
          == "\(out)/a.csv: the file is of no report, and is not replaced; move it, or name another folder"
      )
      #expect(try workspace.names(in: "out") == ["a.csv"])
      #expect(try workspace.read("out/a.csv") == "mine")
    }
  }

  @Test("The folder is exchanged in one step, and keeps its mode and that of its files")
  func exchanged() throws {
    try Workspace.with { workspace in
      let out = workspace.path("out")
      try ReportFolder.write(Self.report(["a.csv": "1"]), into: out)
      let files = FileManager.default
      try files.setAttributes([.posixPermissions: 0o750], ofItemAtPath: out)
      try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(out)/a.csv")
      let before = try Self.inode(out)
      try ReportFolder.write(Self.report(["a.csv": "2"]), into: out)
      #expect(try Self.inode(out) != before)
      for (path, mode) in [(out, 0o750), ("\(out)/a.csv", 0o600)] {
        #expect(try files.attributesOfItem(atPath: path)[.posixPermissions] as? Int == mode)
      }
    }
  }

  @Test("Where somebody works in the folder, it stays the same one", arguments: [".", "../out/"])
  func workedIn(name: String) throws {
    try Workspace.with { workspace in
      try workspace.write(TestScenario.pictures, to: "s.yaml")
      try ReportFolder.write(Self.report(["old.csv": "1"]), into: workspace.path("out"))
      let before = try Self.inode(workspace.path("out"))
      let run = try workspace.shell("cd out && mediacost report ../s.yaml --trials 0 --out \(name)")
      #expect(run.status == 0, "\(run.errors)")
      #expect(try Self.inode(workspace.path("out")) == before)
      #expect(workspace.has("out/report.md"))
      #expect(!workspace.has("out/old.csv"))
      #expect(try workspace.names(in: "out").allSatisfy { !$0.hasPrefix(".") })
    }
  }

  @Test("A link to a folder stays, and so does a link in the place of a file")
  func links() throws {
    try Workspace.with { workspace in
      let files = FileManager.default
      try ReportFolder.write(Self.report(["a.csv": "1"]), into: workspace.path("real"))
      try files.createSymbolicLink(atPath: workspace.path("link"), withDestinationPath: "real")
      try ReportFolder.write(Self.report(["a.csv": "2"]), into: workspace.path("link"))
      #expect(try files.destinationOfSymbolicLink(atPath: workspace.path("link")) == "real")
      #expect(try workspace.read("real/a.csv") == "2")
      try workspace.write("3", to: "elsewhere.csv")
      try files.removeItem(atPath: workspace.path("real/a.csv"))
      try files.createSymbolicLink(
        atPath: workspace.path("real/a.csv"), withDestinationPath: "../elsewhere.csv")
      try ReportFolder.write(Self.report(["a.csv": "4"]), into: workspace.path("real"))
      #expect(
        try files.destinationOfSymbolicLink(atPath: workspace.path("real/a.csv"))
          == "../elsewhere.csv")
      #expect(try workspace.read("elsewhere.csv") == "4")
    }
  }

  @Test(
    "A manifest that names files outside the folder takes none of them",
    arguments: ["../victim.txt", "sub/../../victim.txt", "/ABSOLUTE"])
  func hostileManifest(name: String) throws {
    try Workspace.with { workspace in
      let victim = try workspace.write("precious", to: "victim.txt")
      let name = name == "/ABSOLUTE" ? victim : name
      try workspace.write("", to: "out/sub/x")
      try workspace.write(
        "{\"files\": [{\"file\": \"\(name)\", \"sha256\": \"\(TextDigest.sha256("precious"))\"}]}",
        to: "out/manifest.json")
      try ReportFolder.write(Self.report(["a.csv": "1"]), into: workspace.path("out"))
      #expect(try workspace.read("victim.txt") == "precious")
    }
  }

  @Test("What is no report takes no report away")
  func noReport() throws {
    try Workspace.with { workspace in
      try ReportFolder.write(Self.report(["a.csv": "1"]), into: workspace.path("out"))
      try ReportFolder.write([ReportFile(name: "output", text: "2")], into: workspace.path("out"))
      #expect(try workspace.names(in: "out") == ["a.csv", "manifest.json", "output"])
    }
  }

  /// Whether a folder is one whole report: every file that its manifest lists, as it lists it.
  static func isWhole(_ folder: URL) throws -> Bool {
    let text = try Data(contentsOf: folder.appendingPathComponent("manifest.json"))
    let manifest = try #require(try JSONSerialization.jsonObject(with: text) as? [String: Any])
    return try (manifest["files"] as? [[String: String]] ?? []).allSatisfy { file in
      let name = try #require(file["file"])
      let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      return TextDigest.sha256(text) == file["sha256"]
    }
  }

  @Test("Runs at once leave one whole report, and what others put there")
  func atOnce() throws {
    try Workspace.with { workspace in
      try workspace.write("mine", to: "out/notes.txt")
      let processes = try (0..<4).map { seed in
        let text = TestScenario.pictures.replacing("1000", with: "\(seed + 1)000")
        let scenario = try workspace.write(text, to: "s\(seed).yaml")
        let process = try Program.process(
          [
            "report", scenario, "--trials", "0", "--db", ":memory:", "--out",
            workspace.path("out"),
          ], home: workspace)
        process.standardOutput = FileHandle.nullDevice
        try Program.start(process)
        return process
      }
      for process in processes {
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
      }
      #expect(try Self.isWhole(workspace.folder.appendingPathComponent("out")))
      #expect(try workspace.read("out/notes.txt") == "mine")
      #expect(
        try workspace.names(in: "")
          == ["out", "s0.yaml", "s1.yaml", "s2.yaml", "s3.yaml"])
    }
  }

  @Test("A run that is killed leaves the old report or the new one")
  func killed() throws {
    try Workspace.with { workspace in
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      try workspace.write("mine", to: "out/notes.txt")
      let arguments = ["--trials", "2", "--db", ":memory:", "--out", workspace.path("out")]
      _ = try workspace.run(["report", scenario] + arguments)
      for signal in [SIGKILL, SIGTERM, SIGKILL, SIGTERM] {
        let process = try Program.process(
          ["report", scenario, "--seed", "2"] + arguments, home: workspace)
        process.standardOutput = FileHandle.nullDevice
        try Program.start(process)
        while process.isRunning, try workspace.names(in: "").allSatisfy({ !$0.hasPrefix(".media") })
        {}
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(try Self.isWhole(workspace.folder.appendingPathComponent("out")))
        #expect(try workspace.read("out/notes.txt") == "mine")
        let left = try workspace.names(in: "").filter { $0.hasPrefix(".media") }
        if signal == SIGTERM { #expect(left == []) }
        for name in left { try FileManager.default.removeItem(atPath: workspace.path(name)) }
      }
    }
  }
}
