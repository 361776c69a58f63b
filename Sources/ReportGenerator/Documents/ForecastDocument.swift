import CostAnalysis
import PricingRules
public import WorkloadSimulator

/// A forecast without alternatives, for people and programs.
public struct ForecastDocument: ReportDocument {
  /// For people: months, features, how sure it is, and the sources.
  public let report: Report
  private let studied: StudiedForecast

  /// Creates a document of a report's forecast.
  public init(_ report: ScenarioReport) {
    self.report = report.forecastOnly
    studied = report.studied
  }

  /// For spreadsheets: a row per month, feature and meter.
  public func csv(in locale: CSVLocale) -> String { studied.csv(in: locale) }
  /// For programs.
  public var json: JSONText { studied.json }
}

extension Forecast {
  /// The result in one line, such as `Storefront launch: 123.45 USD over 12 months`.
  public var headline: String {
    let range = whole.range
    let bound = range.isLowerBound(total) ? "at least " : ""
    let months = scenario.monthCount == 1 ? "month" : "months"
    let view = ForecastView(self)
    let figure = DisplayRounding.text(view.grandTotal, places: view.places)
    let text =
      "\(scenario.name): \(bound)\(figure) \(scenario.currency) over \(scenario.monthCount) \(months)"
    return !bound.isEmpty || range.isSingle || whole.isOpenByPricesAlone
      ? text : "\(text) (\(view.words(range)))"
  }
}
