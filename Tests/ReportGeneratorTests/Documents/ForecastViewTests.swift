import BillingTypes
import CostAnalysis
import PricingRules
import ReportGenerator
import TestSupport
import Testing
import WorkloadSimulator

@Suite("A forecast's figures for people")
struct ForecastViewTests {
  /// A scenario from a seed: some features, a plan that is used and one that is not.
  static func forecast(_ seed: Int) throws -> Forecast {
    var random = SplitMix64(seed: UInt64(seed))
    let offers: [OfferID] = [
      "acme/still/generate", "acme/credits/generate", "acme/secret/generate",
    ]
    let features = (0..<(1 + random.below(5))).map { index in
      Shop.feature(
        "f\(index)", random.pick(offers), requests: "\(random.below(400)).\(random.below(1000))",
        failure: random.pick(["0", "0.0123"]))
    }
    return try Shop.forecast(
      Shop.scenario(
        features, months: 1 + random.below(13),
        plans: random.pick([[], ["acme/standard"], ["acme/idle"], ["acme/standard", "acme/idle"]])))
  }

  /// The tables of a forecast, as a reader sees them.
  static func tables(_ forecast: Forecast) -> [ReportTable] {
    let report = ScenarioReport(
      forecast: StudiedForecast(forecast), alternatives: [], catalogue: Shop.catalogue,
      provenance: .init(scenarioFile: "s.yaml", scenarioDigest: "d", command: "c", version: "0")
    ).forecastOnly
    return report.blocks.compactMap {
      if case .table(let table) = $0 { table.withoutDrawings } else { nil }
    }
  }

  /// The table of months.
  static func monthTable(_ forecast: Forecast) throws -> ReportTable {
    try #require(tables(forecast).first)
  }

  /// Cents of a shown figure; nil where it is unknown.
  static func cents(_ cell: ReportTable.Cell) throws -> Int128? {
    let text = cell.words.filter { $0 != "," && $0 != "≥" && $0 != " " }
    guard let number = try? DecimalText.parse(text) else { return nil }
    return try (number * Rational(100)).rounded(.halfEven)
  }

  @Test("Rows and columns add up as shown, to the total that is shown", arguments: 0..<60)
  func sums(seed: Int) throws {
    let table = try Self.monthTable(Self.forecast(seed))
    let figures = try table.rows.map { try $0.dropFirst().map { try Self.cents($0) ?? 0 } }
    let (months, totals) = (figures.dropLast(), try #require(figures.last))
    for month in months { #expect(month.dropLast().reduce(0, +) == month.last) }
    for column in totals.indices {
      #expect(months.reduce(0) { $0 + $1[column] } == totals[column])
    }
  }

  @Test("The shown total is the exact one, rounded once", arguments: 0..<60)
  func total(seed: Int) throws {
    let forecast = try Self.forecast(seed)
    let last = try #require(Self.monthTable(forecast).rows.last?.last)
    #expect(try Self.cents(last) ?? 0 == DisplayRounding.rounded(forecast.total, places: 2))
  }

  @Test(
    "No shown total of a feature is off by a cent or more, over however many months",
    arguments: 0..<60)
  func featureTotals(seed: Int) throws {
    let forecast = try Self.forecast(seed)
    let last = try #require(Self.monthTable(forecast).rows.last)
    for (column, feature) in forecast.scenario.features.enumerated() {
      let exact = forecast.cost { $0.feature == feature.name }.0
      let shown = try Self.cents(last[column + 1]) ?? 0
      #expect((shown * 10_000_000_000 - exact.picounits).magnitude < 10_000_000_000)
    }
  }

  @Test("No shown month of a feature is off by two cents or more", arguments: 0..<60)
  func cells(seed: Int) throws {
    let forecast = try Self.forecast(seed)
    let table = try Self.monthTable(forecast)
    for (row, month) in forecast.scenario.months.enumerated() {
      for (column, feature) in forecast.scenario.features.enumerated() {
        let exact = forecast.cost { $0.month == month && $0.feature == feature.name }.0
        let shown = try Self.cents(table.rows[row][column + 1]) ?? 0
        #expect((shown * 10_000_000_000 - exact.picounits).magnitude < 20_000_000_000)
      }
    }
  }

  @Test("What is a lower bound says so, and what is unknown is not a figure")
  func bounds() throws {
    let forecast = try Shop.forecast(
      Shop.scenario(
        [
          Shop.pictures, Shop.feature("secrets", "acme/secret/generate", requests: "10"),
          Shop.feature("hidden", "acme/hidden/generate", requests: "10"),
        ], months: 1))
    let row = try #require(Self.monthTable(forecast).rows.first).map(\.words)
    #expect(row[1] == "13.37")
    #expect(row[2] == "≥ 0.20")
    #expect(!row[3].contains { $0.isNumber })
    #expect(row[4] == "≥ 13.57")
  }

  @Test("What can be more than one figure is shown with its range, below the months")
  func ranges() throws {
    let forecast = try Shop.forecast(
      Shop.scenario(
        [Shop.feature("odd", "acme/still/generate", requests: "1000", moderation: "2%")], months: 1)
    )
    let tables = Self.tables(forecast).map { table in
      [table.columns.map(\.title)] + table.rows.map { $0.map(\.words) }
    }
    #expect(tables[0].map { $0[1] } == ["odd", "131.03", "131.03"])
    #expect(
      tables[3] == [
        ["mean", "USD in all", "USD per accepted asset"],
        ["odd", "131.03 (131.03 to 133.70)", "0.401 (0.401 to 0.409)"],
        ["2027-01", "131.03 (131.03 to 133.70)", ""], ["total", "131.03 (131.03 to 133.70)", ""],
      ])
  }

  @Test("A lower bound of nothing is shown as what it can be, not as 0.00")
  func lowerBoundOfNothing() throws {
    let stopped = Shop.feature(
      "stopped", "acme/still/generate", requests: "10", moderation: "100%")
    let forecast = try Shop.forecast(Shop.scenario([stopped], months: 1))
    let table = try Self.monthTable(forecast)
    #expect(table.rows.map { $0.map(\.words) }.map { $0[1] } == ["0.00 to 1.34", "0.00 to 1.34"])
  }
}
