import Foundation
import TestSupport
import Testing

@Suite("mediacost plans")
struct PlansCommandTests {
  @Test("Fees, allowances, what a credit comes to, and where a plan overtakes another")
  func table() throws {
    try Workspace.with { workspace in
      let run = try workspace.run(
        "plans", "heygen", "--as-of", "2026-11-22", environment: ["COLUMNS": "80"])
      #expect(run.status == 0 && run.errors == "")
      let rows = run.lines.map { $0.split(separator: " ").map(String.init) }
      #expect(
        rows.contains([
          "heygen/liveavatar-pro", "99.00", "1,010", "0.1", "0.0980", "0.196", "49.50",
        ]))
      let creator = ["heygen/creator-monthly", "29.00", "600", "unknown"]
      #expect(rows.contains { $0.starts(with: creator) })
      for words in [
        "- above 826.67: heygen/liveavatar-pro\n", "- above 4,770: heygen/liveavatar-scale\n",
        "Sources disagree on heygen/liveavatar-scale: at full use it is 0.0792 to 0.0948\nUSD.",
        "Left out for want of room: ",
      ] {
        #expect(run.output.contains(words), "\(words)\n\(run.output)")
      }
      #expect(run.lines.allSatisfy { $0.count <= 80 })
    }
  }

  @Test("JSON has the keys of DESIGN section 7; what is not known is null, never zero")
  func json() throws {
    try Workspace.with { workspace in
      let run = try workspace.run(
        "plans", "runway", "--as-of", "2026-11-22", "--format", "json")
      let answer = try run.json()
      let plans = try #require(answer["plans"] as? [[String: Any]])
      #expect(plans.count > 3)
      for plan in plans {
        #expect(
          Set(plan.keys).isSuperset(
            of: ["plan", "fee", "includes", "overage", "unit_cost_full", "floor", "ceiling"]))
        #expect(plan["fee"] is String)
        let overage = try #require(plan["overage"] as? [String: Any])
        #expect(overage.values.allSatisfy { $0 is NSNull })
      }
      #expect((answer["overtakes"] as? [[String: Any]])?.isEmpty == false)
      let packs = try #require(answer["packs"] as? [[String: Any]])
      #expect(packs.first?["unit_cost"] as? String == "0.01")
    }
  }

  @Test("With an offer, a unit is one request of it")
  func offer() throws {
    try Workspace.with { workspace in
      let run = try workspace.run(
        "plans", "heygen", "--offer", "heygen/liveavatar-full/session", "session_seconds=5 min",
        "--as-of", "2026-11-22", "--format", "markdown")
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output.contains("One request uses 10 of it"))
      #expect(run.output.contains("above 4,770 (477 requests): heygen/liveavatar-scale"))
      #expect(!run.output.contains("web-credit"))
    }
  }

  @Test("A provider without plans has none; CSV has one row for each plan and what it includes")
  func none() throws {
    try Workspace.with { workspace in
      let run = try workspace.run("plans", "openai", "--as-of", "2026-11-22")
      #expect(run.output.contains("No plan and no pack of credits is sold on that day."))
      let csv = try workspace.run("plans", "tavus", "--as-of", "2026-11-22", "--format", "csv")
      let table = try DelimitedText(csv.output)
      #expect(try table.column("plan").allSatisfy { $0.hasPrefix("tavus/") })
      #expect(try table.column("unit_cost_full").allSatisfy { !$0.isEmpty })
    }
  }

  @Test(
    "What cannot be is refused with what is right",
    arguments: [
      (["heygem"], "no provider is called 'heygem'; did you mean 'heygen'?"),
      (["heygen", "seconds=8"], "'seconds=8' is of a request; say of which offer with --offer"),
      (
        ["heygen", "--offer", "fal/ray2/generate"],
        "--offer: 'fal/ray2/generate' is sold by fal, and pays for nothing with a plan of heygen"
      ),
    ])
  func refused(words: [String], message: String) throws {
    try Workspace.with { workspace in
      let run = try workspace.run(["plans"] + words)
      #expect(run.status == 64 && run.output == "")
      #expect(run.errors.contains(message), "\(run.errors)")
    }
  }
}
