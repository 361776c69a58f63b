import Foundation
import Testing

/// Files that were made to break the program: it prices what it can and says why it cannot price the rest.
@Suite("Hostile input")
struct HostileInputTests {
  /// A log, the options it is read with, how many rows are bad, and the amounts of the others.
  struct Log: Sendable {
    let name: String
    let text: String
    var options: [String] = []
    let rejects: [String]
  }

  private static let logs = [
    Log(
      name: "an absurd count that another offer would be called so often for",
      text: "timestamp,offer,images,output_images\n"
        + "2026-10-01T00:00:00Z,replicate/sd3.5-large/generate,10,2000000000000000000000000000\n",
      options: ["--offer", "stability/sd3.5-large/generate"], rejects: ["2"]),
    Log(
      name: "rows whose sum would not fit",
      text: "timestamp,offer,images,output_image_tokens\n"
        + String(
          repeating:
            "2026-10-01T00:00:00Z,openai/gpt-image-2/generate,1,4000000000000000000000000000000\n",
          count: 3),
      rejects: ["2", "3", "4"]),
    Log(
      name: "NUL bytes for a date, and a second with too many digits",
      text: "timestamp,offer\n\0\0\0\0\0\0\0\0\0\0T12:00:00Z,stability/sd3.5-medium/generate\n"
        + "2026-10-02T00:44:50.\(String(repeating: "1", count: 62))Z,stability/sd3.5-medium/generate\n",
      rejects: ["2", "3"]),
    Log(
      name: "the same in quotes",
      text:
        "\"timestamp\",offer\n\"\0\0\0\0\0\0\0\0\0\0T12:00:00Z\",stability/sd3.5-medium/generate\n"
        + "\"2026-10-02T00:44:50.\(String(repeating: "1", count: 62))Z\",stability/sd3.5-medium/generate\n",
      rejects: ["2", "3"]),
    Log(
      name: "text behind quotes",
      text: """
        timestamp,offer,images
        2026-10-02T00:44:50Z,stability/sd3.5-medium/generate,"1"0
        2026-10-02T00:44:50Z,stability/sd3.5-medium/generate,"1"\u{20}
        2026-10-02T00:44:50Z,"stability/sd3.5-medium"/generate,1
        2026-10-02T00:44:50Z,stability/sd3.5-medium/generate,""1

        """,
      rejects: ["2", "3", "4", "5"]),
  ]

  @Test("Every row of such a log is bad, with its reason", arguments: logs.indices)
  func badRows(index: Int) throws {
    let log = Self.logs[index]
    try Workspace.with { workspace in
      let file = try workspace.write(log.text, to: "usage.csv")
      let run = try workspace.run(
        ["rerate", file, "--rejects", workspace.path("bad.csv"), "--format", "json"] + log.options)
      let lines = try workspace.read("bad.csv").split(separator: "\r\n").dropFirst()
      #expect(lines.compactMap { $0.split(separator: ",").first.map(String.init) } == log.rejects)
      #expect(lines.allSatisfy { $0.contains(",") && !$0.hasSuffix(",") })
      #expect(try run.json()["total"] is NSNull, "\(log.name)")
      #expect(run.status == 65, "\(log.name)")
    }
  }

  @Test("A stray quote among a hundred thousand rows ends with the line where it opens")
  func strayQuote() throws {
    try Workspace.with { workspace in
      let row = "2026-10-02T00:44:50Z,stability/sd3.5-medium/generate"
      let text =
        "timestamp,offer,feature\n" + String(repeating: "\(row),shop\n", count: 9)
        + "\(row),\"shop\n" + String(repeating: "\(row),shop\n", count: 99_990)
      let file = try workspace.write(text, to: "usage.csv")
      let run = try workspace.run("rerate", file)
      #expect(run.status == 65)
      #expect(run.output == "")
      #expect(
        run.errors.hasPrefix(
          "mediacost: \(file): line 11: the quote that opens a cell here is never closed; "))
      #expect(try workspace.names(in: "").filter { $0.contains("reject") } == [])
    }
  }

  @Test("A total near the limit of the number type is reported; one beyond it is refused")
  func hugeTotals() throws {
    try Workspace.with { workspace in
      func scenario(_ months: Int) -> String {
        """
        scenario: S
        currency: USD
        start: 2027-01
        months: \(months)
        features:
          - feature: f
            category: image-generation
            offer: openai/gpt-image-2/generate
            requests_per_month: 100000000000000
            growth_per_month: 900%
        budget: {month: 100, year: 1000}

        """
      }
      for (months, status) in [(13, 0), (16, 65)] {
        let file = try workspace.write(scenario(months), to: "huge.yaml")
        let run = try workspace.run(
          "report", file, "--out", workspace.path("d\(months)"), "--db", ":memory:", "--trials", "0"
        )
        #expect(run.status == Int32(status), "\(months) months: \(run.errors)")
        if status == 65 { #expect(run.errors.hasPrefix("mediacost: \(file):")) }
      }
    }
  }
}
