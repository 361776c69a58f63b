import BillingTypes
import CostAnalysis
import PricingRules
import RateCatalogue
import ReportGenerator
import WorkloadSimulator

/// A forecast or a report as a function of what it reads: the same inputs give the same bytes.
struct ScenarioJob {
  /// What to make.
  enum Kind: String {
    case forecast, report
    /// The distributions behind a forecast.
    case explanation = "forecast --explain"
  }

  let kind: Kind
  let scenarioFile: DataFile
  let catalogueFiles: CatalogueFiles
  let asOf: Day
  let knownAt: Day?
  /// How many trials, from which seed.
  let trials: TrialOptions
  /// How a forecast is printed; a report has its own files.
  let format: ReportFormat
  /// For which terminal a forecast is drawn, and for whose spreadsheets.
  let setting: DrawingSetting
  /// What was measured of estimates, which corrects them.
  var calibrations: [EstimatorCalibration] = []
  /// What was agreed with providers, beside what the scenario says itself.
  var termsFile: DataFile?
  /// Whether contracted cost is left out of the result.
  var redactsTerms = false
  /// The currency in which costs are shown beside the scenario's; nil for that alone.
  var currency: Currency?
  /// What the files of a report are drawn with.
  var formats = ReportFormat.all

  /// What a job came to.
  struct Result {
    /// The texts that it made, in order; what is printed is called `output`.
    let files: [ReportFile]
    /// What a terminal shows in place of `output`, with its marks; nil where that is the same.
    let shown: String?
    /// The result in one line.
    let summary: String
    /// What readers should know.
    let warnings: [String]
  }

  /// Makes the forecast or the report.
  ///
  /// - Parameters:
  ///   - formats: What the files of a report are drawn with; nil for ``formats``.
  ///   - progress: Is told what is being done, and the share of it that is.
  /// - Returns: The texts.
  /// - Throws: ``DataProblem`` for a scenario that cannot be computed.
  func run(
    formats: [ReportFormat]? = nil,
    progress: (_ work: String, _ share: Double) -> Void = { _, _ in }
  ) throws -> Result {
    let catalogue = try catalogueFiles.catalogue(bindingsOf: []).calibrated(by: calibrations)
    let scenario = try scenarioFile.scenario(
      catalogue.assumptions, vocabulary: catalogue.vocabulary)
    let forecaster = Forecaster(catalogue: catalogue, asOf: asOf, knownAt: knownAt)
    let analysis = ScenarioAnalysis(forecaster)
    let terms = try terms(catalogue)
    let variants = try variants(catalogue)
    if redactsTerms, terms.agreements.isEmpty {
      throw failure(
        "--redact-terms: there are none to leave out; name a file with '--terms', or leave the option out",
        .usage)
    }
    let exchange = try exchange(from: scenario.currency)
    var studied = try scenarioFile.reportingProblems {
      try scenario.checkNeeds(in: catalogue)
      return try analysis.forecast(
        scenario, trials, variants: variants, terms: redactsTerms ? Terms([]) : terms
      ) { progress("trials", $0) }
    }
    studied.exchange = exchange
    var alternatives: [FeatureAlternatives] = []
    var vendors: [VendorChoice] = []
    var levers = LeverStudy.none
    if kind == .report {
      let analysis = AlternativesAnalysis(forecaster, trials: trials)
      (alternatives, vendors) = try scenarioFile.reportingProblems {
        (
          try analysis.alternatives(of: scenario) { progress("alternatives", $0) },
          try analysis.vendorChoices(for: scenario)
        )
      }
      let contracted = try studied.contracted.map { _ in
        try ScenarioAnalysis(forecaster).contractedForecaster(scenario, terms)
      }
      levers = LeverAnalysis(forecaster, trials: trials, contracted: contracted)
        .study(of: studied.forecast, alternatives) { progress("levers", $0) }
    }
    let report = ScenarioReport(
      forecast: studied, alternatives: alternatives, catalogue: catalogue,
      provenance: provenance(command), levers: levers, vendors: vendors)
    return Result(
      files: try files(of: report, formats ?? self.formats),
      shown: kind == .forecast && setting.marks != .none
        ? format.text(of: ForecastDocument(report), setting) : nil,
      summary: studied.forecast.headline,
      warnings: studied.warnings.map(\.words))
  }

  /// What the scenario is held against: with the file's terms beside those of a variant, or without any.
  private func variants(_ catalogue: Catalogue) throws -> [ScenarioVariant] {
    guard kind != .explanation else { return [] }
    let variants = try scenarioFile.variants(
      catalogue.assumptions, vocabulary: catalogue.vocabulary, catalogue: catalogue)
    return try variants.map { variant in
      redactsTerms
        ? variant.with(
          changes: variant.changes.map { ScenarioSetting.wordsWithoutTerms($0) }, terms: nil)
        : variant.with(
          changes: variant.changes,
          terms: try variant.terms.map { try joined($0, catalogue) })
    }
  }

