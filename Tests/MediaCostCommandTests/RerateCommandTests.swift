import Foundation
import Testing

/// `mediacost rerate` as people run it.
@Suite("The command rerate")
struct RerateCommandTests {
  private static let log = """
    timestamp,offer,feature,quality,seconds,resolution,audio
    2027-03-01T00:00:00Z,openai/gpt-image-2/generate,hero,high,,,
    2027-03-02T00:00:00Z,openai/gpt-image-2/generate,hero,low,,,
    2027-04-01T00:00:00Z,vertex/veo-3.1-fast/generate,clips,,8,720p,true
    2027-04-01T00:00:00Z,openai/gpt-image-2/generate,hero,ultra,,,

    """

  @Test("Groups, rows, rejected rows and the total come as JSON")
  func json() throws {
    try Workspace.with { workspace in
      let log = try workspace.write(Self.log, to: "usage.csv")
      let run = try workspace.run("rerate", log, "--format", "json")
      #expect(run.status == 65)
      let json = try run.json()
      #expect(json["total"] as? String == "1.0172")
      #expect(json["rows"] as? Int == 3)
      #expect(json["rejected"] as? Int == 1)
      #expect(json["completeness"] as? String == "partial")
      #expect(json["ceiling"] is NSNull)
      #expect(json["reasons"] as? [String] == ["not_reported", "rows_rejected"])
      let groups = try #require(json["groups"] as? [[String: Any]])
      #expect(
        groups.map {
          "\($0["month"] ?? "") \($0["offer"] ?? "") \($0["rows"] ?? "") \($0["amount"] ?? "")"
        }
          == [
            "2027-03 openai/gpt-image-2/generate 2 0.2172",
            "2027-04 vertex/veo-3.1-fast/generate 1 0.8",
          ])
      #expect(
        try workspace.read("usage.csv.rejects")
          == "line,reason\r\n5,\"openai/gpt-image-2/generate: quality: 'ultra' is not legal; legal are 'low', 'medium', 'high'\"\r\n"
      )
      #expect(
        run.errors
          == "mediacost: 1 row is bad and not in the figures; \(log).rejects says why\n")
    }
  }

  @Test(
    "Bad rows end with 65, unless so many are allowed; the result is printed all the same",
    arguments: [
      ([], 65), (["--max-bad", "0"], 65), (["--max-bad", "1"], 0), (["--max-bad", "24%"], 65),
      (["--max-bad", "25%"], 0), (["--max-bad", "-1"], 64), (["--max-bad", "many"], 64),
    ] as [([String], Int32)])
  func badRows(options: [String], status: Int32) throws {
    try Workspace.with { workspace in
      let log = try workspace.write(Self.log, to: "usage.csv")
      let run = try workspace.run(["rerate", log, "--format", "json"] + options)
      #expect(run.status == status)
      if status != 64 { #expect(try run.json()["total"] as? String == "1.0172") }
    }
  }

  @Test(
    "A log without rows says so and is done, one without a byte too",
    arguments: ["timestamp,offer\n", "timestamp,offer", "", "\u{FEFF}"],
    [[], ["--offers", "all"], ["--offer", "openai/gpt-image-2/generate"]])
  func emptyLog(text: String, options: [String]) throws {
    try Workspace.with { workspace in
      let log = try workspace.write(text, to: "usage.csv")
      let run = try workspace.run(["rerate", log] + options)
      #expect(run.status == 0)
      #expect(run.output.contains("nothing: the log has no rows"))
      #expect(run.errors == "")
    }
  }

  @Test("A log with a bad row has no upper end in any figure, whatever the format and the offers")
  func noCeilings() throws {
    try Workspace.with { workspace in
      let log = try workspace.write(
        """
        timestamp,offer,session_seconds,idle_seconds
        2026-10-02T00:00:00Z,heygen/liveavatar-full/session,120,0
        2026-10-02T00:00:00Z,heygen/liveavatar-full/session,minutes,0

        """, to: "usage.csv")
      let plan = ["rerate", log, "--plan", "heygen/liveavatar-pro"]
      let json = try workspace.run(plan + ["--format", "json"]).json()
      for list in ["groups", "statements", "totals"] {
        let figures = try #require(json[list] as? [[String: Any]])
        #expect(!figures.isEmpty)
        #expect(figures.allSatisfy { $0["ceiling"] is NSNull }, "\(list)")
        #expect(figures.allSatisfy { $0["reasons"] as? [String] == ["rows_rejected"] }, "\(list)")
      }
      let csv = try workspace.run(plan + ["--format", "csv"]).output
      let lines = csv.split(separator: "\r\n")
      #expect(lines.count == 4)
      #expect(
        lines.dropFirst().allSatisfy { $0.contains(",,rows_rejected") && !$0.contains("complete,") }
      )
      for options in [plan, ["rerate", log, "--offers", "all"]] {
        let table = try workspace.run(options).output
        // Footnotes speak of money too.
        let figures = table.split(separator: "\n").prefix { !$0.hasPrefix("[") }
          .filter { $0.contains(" USD") }
        #expect(figures.count > 1)
        #expect(figures.allSatisfy { $0.contains("(≥ ") }, "\(table)")
      }
    }
  }

  @Test("Under every offer there is no total, in one currency or in several")
  func noTotalOfAlternatives() throws {
    try Workspace.with { workspace in
      let log = try workspace.write(Self.log, to: "usage.csv")
      let json = try workspace.run("rerate", log, "--offers", "all", "--format", "json").json()
      #expect(json["total"] is NSNull)
      #expect((json["totals"] as? [Any])?.isEmpty == true)
    }
  }

  @Test("Offers that cannot do what is needed are left out, as a comparison leaves them out")
  func needs() throws {
    try Workspace.with { workspace in
      let log = try workspace.write(
        "timestamp,offer,seconds,resolution\n2026-11-01T00:00:00Z,google/veo-3.1-fast/generate,8,720p\n",
        to: "usage.csv")
      func excluded(_ options: String...) throws -> [String] {
        let run = try workspace.run(
          ["rerate", log, "--offers", "all", "--format", "json"] + options)
        let json = try run.json()
        return try #require(json["excluded"] as? [[String: String]]).compactMap { $0["offer"] }
      }
      #expect(try excluded().contains("heygen/avatar-iv/generate"))
      #expect(try !excluded("--needs", "talking-avatar").contains("heygen/avatar-iv/generate"))
      #expect(try workspace.run("rerate", log, "--needs", "talking-avatar").status == 64)
      #expect(
        try workspace.run("rerate", log, "--offers", "all", "--needs", "nonsense").status == 64)
    }
  }

  @Test("A log without bad rows leaves no file beside it")
  func noRejects() throws {
    try Workspace.with { workspace in
      let lines = Self.log.split(separator: "\n").dropLast().joined(separator: "\n")
      let log = try workspace.write(lines, to: "logs/usage.csv")
      let run = try workspace.run(
        "rerate", log, "--rows", workspace.path("rows.csv"), "--assume-defaults")
      #expect(run.status == 0)
      #expect(run.errors == "")
      #expect(try workspace.names(in: "logs") == ["usage.csv"])
      #expect(
        try workspace.read("rows.csv")
          == "line,offer,amount,completeness,floor,ceiling,reasons\r\n"
          + "2,openai/gpt-image-2/generate,0.21102,complete,0.21102,0.21102,\r\n"
          + "3,openai/gpt-image-2/generate,0.00618,complete,0.00618,0.00618,\r\n"
          + "4,vertex/veo-3.1-fast/generate,0.8,complete,0.8,0.8,\r\n")
    }
  }

  @Test("A table for people adds up and says what is left out")
  func table() throws {
    try Workspace.with { workspace in
      try workspace.write(Self.log, to: "usage.csv")
      let run = try workspace.run(
        "rerate", workspace.path("usage.csv"), "--offer", "google/veo-3.1-fast/generate")
      #expect(run.status == 65)
      let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(words.contains("1 row, 0.800 USD (≥ 0.800); 3 rows are bad and are in no figure."))
      #expect(words.contains("The same rows as they were logged"))
    }
  }

  @Test(
    "What cannot be done ends with its status and a reason",
    arguments: [
      (["rerate", "LOG", "--offer", "nobody/x/y"], 64, "no offer is called 'nobody/x/y'"),
      (["rerate", "LOG", "--offers", "some"], 64, "'some' is not known; 'all' is"),
      (["rerate", "LOG", "--plan", "runway/none"], 64, "no plan is called 'runway/none'"),
      (["rerate", "LOG", "--cores", "0"], 64, "--cores: '0' is not between 1 and 256"),
      (["rerate", "/nowhere/usage.csv"], 74, "it cannot be read: No such file or directory"),
      (["rerate", "FOLDER"], 74, "it cannot be read"),
      (["rerate", "BROKEN"], 65, "line 1: unknown column 'sorrow'"),
      (["rerate", "LOG", "--rejects", "/nowhere/bad.csv"], 74, "the file cannot be written"),
    ])
  func refusals(arguments: [String], status: Int32, message: String) throws {
    try Workspace.with { workspace in
      let files = [
        "LOG": try workspace.write(Self.log, to: "usage.csv"),
        "BROKEN": try workspace.write("timestamp,offer,sorrow\n", to: "broken.csv"),
        "FOLDER": workspace.folder.path,
      ]
      let run = try workspace.run(arguments.map { files[$0] ?? $0 })
      #expect(run.status == status)
      #expect(run.errors.contains(message), "\(run.errors)")
      #expect(run.output == "")
    }
  }
}
