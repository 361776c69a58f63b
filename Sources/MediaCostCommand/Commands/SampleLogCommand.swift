import ArgumentParser
import BillingTypes
import PricingRules
import RateCatalogue
import SampleLogs

/// Writes a usage log of random requests, for tests and for measuring.
struct SampleLogCommand: ExplainsAbsence {
  static let configuration = CommandConfiguration(
    commandName: "sample-log",
    abstract: "Write a usage log of random requests.",
    discussion: """
      The same options give the same bytes. Rows are in the order of time; each is of an offer that \
      is sold on its day.

      mediacost sample-log --rows 1000 --months 2 --out log.csv
      """,
    shouldDisplay: false)
  static let absences = ["--format": "writes a usage log, which is CSV"]

  @Option(help: ArgumentHelp("How many rows.", valueName: "count"))
  var rows: Int

  @OptionGroup var start: SeedOption

  @OptionGroup var offers: OfferListOption

  @Option(help: ArgumentHelp("The first month.", valueName: "month"))
  var from = Month("2026-09") ?? Month(index: 0)

  @Option(help: ArgumentHelp("How many months, 1 to 120.", valueName: "count"))
  var months = 3

  @Option(help: ArgumentHelp("The share of rows that are bad, 0 to 1.", valueName: "share"))
  var bad = "0"

  @Flag(help: "Give no metered values, and leave their columns out.")
  var noMeters = false

  @Option(
    help: ArgumentHelp(
      "Give sizes of single pictures, and whatever else is a list, up to this number of each.",
      valueName: "count"))
  var lists = 0

  @Flag(help: "Leave out the column feature, which else numbers the rows.")
  var noFeature = false

  @Flag(help: "Make only such bad rows as a table with typed columns can hold.")
  var typed = false

  @OptionGroup var output: OutputFileOption
  @OptionGroup var rates: RateCardsOption

  func validate() throws {
    guard (0...1_000_000_000).contains(rows) else {
      throw ValidationError("--rows: '\(rows)' is not between 0 and 1000000000")
    }
    guard (1...120).contains(months) else {
      throw ValidationError("--months: '\(months)' is not between 1 and 120")
    }
    guard (0...64).contains(lists) else {
      throw ValidationError("--lists: '\(lists)' is not between 0 and 64")
    }
    guard badInMillion != nil else {
      throw ValidationError("--bad: '\(bad)' is not a share between 0 and 1")
    }
  }

  private var badInMillion: Int? {
    guard let share = try? DecimalText.parse(bad), share >= .zero, share <= .one,
      let count = try? share * Rational(1_000_000)
    else { return nil }
    return Int(count.numerator / count.denominator)
  }

  func run() throws {
    try reportingFailures {
      let files = try rates.files()
      var plan = FilePlan()
      plan.reads(files)
      plan.writes(output)
      try plan.check()
      let cards = try files.catalogue(bindingsOf: [])
      let chosen = try offers.offers(in: cards)
      var options = SampleLog.Options(rows: rows, from: from)
      options.seed = start.seed
      options.months = months
      options.badInMillion = badInMillion ?? 0
      options.hasMeters = !noMeters
      options.elements = lists
      options.hasRowIDs = !noFeature
      options.isTyped = typed
      let log = try SampleLog(
        cards, offers: offers.ids == nil ? SampleLog.fitting(chosen, options) : chosen, options)
      try FileOutput.stream(to: output.out) { try log.write($0) }
    }
  }
}