  /// What was agreed: what the scenario says, then what the file of terms does.
  private func terms(_ catalogue: Catalogue) throws -> Terms {
    try joined(try scenarioFile.ownTerms(catalogue), catalogue)
  }

  private func joined(_ own: Terms, _ catalogue: Catalogue) throws -> Terms {
    let others = try termsFile?.terms(catalogue)
    for agreement in others?.agreements ?? []
    where own.agreements.contains(where: { $0.contradicts(agreement) }) {
      throw DataProblem(
        file: termsFile?.name ?? "", line: 0, path: "",
        message: "it and the 'terms' of \(scenarioFile.name) say the same of the same on some day: "
          + "\(agreement.words); end one where the other begins, or leave one out")
    }
    return Terms(own.agreements + (others?.agreements ?? []))
  }

  /// The rate of the other currency; nil where none is asked for.
  ///
  /// Rates that nobody asks for must read all the same.
  private func exchange(from own: Currency) throws -> ExchangeRate? {
    let rates = try scenarioFile.exchangeRates()
    guard let currency, currency != own else { return nil }
    if let rate = rates.first(where: { $0.to == currency }) { return rate }
    throw DataProblem(
      file: scenarioFile.name, line: 0, path: "exchange",
      message:
        "no rate for '\(currency)', which --currency asks for; write 'exchange: {\(currency): {rate: …, dated: …, source: …}}', "
        + "how many \(currency) one \(own) is, of which day, and who published it")
  }

  private func files(
    of report: ScenarioReport, _ formats: [ReportFormat]
  ) throws -> [ReportFile] {
    switch kind {
    case .forecast: return [try output(ForecastDocument(report))]
    case .explanation: return [try output(report.explanation)]
    case .report:
      let files = formats.flatMap { $0.files(of: report, in: setting.locale) }
      let manifest = ReportManifest(
        provenance: provenance(
          command + (setting.locale == .en ? "" : " --locale \(setting.locale.rawValue)")
            + (formatWords.map { " --format \($0)" } ?? "")),
        catalogue: catalogueFiles.digest, asOf: asOf, knownAt: knownAt,
        headline: report.headline, files: files.map { ($0.name, TextDigest.sha256($0.text)) })
      return files + [manifest.file]
    }
  }

  private func output(_ document: some ReadableDocument) throws -> ReportFile {
    // What is remembered can be shown anywhere.
    var plain = setting
    plain.marks = .none
    guard let text = format.text(of: document, plain) else {
      throw failure("a \(kind.rawValue) cannot be printed as '\(format.name)'", .usage)
    }
    return ReportFile(name: "output", text: text)
  }

  /// What picks the files of a report; nil for all of them.
  var formatWords: String? { ReportFileOptions.words(for: formats) }

  /// The files are the same whichever of them are asked for; only the list of them says which.
  private func provenance(_ command: String) -> ScenarioReport.Provenance {
    ScenarioReport.Provenance(
      scenarioFile: scenarioFile.name, scenarioDigest: scenarioFile.digest, command: command,
      version: ProductVersion.text)
  }

  /// The command that makes the same again; where it writes does not matter.
  private var command: String {
    "mediacost \(kind.rawValue) \(scenarioFile.name) --as-of \(asOf)"
      + (knownAt.map { " --known-at \($0)" } ?? "")
      + " --trials \(trials.trials)"
      + (trials.trials == 0 ? "" : " --seed \(trials.seed)")
      + (trials.hasPriceRisk ? " --price-risk" : "")
      + (calibrations.isEmpty ? "" : " --calibrated")
      + (termsFile.map { " --terms \(redactsTerms ? "(left out)" : ShellWord.quoted($0.name))" }
        ?? "")
      + (redactsTerms ? " --redact-terms" : "")
      + (currency.map { " --currency \($0)" } ?? "")
      + scenarioFile.settings.map {
        " --set \(ShellWord.quoted(redactsTerms ? $0.wordsWithoutTerms : $0.words))"
      }.joined()
  }
}

extension DataFile {
  /// What the catalogue or arithmetic refuses is a mistake in the scenario, with its file and line.
  func reportingProblems<Result>(_ body: () throws -> Result) throws -> Result {
    func problem(_ message: String, line: Int = 0) -> DataProblem {
      DataProblem(file: name, line: line, path: "", message: message)
    }
    do {
      return try body()
    } catch let error as ForecastError {
      throw problem(error.words + changedWords, line: line(of: error.place))
    } catch let error as VariantError {
      throw problem(
        "\(error.error.words); in variant '\(error.name)'" + changedWords,
        line: line(ofVariant: error.name))
    } catch let error as NumberError {
      throw problem("the scenario cannot be computed: \(error)")
    } catch let error as MoneyError {
      throw problem("the scenario cannot be computed: \(error)")
    }
  }
}
