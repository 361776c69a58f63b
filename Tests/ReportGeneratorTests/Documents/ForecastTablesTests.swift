import BillingTypes
import CostAnalysis
import PricingRules
import ReportGenerator
import TestSupport
import Testing
import WorkloadSimulator

@Suite("A forecast for spreadsheets and programs")
struct ForecastTablesTests {
  static let header = [
    "scenario", "month", "feature", "category", "provider", "offer", "meter", "quantity", "unit",
    "unit_price", "cost", "currency", "completeness", "plan", "price_from", "as_of", "status",
    "not_known", "floor", "ceiling", "reasons", "confidence", "life", "warnings", "not_included",
    "paid",
  ]

  static func forecast() throws -> Forecast {
    try Shop.forecast(
      Shop.scenario(
        [
          Shop.pictures, Shop.stickers,
          Shop.feature("secrets", "acme/secret/generate", requests: "10"),
        ], plans: ["acme/standard", "acme/idle"]))
  }

  @Test("The CSV has one row per line of the forecast, under a fixed header")
  func header() throws {
    let forecast = try Self.forecast()
    let rows = PlainCSV.rows(of: forecast.csv)
    #expect(rows.first == Self.header)
    #expect(rows.count == 1 + forecast.lines.count)
    #expect(rows.allSatisfy { $0.count == Self.header.count })
  }

