import BillingTypes
import CostAnalysis
import PricingRules
import ReportGenerator
import Testing
import WorkloadSimulator

@Suite("Lists for spreadsheets and programs")
struct ListTablesTests {
  static var rates: RatesDocument {
    RatesDocument(catalogue: Shop.catalogue, asOf: Shop.day)
  }

  @Test("The offers as CSV, each with what a default request costs where that is known")
  func ratesCSV() {
    let rows = PlainCSV.rows(of: Self.rates.csv)
    #expect(
      rows.first == [
        "offer", "provider", "model", "category", "integration", "status", "from", "to",
        "default_amount", "currency", "completeness",
      ])
    let records = PlainCSV.records(of: Self.rates.csv)
    #expect(
      records.map {
        "\($0["offer"] ?? "") \($0["default_amount"] ?? "") \($0["completeness"] ?? "")"
      }
        == [
          "acme/credits/generate 0.15 complete", "acme/hidden/generate  unknown",
          "acme/retired/generate  ", "acme/secret/generate 0.01 partial",
          "acme/still/generate 0.067 complete",
        ])
    #expect(records[2]["to"] == "2026-06-01")
    #expect(records[2]["status"] == "retired")
  }

  @Test("The offers as JSON, amounts as text")
  func ratesJSON() throws {
    let object = try PlainJSON.object(Self.rates.json.text)
    #expect(object["catalogue"] as? String == "abc123")
    let offers = PlainJSON.objects(object, "offers")
    #expect(
      offers.map { $0["amount"] as? String } == ["0.15", nil, nil, "0.01", "0.067"])
    #expect(offers.allSatisfy { !PlainJSON.isNumber($0["amount"]) })
    #expect(object["plans"] as? [String] == ["acme/idle", "acme/standard"])
  }

  @Test("Only the offers that are picked are listed")
  func picked() {
    let document = RatesDocument(catalogue: Shop.catalogue, asOf: Shop.day) {
      $0.id.rawValue.contains("still")
    }
    #expect(PlainCSV.records(of: document.csv).map { $0["offer"] } == ["acme/still/generate"])
  }

  static let run = RunsDocument.Row(
    id: 12, kind: "forecast", recordedAt: "2026-12-01T00:00:00Z", version: "0.1",
    scenario: "a, b.yaml", scenarioDigest: "s", catalogue: "c", asOf: "2026-12-01", knownAt: nil,
    options: "format=json", summary: "=2+2")

  @Test("Recorded runs as CSV: a summary is text, never a formula")
  func runsCSV() {
    #expect(
      RunsDocument(runs: [Self.run]).csv == """
        run,recorded_at,kind,version,scenario,scenario_sha256,catalogue,as_of,known_at,summary\r
        12,2026-12-01T00:00:00Z,forecast,0.1,"a, b.yaml",s,c,2026-12-01,,'=2+2\r

        """)
    #expect(PlainCSV.rows(of: RunsDocument(runs: []).csv).count == 1)
  }

  @Test("Recorded runs as JSON")
  func runsJSON() throws {
    let runs = try PlainJSON.objects(
      PlainJSON.object(RunsDocument(runs: [Self.run]).json.text), "runs")
    #expect(runs.count == 1)
    #expect(runs.first?["run"] as? Int == 12)
    #expect(runs.first?["summary"] as? String == "=2+2")
    #expect(RunsDocument(runs: []).json.text == "{\n  \"runs\": []\n}")
  }

  @Test("The alternatives as CSV: the lines of every offer that qualifies, the planned one marked")
  func alternatives() throws {
    let scenario = Shop.scenario([Shop.pictures], months: 1)
    let alternatives = try AlternativesAnalysis(catalogue: Shop.catalogue, asOf: Shop.day)
      .alternatives(of: scenario)
    let csv = try AlternativesTable.csv(of: alternatives, in: Shop.forecast(scenario))
    #expect(PlainCSV.rows(of: csv).first == Array(ForecastTablesTests.header.dropLast()))
    let records = PlainCSV.records(of: csv)
    #expect(
      records.map {
        "\($0["offer"] ?? "") \($0["meter"] ?? "") \($0["cost"] ?? "") \($0["status"] ?? "")"
      }
        == [
          "acme/still/generate output_images 13.34 planned",
          "acme/still/generate input_text_tokens 0.03 planned",
          "acme/credits/generate output_images 30 alternative",
          "acme/secret/generate output_images 2 alternative",
          "acme/secret/generate gpu_seconds  alternative",
          "acme/hidden/generate output_images  alternative",
        ])
  }
}
