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
      ("planned", .id(feature.offer)), ("ranked", .array(options.map(\.json))),
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

extension FeatureAlternatives.Option {
  fileprivate var json: JSONText {
    .object(
      [
        ("offer", .id(offer.id)), ("planned", .boolean(isPlanned)),
        ("mean", completeness == .unknown ? .null : .string(cost.decimalText)),
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