  @Test("A row carries the exact cost and says whose, of what, at which price, and since when")
  func row() throws {
    let record = try #require(PlainCSV.records(of: Self.forecast().csv).first)
    #expect(
      record == [
        "scenario": "A, \"small\" shop", "month": "2027-01", "feature": "pictures",
        "category": "image-generation", "provider": "acme", "offer": "acme/still/generate",
        "meter": "output_images", "quantity": "200", "unit": "image", "unit_price": "0.0667",
        "cost": "13.34", "currency": "USD", "completeness": "complete", "plan": "",
        "price_from": "2026-01-01", "as_of": "2026-12-01", "status": "planned", "not_known": "",
        "floor": "13.34", "ceiling": "13.34", "reasons": "", "confidence": "high", "life": "active",
        "warnings": "", "not_included": "", "paid": "13.34",
      ])
  }

  @Test(
    "What is not known has an empty cost and its reason, and a plan's fee has a name of its own")
  func unknownAndFee() throws {
    let records = PlainCSV.records(of: try Self.forecast().csv)
    let secret = try #require(records.first { $0["meter"] == "gpu_seconds" })
    #expect(secret["cost"] == "")
    #expect(secret["unit_price"] == "")
    #expect(secret["completeness"] == "unknown")
    #expect(secret["not_known"] == "gpu_seconds: the price is not known")
    #expect(secret["floor"] == "0")
    #expect(secret["ceiling"] == "")
    #expect(secret["reasons"] == "price_unknown")
    let fee = try #require(records.first { $0["meter"] == "plan_fee" })
    for key in ["feature", "category", "offer"] {
      #expect(fee[key] == "(unused subscription fee)", "\(key)")
    }
    #expect(fee["provider"] == "acme")
    #expect(fee["cost"] == "7.777")
    #expect(fee["plan"] == "acme/idle")
    let credits = try #require(records.first { $0["feature"] == "stickers" })
    #expect(credits["plan"] == "acme/standard")
    // 200 × 2 images at 3 credits: 1,200 credits, of which 200 cost 0.03 beyond the fee of 20.
    #expect(credits["cost"] == "26")
  }

  @Test("The costs of the CSV add up to the total exactly")
  func sum() throws {
    let forecast = try Self.forecast()
    let costs = PlainCSV.records(of: forecast.csv).compactMap { $0["cost"] }.filter { !$0.isEmpty }
    let sum = try costs.reduce(Rational.zero) { try $0 + Sample.number($1) }
    #expect(sum == forecast.total.units)
  }

  @Test("The JSON has the keys that others read, in this order, and amounts are text")
  func json() throws {
    let forecast = try Self.forecast()
    let text = StudiedForecast(forecast).json.text
    #expect(
      PlainJSON.keys(text, depth: 1) == [
        "scenario", "as_of", "catalogue", "currency", "seed", "trials", "months", "total",
        "contracted", "variants", "features",
        "all_features", "budget", "integration", "drivers", "queues", "sessions", "ceilings",
        "plans", "plan_comparison", "assumptions", "leaves_out", "warnings",
        "warnings_codes", "owning",
      ])
    let object = try PlainJSON.object(text)
    #expect(object["scenario"] as? String == "A, \"small\" shop")
    #expect(object["catalogue"] as? String == "abc123")
    #expect(object["as_of"] as? String == "2026-12-01")
    #expect(object["trials"] as? Int == 0)
    let total = try #require(object["total"] as? [String: Any])
    #expect(total["mean"] as? String == forecast.total.decimalText)
    #expect(total["completeness"] as? String == "partial")
    #expect((total["floor"] as? [String: String])?["mean"] == forecast.total.decimalText)
    #expect(total.keys.contains("ceiling") && !(total["ceiling"] is [String: Any]))
    #expect(total["reasons"] as? [String] == ["price_unknown"])
    let months = PlainJSON.objects(object, "months")
    #expect(months.count == 6)
    let first = try #require(months.first)
    #expect(
      first.keys.sorted() == [
        "accepted", "calls", "ceiling", "completeness", "confidence", "error", "feature", "floor",
        "life", "mean", "missing", "missing_codes", "month", "not_included", "offer", "p10", "p5",
        "p50", "p90", "p95", "quantile_errors", "reasons", "requests", "warnings",
      ])
    #expect(first["month"] as? String == "2027-01")
    #expect(first["feature"] as? String == "pictures")
    #expect(first["offer"] as? String == "acme/still/generate")
    #expect(first["requests"] as? String == "100")
    #expect(first["accepted"] as? String == "33.333333")
    #expect(first["mean"] as? String == "13.37")
    #expect(first["missing"] as? [String] == [])
    #expect(months.last?["missing"] as? [String] == ["gpu_seconds: the price is not known"])
    #expect(months.last?["missing_codes"] as? [[String]] == [["price_unknown"]])
    #expect(object["warnings_codes"] as? [String] == [])
  }

  /// 1,000 requests a month of which 2 % are stopped, which nobody knows to be billed.
  static func open() -> Scenario {
    Shop.scenario(
      [Shop.feature("odd", "acme/still/generate", requests: "1000", moderation: "2%")], months: 1)
  }

  @Test(
    "Means of months, features and accepted assets carry their ends in JSON, and so does what is paid"
  )
  func openJSON() throws {
    let forecaster = Forecaster(catalogue: Shop.catalogue, asOf: Shop.day)
    let forecast = try forecaster.forecast(Self.open(), TrialOptions(trials: 20))
    let object = try PlainJSON.object(StudiedForecast(forecast).json.text)
    func ends(_ object: [String: Any]?) -> [String?] {
      ["floor", "ceiling"].map { (object?[$0] as? [String: Any])?["mean"] as? String }
        + [(object?["reasons"] as? [String])?.joined()]
    }
    let total = ends(object["total"] as? [String: Any])
    #expect(total[0] == forecast.total.decimalText)
    #expect(total[2] == "outcome_unknown")
    let month = try #require(PlainJSON.objects(object, "all_features").first)
    #expect(ends(month) == total)
    #expect(month["completeness"] as? String == "partial")
    #expect(ends(month["paid"] as? [String: Any]) == total)
    let feature = try #require(PlainJSON.objects(object, "features").first)
    #expect(ends(feature) == total)
    let accepted = try forecast.accepted(of: "odd")
    let each = total.prefix(2).map { text in
      text.flatMap { Sample.usd($0).each(of: accepted) }.map { DecimalText.print($0, places: 9) }
    }
    #expect(ends(feature["per_accepted"] as? [String: Any]) == each + ["outcome_unknown"])
  }

  @Test("Intervals and comparisons have floor, ceiling and reasons beside their means")
  func openTables() throws {
    let options = TrialOptions(trials: 20)
    let forecast = try Forecaster(catalogue: Shop.catalogue, asOf: Shop.day)
      .forecast(Self.open(), options)
    let rows = PlainCSV.records(of: try #require(forecast.intervalsCSV()))
    #expect(
      rows.map { $0["measure"] } == ["cost", "cost", "paid", "cost", "cost_per_accepted", "cost"])
    #expect(rows.allSatisfy { $0["mean"] == $0["floor"] && $0["reasons"] == "outcome_unknown" })
    #expect(rows.map { $0["completeness"] } == [String](repeating: "partial", count: 6))
    let ceiling = forecast.whole.range.ceiling
    #expect(rows.filter { $0["ceiling"] == ceiling?.decimalText }.count == 5)
    let accepted = try forecast.accepted(of: "odd")
    #expect(rows[4]["ceiling"] == ceiling?.each(of: accepted)?.description)
    let alternatives = try AlternativesAnalysis(catalogue: Shop.catalogue, asOf: Shop.day)
      .alternatives(of: Self.open())
    let planned = try PlainCSV.records(
      of: AlternativesTable.csv(of: alternatives, in: Shop.forecast(Self.open()))
    )
    .filter { $0["offer"] == "acme/still/generate" }
    let exact = try Shop.forecast(Self.open())
    #expect(planned.map { $0["floor"] } == exact.lines.map { $0.cost?.decimalText })
    #expect(planned.map { $0["ceiling"] } == ["133.4", "0.3"])
    #expect(planned.map { $0["completeness"] } == ["partial", "partial"])
    let option = try #require(alternatives.first?.options.first { $0.isPlanned })
    #expect(option.range == exact.whole.range)
  }

  @Test("A plan that nobody chose is a warning with its code beside it")
  func warningCodes() throws {
    let forecast = try Shop.forecast(Shop.scenario([Shop.stickers]))
    let object = try PlainJSON.object(StudiedForecast(forecast).json.text)
    #expect((object["warnings"] as? [String])?.count == forecast.warnings.count)
    #expect(
      object["warnings_codes"] as? [String] == forecast.warnings.map { $0.code.rawValue })
  }

  @Test("A plan's statement is in the JSON with what is accrued and what is paid")
  func plans() throws {
    let plans = try PlainJSON.objects(
      PlainJSON.object(StudiedForecast(Self.forecast()).json.text), "plans")
    let statement = try #require(plans.first)
    let texts = statement.compactMapValues { $0 as? String }
    #expect(
      texts == [
        "month": "2027-01", "plan": "acme/standard", "unit": "acme/credit", "used": "1200",
        "included": "1000", "carried": "0", "fee": "20", "overage": "6", "true_up": "0",
        "accrued": "26", "paid": "246", "breakage": "0",
      ])
    #expect(statement.keys.contains("missing"))
    #expect(statement.keys.contains("missing_code"))
  }

  @Test("Where nothing is known, no mean is given, for a month and for the whole")
  func nothingKnown() throws {
    let scenario = Shop.scenario([
      Shop.feature("hidden", "acme/hidden/generate", requests: "10")
    ])
    let object = try PlainJSON.object(StudiedForecast(try Shop.forecast(scenario)).json.text)
    let total = try #require(object["total"] as? [String: Any])
    #expect(!(total["mean"] is String))
    #expect(total["completeness"] as? String == "unknown")
    let months = PlainJSON.objects(object, "months")
    #expect(months.allSatisfy { !($0["mean"] is String) })
    #expect(months.allSatisfy { $0["completeness"] as? String == "unknown" })
  }
}
