import ArgumentParser
import BillingTypes
import CostAnalysis
import Foundation
import PricingRules
import RateCatalogue
import ReportGenerator
import UsageRating
import WorkloadSimulator

/// Prices a usage log of any size.
struct RerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rerate",
    abstract: "Price a usage log of any size, as it was or under other offers.",
    discussion: """
      Reads CSV with a header: timestamp, offer, optional feature and outcome, and any parameter or \
      meter. An empty cell means not given; a metered value wins over the estimate. Each row is priced \
      with the prices of its own day in UTC, or of --as-of. A bad row is counted and written to \
      --rejects with its line and reason; it is never priced as zero.

      What if all of it had run on another offer; and under every offer of its category:

      mediacost rerate usage.csv --offer google/veo-3.1-fast/generate
      mediacost rerate usage.csv --offers all

      What it comes to by what was agreed with providers, beside list prices:

      mediacost rerate usage.csv --terms example

      Standard input is written '-': zcat usage.csv.gz | mediacost rerate -
      """)

  @Argument(
    help: ArgumentHelp("The log; '-' for standard input.", valueName: "log"), completion: .file())
  var log: String

  @Option(help: ArgumentHelp("Price every row under this offer.", valueName: "offer"))
  var offer: OfferID?

  @Option(
    help: ArgumentHelp(
      "'all': price every row under every offer of its category that can do it.",
      valueName: "all"))
  var offers: String?

  @Option(
    name: .customLong("plan"),
    help: ArgumentHelp(
      "A plan that is subscribed to; repeat for more. Fees, allowances and overage are settled by month.",
      valueName: "plan"))
  var plans: [PlanID] = []

  @Option(
    help: ArgumentHelp(
      "Where bad rows go, with line and reason; by default the log's name with .rejects behind it, if there are any.",
      valueName: "file"))
  var rejects: String?

  @Option(
    help: ArgumentHelp("Where to write the amount of every row.", valueName: "file"))
  var rows: String?

  @Flag(help: "Leave out columns whose names are not known.")
  var ignoreColumns = false

  @Flag(
    help:
      "Take a parameter that a row does not give for the provider's default, rather than for any legal value."
  )
  var assumeDefaults = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many rows may be bad, or how many in a hundred, such as 10 or 0.5%; more is exit status 65.",
      valueName: "rows"))
  var maxBad = BadRowLimit.none

  @Option(
    help: ArgumentHelp(
      "With --offers all: what an offer must be able to do, with commas between.",
      valueName: "capabilities"))
  var needs: String?

  @OptionGroup var terms: TermsOption
  @OptionGroup var work: CoresOption
  @OptionGroup var catalogue: CatalogueOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let offers, offers != "all" {
      throw ValidationError(
        "--offers: '\(offers)' is not known; 'all' is, or name one with --offer")
    }
    guard offer == nil || offers == nil else {
      throw ValidationError("--offer and --offers exclude each other")
    }
    guard terms.terms == nil || log != "-" else {
      throw ValidationError(
        "--terms: the log is read twice, and standard input only once; write it to a file")
    }
    guard needs == nil || offers != nil else {
      throw ValidationError("--needs chooses among offers, and means nothing without --offers all")
    }
  }

  func run() throws {
    try reportingFailures {
      do {
        try rate()
      } catch let error as LogError {
        throw failure(
          "\(shownName): \(error)", error.isInputOutput ? .inputOutput : .badData)
      }
    }
  }

  private var shownName: String { log == "-" ? "standard input" : log }

  private var target: RatingTarget {
    offer.map { .offer($0) } ?? (offers == nil ? .asLogged : .everyOffer)
  }

  private func rate() throws {
    let files = try self.catalogue.files()
    let termsFile = try terms.file(in: self.catalogue.folder())
    try plan(files, termsFile).check()
    let catalogue = try files.catalogue(bindingsOf: [])
    let agreed = try termsFile?.terms(catalogue)
    let input = try LogFile(log)
    defer { input.close() }
    let pieces = try LogPieces(.descriptor(input.descriptor))
    let options = RatingOptions(
      target: target, asOf: self.catalogue.asOf, knownAt: self.catalogue.knownAt, plans: plans,
      listsRows: rows != nil, assumesDefaults: assumeDefaults,
      needs: Needs(capabilities: needs.map(commaSeparated) ?? []))
    for word in options.needs.capabilities
    where !catalogue.offers.contains(where: { $0.capabilities.contains(word) }) {
      throw failure(
        "--needs: no offer lists '\(word)'\(suggestion(for: word, among: Set(catalogue.offers.flatMap(\.capabilities)).sorted()))",
        .usage)
    }
    let places = DecimalPlaces(catalogue)
    let layout = try LogLayout(
      header: pieces.header, catalogue: catalogue, places: places,
      needsTimestamp: options.asOf == nil, ignoresUnknown: ignoreColumns)
    let rater = try LogRater(
      catalogue: catalogue, options: options, layout: layout, places: places)
    let bar = SharedProgress("reading", of: input.size)
    let bad = RejectsFile(rejects, of: log)
    let rating = try bad.write(rows: rows) { rows, rejects in
      try rater.rate(
        pieces, workers: work.count, rows: rows, rejects: rejects, progress: bar.show)
    }
    bar.clear()
    let contracted = try agreed.map { try self.contracted(catalogue, by: $0, options, rating) }
    try self.output.write(
      RatingDocument(
        rating, source: shownName, target: target, catalogue: catalogue.digest,
        reading: layout.reading, offers: catalogue.offers, contracted: contracted,
        agreements: agreed?.agreements ?? []))
    if rating.rejected > 0 {
      Terminal.warn(
        "\(RatingDocument.rows(rating.rejected)) bad and not in the figures; \(bad.path) says why"
      )
      if maxBad.isExceeded(rating.rejected, of: rating.rejected + rating.logRows) {
        throw ExitCode.badData
      }
    }
  }

  /// The same rows at contracted prices; fees have the rates of their months, packs those of the log's first.
  private func contracted(
    _ catalogue: Catalogue, by terms: Terms, _ options: RatingOptions, _ list: LogRating
  ) throws -> LogRating {
    let first = (list.groups + list.logged).map(\.month).min()?.firstDay
    let day = options.asOf ?? first ?? self.catalogue.day
    var options = options
    options.listsRows = false
    let own = try catalogue.contracted(by: terms, on: day)
    let input = try LogFile(log)
    defer { input.close() }
    let pieces = try LogPieces(.descriptor(input.descriptor))
    let places = DecimalPlaces(own)
    let layout = try LogLayout(
      header: pieces.header, catalogue: own, places: places,
      needsTimestamp: options.asOf == nil, ignoresUnknown: ignoreColumns)
    return try LogRater(
      catalogue: own, options: options, layout: layout, places: places
    ).rate(pieces, workers: work.count)
  }

  /// What is read and written.
  private func plan(_ files: CatalogueFiles, _ terms: DataFile?) -> FilePlan {
    var plan = FilePlan()
    plan.reads(log, as: "the log")
    plan.reads(files)
    if let terms { plan.reads(terms.name, as: "--terms") }
    plan.writes(rows, as: "--rows")
    let rejected = RejectsFile(rejects, of: log)
    plan.writes(rejected.path, as: rejects == nil ? "the file of bad rows" : "--rejects")
    plan.printsResult()
    return plan
  }
}
