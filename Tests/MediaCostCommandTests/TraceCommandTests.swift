import BillingTypes
import Foundation
import PricingRules
import RateCatalogue
import TestSupport
import Testing

/// A simulated month as a usage log.
@Suite("mediacost trace")
struct TraceCommandTests {
  @Test("Pricing every row again gives the total that was printed")
  func pricedAgain() throws {
    try Workspace.with { workspace in
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      let out = workspace.path("trace.csv")
      let run = try workspace.run(
        "trace", scenario, "--month", "2027-01", "--out", out, "--trials", "50")
      #expect(run.status == 0, "\(run.errors)")
      let rows = try DelimitedText(workspace.read("trace.csv")).rows
      let header = rows[0]
      #expect(Array(header.prefix(4)) == ["timestamp", "offer", "feature", "outcome"])
      let folder = try DataFolder.locate(
        rates: nil, environment: [:],
        currentFolder: URL(filePath: #filePath).deletingLastPathComponent()
          .deletingLastPathComponent().deletingLastPathComponent(), executable: nil)
      let quoter = Quoter(
        catalogue: try CatalogueFiles(folder).catalogue(),
        asOf: Day("2027-01-15") ?? Day(number: 0), knownAt: Day("2026-11-22") ?? Day(number: 0))
      var total: Int128 = 0
      var amounts: [[String]: Int128] = [:]
      var last = ""
      for row in rows.dropFirst() {
        #expect(row[0] >= last)
        #expect(row[0].hasPrefix("2027-01-"))
        last = row[0]
        let key = Array(row.dropFirst())
        if amounts[key] == nil {
          var request = Request()
          for (name, text) in zip(header.dropFirst(3), row.dropFirst(3)) where !text.isEmpty {
            request[name] = text
          }
          amounts[key] = try quoter.quote(OfferID(row[1]), request).amount?.picounits ?? 0
        }
        total += amounts[key] ?? 0
      }
      let amount = Money(picounits: total, in: .usd)
      #expect(run.errors == "")
      #expect(run.output.contains("\(rows.count - 1) rows, "))
      #expect(run.output.contains(" rows, \(amount)"), "\(run.output) \(amount)")
      // Where the rows are on standard output, the total is not.
      let printed = try workspace.run("trace", scenario, "--month", "2027-01", "--trials", "50")
      #expect(printed.output == (try workspace.read("trace.csv")))
      #expect(printed.errors == run.output)
    }
  }

  @Test(
    "The total is what rerate makes of the rows, plans and commitments included",
    arguments: [
      (
        "Tests/Cases/forecasts/cm.yaml", "2027-01",
        ["--rates", "Tests/Cases/forecasts/data"], ["--plan", "bolt/commit-500"]
      ),
      (
        "data/scenarios/support-avatar.yaml", "2027-03", [], ["--plan", "heygen/liveavatar-scale"]
      ),
    ])
  func settledTotal(file: String, month: String, rates: [String], plans: [String]) throws {
    try Workspace.with { workspace in
      func absolute(_ path: String) -> String {
        path.hasPrefix("--") ? path : Repository.root.appendingPathComponent(path).path
      }
      let out = workspace.path("trace.csv")
      let rates = rates.map(absolute)
      let run = try workspace.run(
        ["trace", absolute(file), "--month", month, "--out", out, "--trials", "20"] + rates)
      #expect(run.status == 0, "\(run.errors)")
      let rated = try workspace.run(["rerate", out, "--format", "json"] + plans + rates)
      let total = try #require(try rated.json()["total"] as? String)
      #expect(
        run.output.contains(" rows, \(total) USD with plans and steps over the month"),
        "\(run.output) \(total)")
    }
  }

  @Test("A plan is paid in a month in which nothing is asked for yet")
  func beforeUse() throws {
    try Workspace.with { workspace in
      let file = Repository.root.appendingPathComponent("Tests/Cases/forecasts/late.yaml").path
      let run = try workspace.run(
        "trace", file, "--month", "2027-01", "--trials", "20", "--out", workspace.path("t.csv"))
      #expect(run.output.contains("0 rows, 12 USD with plans"), "\(run.output)\(run.errors)")
    }
  }

  @Test("A month outside the scenario and a trial that is not there are refused")
  func refusals() throws {
    try Workspace.with { workspace in
      let scenario = try workspace.write(TestScenario.pictures, to: "s.yaml")
      let outside = try workspace.run("trace", scenario, "--month", "2031-01")
      #expect(outside.status == 65)
      #expect(outside.errors.contains("'2031-01' is not a month of the scenario"))
      let trial = try workspace.run(
        "trace", scenario, "--month", "2027-01", "--trial", "11", "--trials", "10")
      #expect(trial.status == 64)
      #expect(trial.errors.contains("'11' is not between 1 and 10"))
      let word = try workspace.run("trace", scenario, "--month", "May")
      #expect(word.status == 64)
    }
  }
}
