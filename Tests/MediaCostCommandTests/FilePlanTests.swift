import Foundation
import TestSupport
import Testing

@testable import MediaCostCommand

/// What is read is never written over, and two results never go to one file.
@Suite("Inputs and outputs that are one file")
struct FilePlanTests {
  static let log = """
    timestamp,offer,seconds
    2027-03-01T00:00:00Z,vertex/veo-3.1-fast/generate,8

    """

  /// A command whose files clash, with what is said; A is the log, S the scenario, both in the folder D.
  struct Clash: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let words: String

    init(_ line: String, _ words: String) {
      testDescription = line
      self.words = words
    }
  }

  static let clashes = [
    Clash(
      "rerate D/a.csv --rows D/a.csv", "--rows 'D/a.csv' is the same file as the log 'D/a.csv'"),
    Clash("rerate D/a.csv --rejects D/a.csv", "--rejects 'D/a.csv' is the same file as the log"),
    Clash("rerate D/a.csv --rows D/soft.csv", "--rows 'D/soft.csv' is the same file as the log"),
    Clash("rerate D/a.csv --rows D/hard.csv", "--rows 'D/hard.csv' is the same file as the log"),
    Clash("rerate D/soft.csv --rows D/a.csv", "is the same file as the log 'D/soft.csv'"),
    Clash("rerate D/a.csv --rows D/sub/../a.csv", "is the same file as the log 'D/a.csv'"),
    Clash(
      "rerate D/a.csv --rows D/n.csv --rejects D/sub/../n.csv",
      "--rejects 'D/sub/../n.csv' is the same file as --rows 'D/n.csv'"),
    Clash(
      "rerate D/a.csv --rows D/dangling --rejects D/nowhere",
      "--rejects 'D/nowhere' is the same file as --rows 'D/dangling'"),
    Clash(
      "rerate D/a.csv --rows D/a.csv.rejects",
      "the file of bad rows 'D/a.csv.rejects' is the same file as --rows 'D/a.csv.rejects'"),
    Clash(
      "rerate D/a.csv --rates D/data --rows D/data/rates/openai.yaml",
      "is the same file as the file of the rate cards"),
    Clash(
      "trace D/s.yaml --month 2027-01 --out D/s.yaml",
      "--out 'D/s.yaml' is the same file as the scenario 'D/s.yaml'"),
    Clash(
      "forecast D/s.yaml --db D/s.yaml", "the store 'D/s.yaml' is the same file as the scenario"),
    Clash(
      "forecast D/s.yaml --rates D/data --db D/data/vocabulary.yaml",
      "the store 'D/data/vocabulary.yaml' is the same file as the file of the rate cards"),
    Clash(
      "report D/report.md --out D", "--out 'D/report.md' is the same file as the scenario"),
    Clash(
      "report D/s.yaml --out D --db D/manifest.json",
      "--out 'D/manifest.json' is the same file as the store 'D/manifest.json'"),
    Clash(
      "sql sqlite --rates D/data --out D/data/rates/openai.yaml",
      "is the same file as the file of the rate cards"),
    Clash(
      "sql sqlite --rates D/data --out D/data/claims/gmi-article-2026-05-28.yaml",
      "is the same file as a file of the data"),
    Clash(
      "rerate D/a.csv --rates D/data --rows D/data/scenarios/storefront.yaml",
      "is the same file as a file of the data"),
    Clash(
      "sample-log --rows 1 --rates D/data --out D/data/vocabulary.yaml",
      "is the same file as the file of the rate cards"),
  ]

  /// A folder with all that the clashes name.
  private static func prepare(_ workspace: Workspace) throws {
    try workspace.write(log, to: "a.csv")
    try workspace.write(TestScenario.pictures, to: "s.yaml")
    try workspace.write(TestScenario.pictures, to: "report.md")
    try workspace.write("", to: "sub/x")
    let files = FileManager.default
    for (link, end) in [("soft.csv", "a.csv"), ("dangling", "nowhere")] {
      try files.createSymbolicLink(atPath: workspace.path(link), withDestinationPath: end)
    }
    try files.linkItem(atPath: workspace.path("a.csv"), toPath: workspace.path("hard.csv"))
    try files.copyItem(
      at: Repository.root.appendingPathComponent("data"),
      to: workspace.folder.appendingPathComponent("data"))
  }

  private static func bytes(_ workspace: Workspace) throws -> [String: Int] {
    var found: [String: Int] = [:]
    for name in [
      "a.csv", "s.yaml", "report.md", "data/vocabulary.yaml", "data/rates/openai.yaml",
      "data/claims/gmi-article-2026-05-28.yaml", "data/scenarios/storefront.yaml",
    ] {
      found[name] = try workspace.read(name).hashValue
    }
    for name in try workspace.names(in: "") where !name.hasPrefix(".") { found["/" + name] = 0 }
    return found
  }

  @Test("They are refused before any work, and nothing is touched", arguments: clashes)
  func refused(clash: Clash) throws {
    try Workspace.with { workspace in
      try Self.prepare(workspace)
      let before = try Self.bytes(workspace)
      func place(_ text: String) -> String {
        text.replacing("D/", with: workspace.path("") + "/").replacing(
          "D", with: workspace.path(""))
      }
      let words = clash.testDescription.split(separator: " ").map { place(String($0)) }
      let run = try workspace.run(words)
      #expect(run.status == 64, "\(run.errors)")
      #expect(run.output == "")
      #expect(run.errors.contains(clash.words.replacing("D/", with: workspace.path("") + "/")))
      #expect(try Self.bytes(workspace) == before)
    }
  }

  @Test("A run's outputs are not written over what it repeats")
  func again() throws {
    try Workspace.with { workspace in
      let scenario = try workspace.write(TestScenario.pictures, to: "output")
      try workspace.run("forecast", scenario, "--trials", "0")
      let again = try workspace.run("runs", "again", "1", "--out", workspace.folder.path)
      #expect(again.status == 64)
      #expect(again.errors.contains("is the same file as the scenario '\(scenario)'"))
      #expect(try workspace.read("output") == TestScenario.pictures)
    }
  }

  @Test(
    "Standard output and standard input count where they are files",
    arguments: [
      ("rerate - --rows a.csv < a.csv", 64), ("rerate a.csv >> a.csv", 64),
      ("rerate a.csv --rows r.csv > r.csv", 64), ("rerate a.csv --rows r.csv > t.txt", 0),
      ("rerate a.csv --rows /dev/null --rejects /dev/null > /dev/null", 0),
      ("runs list --db s.sqlite >> s.sqlite", 64),
      ("trace s.yaml --month 2027-01 --trials 10 --out /dev/stdout >> t.txt", 0),
    ])
  func standardStreams(line: String, status: Int32) throws {
    try Workspace.with { workspace in
      try workspace.write(Self.log, to: "a.csv")
      try workspace.write(TestScenario.pictures, to: "s.yaml")
      try workspace.write("before\n", to: "t.txt")
      try workspace.run(
        "forecast", workspace.path("s.yaml"), "--trials", "0", "--db", workspace.path("s.sqlite"))
      let store = try Data(contentsOf: workspace.folder.appendingPathComponent("s.sqlite"))
      let run = try workspace.shell("mediacost \(line)")
      #expect(run.status == status, "\(run.errors)")
      #expect(try workspace.read("a.csv") == Self.log)
      #expect(
        try Data(contentsOf: workspace.folder.appendingPathComponent("s.sqlite")) == store)
      if line.hasPrefix("trace") {
        let text = try workspace.read("t.txt")
        #expect(text.hasPrefix("before\ntimestamp,offer"))
      }
    }
  }

  @Test("Places are those of the files, whatever they are called")
  func places() throws {
    try Workspace.with { workspace in
      try Self.prepare(workspace)
      func place(_ name: String) -> FilePlace? { FilePlace(path: workspace.path(name)) }
      #expect(place("a.csv") != nil)
      #expect(place("a.csv") == place("soft.csv"))
      #expect(place("dangling") == place("nowhere"))
      #expect(place("new/deeper") == place("sub/../new/deeper"))
      #expect(place("new/deeper") != place("new/other"))
      #expect(place("a.csv") != place("s.yaml"))
      #expect(FilePlace(path: "/dev/null") == nil)
      try FileManager.default.createSymbolicLink(
        atPath: workspace.path("loop"), withDestinationPath: "loop")
      #expect(place("loop") == nil)
    }
  }
}
