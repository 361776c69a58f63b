import BillingTypes
public import CostAnalysis
public import PricingRules
import WorkloadSimulator

/// The report on a scenario: the decision first, then what it rests on.
public struct ScenarioReport {
  let studied: StudiedForecast
  let alternatives: [FeatureAlternatives]
  let vendors: [VendorChoice]
  let catalogue: Catalogue
  let provenance: Provenance
  let levers: LeverStudy
  let view: ForecastView

  /// What a report was made from, so that it can be made again.
  public struct Provenance: Sendable {
    /// The scenario's file.
    public let scenarioFile: String
    /// The SHA-256 of the scenario's file.
    public let scenarioDigest: String
    /// The command that makes the report.
    public let command: String
    /// The version of the program.
    public let version: String

    /// Creates a provenance.
    public init(scenarioFile: String, scenarioDigest: String, command: String, version: String) {
      self.scenarioFile = scenarioFile
      self.scenarioDigest = scenarioDigest
      self.command = command
      self.version = version
    }
  }

  /// Creates a report.
  public init(
    forecast: StudiedForecast, alternatives: [FeatureAlternatives], catalogue: Catalogue,
    provenance: Provenance, levers: LeverStudy = .none, vendors: [VendorChoice] = []
  ) {
    self.vendors = vendors
    self.levers = levers
    studied = forecast
    self.alternatives = alternatives
    self.catalogue = catalogue
    self.provenance = provenance
    view = ForecastView(forecast.forecast)
  }

  var forecast: Forecast { studied.forecast }
  var scenario: Scenario { forecast.scenario }

  /// The document, which lies beside its drawings.
  public var report: Report {
    let page = PageContent(self)
    var footnotes = FootnoteList()
    var blocks: [Report.Block] = [.heading(1, scenario.name)]
    if !scenario.story.isEmpty { blocks.append(.paragraph(scenario.story)) }
    blocks.append(.heading(2, "The decision"))
    blocks += decision
    blocks += monthBlocks(page) + featureBlocks(page, &footnotes) + keptBlocks(page)
    blocks += [.heading(2, "How much is asked for"), .table(volumeTable), .paragraph(volumeWords)]
    if let trials = forecast.trials {
      blocks.append(.heading(2, "How sure this is"))
      blocks += spread(trials: trials, besideQuantiles: false)
    }
    blocks += contractedSection + convertedSection + variantSection
    blocks.append(.heading(2, "Cost per provider"))
    blocks += providerSection
    blocks += vendorSection
    blocks.append(.heading(2, "The alternatives"))
    blocks.append(
      .paragraph(
        "Each table holds one category; the four are different products and are never ranked "
          + "together. Every offer is priced for the feature's whole mix and volume, under "
          + "subscriptions of its own; quality tiers are the provider's own words and are not equated between models."
      ))
    for alternative in alternatives { blocks += alternativeSection(alternative, &footnotes) }
    if !forecast.statements.isEmpty {
      blocks.append(.heading(2, "Subscriptions and credit packs"))
      blocks += planSection
    }
    blocks += planComparisonSection + sessionSection
    if !studied.queues.isEmpty {
      blocks.append(.heading(2, "Waiting for limits"))
      blocks += studied.queues.blocks
    }
    blocks.append(.heading(2, "Assumptions"))
    blocks += assumptionSection
    let warnings = warningTexts
    if !warnings.isEmpty {
      blocks.append(.heading(2, "Warnings"))
      blocks.append(.bullets(warnings))
    }
    blocks.append(.heading(2, "Sources"))
    blocks.append(.footnotes(footnotes.notes))
    blocks.append(.heading(2, "How this report was made"))
    blocks.append(.bullets(provenanceTexts))
    return Report(blocks)
  }

  /// What a terminal has room for: feature, offer, the amounts, and the sources.
  private static let terminalColumns = [0, 2, 3, 4, 5, 7]

  /// The forecast without alternatives, for a terminal.
  public var forecastOnly: Report {
    var footnotes = FootnoteList()
    var blocks: [Report.Block] = [.heading(1, scenario.name), .table(monthTable)]
    blocks.append(.heading(2, "Cost per feature"))
    blocks += featureSection(&footnotes, columns: Self.terminalColumns)
    let measured = forecast.assumptions.filter { $0.code == .calibrated }.map(\.words)
    if !measured.isEmpty { blocks += [.heading(2, "Estimates as measured"), .bullets(measured)] }
    blocks += openSection
    if let trials = forecast.trials {
      blocks.append(.heading(2, "How sure this is"))
      blocks +=
        [.table(featureSpreads(trials)), .table(monthSpreads(trials))]
        + spread(trials: trials, besideQuantiles: true)
    }
    blocks += contractedSection + convertedSection + variantSection + planComparisonSection
    let asked = studied.queues.filter { study in
      scenario.features.contains { $0.name == study.feature && $0.patience != nil }
    }
    blocks += sessionSection
    if !asked.isEmpty { blocks += [.heading(2, "Waiting for limits")] + asked.blocks }
    let warnings = warningTexts
    if !warnings.isEmpty { blocks += [.heading(2, "Warnings"), .bullets(warnings)] }
    blocks += [.heading(2, "Sources"), .footnotes(footnotes.notes)]
    return Report(blocks)
  }

  /// Sessions that are open at once; nothing where no feature has any.
  private var sessionSection: [Report.Block] {
    guard !studied.sessions.isEmpty else { return [] }
    return [.heading(2, "Sessions at once, and what is held back for them")]
      + studied.sessions.blocks(in: scenario.currency)
  }

  private var provenanceTexts: [String] {
    [
      "Command: \(provenance.command)",
      "Scenario: \(provenance.scenarioFile), SHA-256 \(provenance.scenarioDigest)",
      "Rate cards: catalogue \(forecast.catalogue)",
      "Prices of \(forecast.asOf); changes announced by then apply from the first month that begins on their day or later.",
      "mediacost \(provenance.version); "
        + (forecast.trials.map { "\($0.trials) trials, seed \($0.seed)." }
          ?? "expected values (means), no trials, no seed."),
      "Files beside this one: "
        + ReportFormat.all.flatMap { $0.fileNames(of: self) }.filter { $0 != "report.md" }.sentence
        + ".",
      "Amounts in the CSV files carry every decimal; amounts here are rounded once: the total to nearest, its "
        + "parts so that they add up as shown, so that equal parts may differ by one of the last digit.",
    ]
  }
}
