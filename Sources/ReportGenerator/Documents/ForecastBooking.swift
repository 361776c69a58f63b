import BillingTypes
import CostAnalysis
import PricingRules
public import WorkloadSimulator

// Where finance books what a forecast says: tags and fiscal periods, and what providers cost beside their bills.
extension Forecast {
  /// The columns that ``bookingFields(_:_:)`` fills: none where the scenario says nothing of tags and fiscal years.
  var bookingColumns: [String] {
    (scenario.fiscalYearStart == nil ? [] : ["fiscal_period"])
      + scenario.tagKeys.map { "tag_\($0)" }
  }

  /// The fiscal period of a month and the tags of a feature; empty where a row has none.
  func bookingFields(_ month: Month?, _ feature: String?) -> [CSVText.Field] {
    let tags = scenario.features.first { $0.name == feature }?.tags ?? []
    let period: [CSVText.Field] =
      scenario.fiscalYearStart == nil
      ? [] : [.text(month.flatMap { scenario.fiscalPeriod(of: $0) } ?? "")]
    return period
      + scenario.tagKeys.map { key in .text(tags.first { $0.key == key }?.value ?? "") }
  }

  /// The same for programs.
  func bookingJSON(of month: FeatureMonth) -> [(key: String, value: JSONText)] {
    let tags = scenario.features.first { $0.name == month.feature }?.tags ?? []
    let period = scenario.fiscalPeriod(of: month.month)
    return (period.map { [("fiscal_period", .string($0))] } ?? [])
      + (tags.isEmpty ? [] : [("tags", .object(tags.map { ($0.key, .string($0.value)) }))])
  }

  /// What providers cost beside their bills; null where the scenario counts nothing.
  var owningJSON: JSONText {
    guard let owning, owning.isCounted, let keeping = try? owning.keeping,
      let building = try? owning.building, let beside = try? owning.total
    else { return .null }
    let range = whole.range
    func with(_ money: Money?) -> JSONText {
      .optional(money.flatMap { try? $0 + beside }?.decimalText)
    }
    return .object([
      (
        "providers",
        .array(
          owning.providers.map { provider in
            .object([
              ("provider", .string(provider)),
              ("per_month", .string(owning.perVendorMonth.decimalText)),
            ])
          })
      ),
      (
        "integrations",
        .array(
          owning.buildings.map { building in
            .object([
              ("provider", .string(building.provider)),
              ("integration", .string(building.integration.rawValue)),
              ("once", .string(building.once.decimalText)),
            ])
          })
      ),
      ("keeping", .string(keeping.decimalText)), ("building", .string(building.decimalText)),
      ("total", .string(beside.decimalText)),
      (
        "with_bills",
        .object([
          ("mean", whole.completeness == .unknown ? .null : with(whole.known)),
          ("floor", with(range.floor)), ("ceiling", with(range.ceiling)),
        ])
      ),
    ])
  }

  /// What providers cost beside their bills as tidy CSV, month by month; nil where the scenario counts nothing.
  ///
  /// The key columns are those of ``csv``, so that both files are one table where somebody wants all costs.
  ///
  /// - Parameter locale: How numbers are written.
  /// - Returns: The text.
  public func owningCSV(in locale: CSVLocale = .en) -> String? {
    guard let owning, owning.isCounted else { return nil }
    var csv = CSVText(
      in: locale,
      header: [
        "scenario", "month", "feature", "category", "provider", "offer", "integration", "item",
        "cost", "currency", "paid",
      ] + (scenario.fiscalYearStart == nil ? [] : ["fiscal_period"]))
    func append(
      _ month: Month, _ provider: String, _ integration: String, _ part: UnbornePart, _ cost: Money
    ) {
      let name = CSVText.Field.text(part.words)
      csv.append(
        [
          .text(scenario.name), .text(month.description), name, name, .text(provider), name,
          .text(integration), .text(part == .building ? "building" : "keeping"), .money(cost),
          .text(scenario.currency.code), .money(cost),
        ]
          + (scenario.fiscalPeriod(of: month).map { [.text($0)] } ?? []))
    }
    for (index, month) in scenario.months.enumerated() {
      if index == 0 {
        for own in owning.buildings where own.once.picounits > 0 {
          append(month, own.provider, own.integration.rawValue, .building, own.once)
        }
      }
      if owning.perVendorMonth.picounits > 0 {
        for provider in owning.providers {
          append(month, provider, "", .keeping, owning.perVendorMonth)
        }
      }
    }
    return csv.text
  }
}
