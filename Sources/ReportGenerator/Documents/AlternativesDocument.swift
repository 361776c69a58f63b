import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

/// The offers that can serve the features of a scenario, each with what it costs over the whole scenario.
public struct AlternativesDocument: ReportDocument {
  /// For people: a table for each feature, and why others are left out.
  public let report: Report
  private let own: ScenarioReport

  /// Creates a document of a report's alternatives.
  ///
  /// - Parameter report: The report on the scenario.
  public init(_ report: ScenarioReport) {
    own = report
    var footnotes = FootnoteList()
    var blocks: [Report.Block] = [
      .heading(
        1,
        "\(report.scenario.name): offers for \(report.scenario.monthCount) months from \(report.scenario.start)"
      )
    ]
    for alternative in report.alternatives {
      blocks += report.alternativeSection(alternative, &footnotes)
    }
    blocks += [.heading(2, "Sources"), .footnotes(footnotes.notes)]
    self.report = Report(blocks)
  }

  /// For spreadsheets: a row for each month, feature, offer and meter.
  public func csv(in locale: CSVLocale) -> String {
    AlternativesTable.csv(of: own.alternatives, in: own.forecast, locale)
  }

  /// For programs.
  public var json: JSONText {
    .object([
      ("scenario", .string(own.scenario.name)), ("as_of", .string(own.forecast.asOf.description)),
      ("catalogue", .string(own.forecast.catalogue)),
      ("currency", .string(own.scenario.currency.code)),
      ("features", .array(own.alternatives.map(\.json))),
    ])
  }
}

extension FeatureAlternatives {
  fileprivate var json: JSONText {
    .object([
      ("feature", .string(feature.name)), ("category", .string(feature.category.rawValue)),
      ("planned", .id(feature.offer)),
      ("ranked", .array(options.map { $0.json(rank: rank(of: $0)) })),
      (
        "excluded",
        .array(
          excluded.map {
            .object([
              ("offer", .id($0.offer)), ("reason", .string($0.reason.words)),
              ("code", .string($0.reason.code.rawValue)),
            ])
          })
      ),
    ])
  }
}

extension FeatureAlternatives {
  /// 1 and the offers whose ceiling lies below this one's floor; nil where nothing is known of it.
  fileprivate func rank(of option: Option) -> Int? {
    guard option.completeness != .unknown else { return nil }
    let floor = option.range.floor.picounits
    return 1 + options.count { $0.range.ceiling.map { $0.picounits < floor } ?? false }
  }
}

extension FeatureAlternatives.Option {
  fileprivate func json(rank: Int?) -> JSONText {
    let amount: JSONText = completeness == .unknown ? .null : .string(cost.decimalText)
    return .object(
      [
        ("rank", rank.map { .count($0) } ?? .null),
        ("offer", .id(offer.id)), ("planned", .boolean(isPlanned)),
        ("amount", amount), ("mean", amount),
        ("floor", .string(range.floor.decimalText)),
        ("ceiling", .optional(range.ceiling?.decimalText)),
        ("reasons", .array(range.reasonCodes.map { .string($0) })),
        ("completeness", .string(completeness.rawValue)),
        (
          "per_accepted",
          .optional(costPerAccepted.map { DecimalText.print($0, places: 12) })
        ),
        ("differs", .array(differs.map { .string($0.words) })), ("differs_codes", .codes(differs)),
        ("ranks_apart", .boolean(offer.validity.life.ranksApart)),
      ] + offer.doubt.json)
  }
}
