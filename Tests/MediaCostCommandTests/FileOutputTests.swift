import Foundation
import TestSupport
import Testing

@testable import MediaCostCommand

/// How a file comes to its place: whole, where the name leads, with the mode it had.
@Suite("Files that are written")
struct FileOutputTests {
  static let sql = ["sql", "sqlite", "--offers", "runway/gen4.5/generate", "--out"]

  func mode(_ path: String) throws -> Int {
    try #require(
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }

  @Test("A file that is replaced keeps its mode", arguments: [0o600, 0o640, 0o444])
  func keepsMode(mode: Int) throws {
    try Workspace.with { workspace in
      let path = try workspace.write("old", to: "out.sql")
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      #expect(try workspace.run(Self.sql + [path]).status == 0)
      #expect(try self.mode(path) == mode)
      #expect(try workspace.read("out.sql").contains("SELECT"))
      #expect(try workspace.names(in: "").allSatisfy { !$0.hasPrefix(".mediacost") })
    }
  }

  @Test("A link is written through and stays one", arguments: [true, false])
  func link(exists: Bool) throws {
    try Workspace.with { workspace in
      try workspace.write("", to: "sub/x")
      if exists { try workspace.write("old", to: "sub/real.sql") }
      let link = workspace.path("link.sql")
      try FileManager.default.createSymbolicLink(
        atPath: link, withDestinationPath: "sub/real.sql")
      #expect(try workspace.run(Self.sql + [link]).status == 0)
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "sub/real.sql")
      #expect(try workspace.read("sub/real.sql").contains("SELECT"))
      #expect(try workspace.names(in: "sub") == ["real.sql", "x"])
    }
  }

  @Test("A pipe stays a pipe, and gets every byte")
  func pipe() throws {
    try Workspace.with { workspace in
      let run = try workspace.shell(
        "mkfifo pipe && (cat pipe > got & mediacost \(Self.sql.joined(separator: " ")) pipe && wait)"
          + " && mediacost \(Self.sql.joined(separator: " ")) plain && cmp got plain && test -p pipe"
      )
      #expect(run.status == 0, "\(run.errors)")
    }
  }

  @Test("A link that leads to itself is refused in words")
  func loop() throws {
    try Workspace.with { workspace in
      let link = workspace.path("loop")
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "loop")
      let run = try workspace.run(Self.sql + [link])
      #expect(run.status == 74)
      #expect(run.errors == "mediacost: \(link): its links have no end\n")
    }
  }

  @Test(
    "A temporary file has a name of its own each time, is new, and is gone when it is not wanted")
  func temporary() throws {
    try Workspace.with { workspace in
      let path = workspace.path("out.csv")
      let files = try (0..<20).map { _ in try TemporaryFile(replacing: path, shown: path) }
      let names = try workspace.names(in: "")
      #expect(Set(names).count == 20)
      #expect(names.allSatisfy { $0.wholeMatch(of: /\.mediacost-[0-9a-f]{16}/) != nil })
      // Nobody but the owner sees what replaces a file that only the owner saw.
      try workspace.write("old", to: "secret")
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o600], ofItemAtPath: workspace.path("secret"))
      let secret = try TemporaryFile(
        replacing: workspace.path("secret"), shown: "secret")
      let new = try #require(
        try workspace.names(in: "").first { !names.contains($0) && $0 != "secret" })
      #expect(try mode(workspace.path(new)) == 0o600)
      secret.discard()
      for file in files { file.discard() }
      #expect(try workspace.names(in: "") == ["secret"])
    }
  }

  /// A program that reads a log without end, as soon as it has begun its files: of rows and of bad rows.
  private static func rating(
    in workspace: Workspace, after words: String = ""
  ) throws -> (process: Process, input: Pipe) {
    let process = try workspace.shellProcess("\(words) exec mediacost rerate - --rows rows.csv")
    let input = Pipe()
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try Program.start(process)
    let header = Data("timestamp,offer,seconds\n".utf8)
    try input.fileHandleForWriting.write(contentsOf: header)
    let row = "2027-03-01T00:00:00Z,vertex/veo-3.1-fast/generate,8\n"
    let rows = Data(String(repeating: row, count: 200).utf8)
    while process.isRunning,
      try workspace.names(in: "").count(where: { $0.hasPrefix(".mediacost-") }) < 2
    {
      try input.fileHandleForWriting.write(contentsOf: rows)
    }
    return (process, input)
  }

  @Test(
    "A signal ends the program as it would, and takes its temporary files away",
    arguments: [SIGTERM, SIGINT, SIGHUP])
  func signals(signal: Int32) throws {
    try Workspace.with { workspace in
      let (process, input) = try Self.rating(in: workspace)
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      #expect(process.terminationReason == .uncaughtSignal)
      #expect(process.terminationStatus == signal)
      #expect(try workspace.names(in: "").isEmpty)
      try input.fileHandleForWriting.close()
    }
  }

  @Test("A signal that the caller ignores does not end it")
  func ignored() throws {
    try Workspace.with { workspace in
      let (process, input) = try Self.rating(in: workspace, after: "trap '' HUP;")
      kill(process.processIdentifier, SIGHUP)
      try input.fileHandleForWriting.close()
      process.waitUntilExit()
      #expect(process.terminationReason == .exit && process.terminationStatus == 0)
      #expect(try workspace.names(in: "") == ["rows.csv"])
    }
  }

  @Test("Bad rows lie where no pattern for logs finds them, and go when there are none any more")
  func rejects() throws {
    try Workspace.with { workspace in
      let bad = FilePlanTests.log.replacing(",8", with: ",x")
      let log = try workspace.write(bad, to: "logs/usage.csv")
      #expect(try workspace.run("rerate", log).errors.contains("usage.csv.rejects says why"))
      #expect(try workspace.names(in: "logs") == ["usage.csv", "usage.csv.rejects"])
      #expect(try workspace.read("logs/usage.csv.rejects").hasPrefix("line,reason\r\n2,"))
      try workspace.write(FilePlanTests.log, to: "logs/usage.csv")
      #expect(try workspace.run("rerate", log).status == 0)
      #expect(try workspace.names(in: "logs") == ["usage.csv"])
    }
  }

  @Test("A file of somebody else is not taken for one of bad rows")
  func foreignRejects() throws {
    try Workspace.with { workspace in
      let log = try workspace.write(FilePlanTests.log, to: "usage.csv")
      try workspace.write("my notes", to: "usage.csv.rejects")
      #expect(try workspace.run("rerate", log).status == 0)
      #expect(try workspace.read("usage.csv.rejects") == "my notes")
      try workspace.write(FilePlanTests.log.replacing(",8", with: ",x"), to: "usage.csv")
      let run = try workspace.run("rerate", log)
      #expect(run.status == 74)
      #expect(
        run.errors
          == "mediacost: \(log).rejects: bad rows cannot be written there; name a file with --rejects\n"
      )
      #expect(try workspace.read("usage.csv.rejects") == "my notes")
    }
  }
}
