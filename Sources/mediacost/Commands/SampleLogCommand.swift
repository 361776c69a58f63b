import ArgumentParser
import BillingTypes
import PricingRules
import RateCatalogue
import SampleLogs

/// Writes a usage log of random requests, for tests and for measuring.
struct SampleLogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample-log",
    abstract: "Write a usage log of random requests.",
    discussion: """
      The same options give the same bytes. Rows are in the order of time; each is of an offer that \
      is sold on its day.

      mediacost sample-log --rows 1000 --months 2 --out log.csv
      """,
    shouldDisplay: false)

  @Option(help: ArgumentHelp("How many rows.", valueName: "count"))
  var rows: Int

  @Option(help: ArgumentHelp("The same seed gives the same rows.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Only these, with commas between; all by default.", valueName: "ids"))
  var offers: String?

  @Option(help: ArgumentHelp("The first month.", valueName: "month"))
  var from = Month("2026-09") ?? Month(index: 0)

  @Option(help: ArgumentHelp("How many months, 1 to 120.", valueName: "count"))
  var months = 3

  @Option(help: ArgumentHelp("The share of rows that are bad, 0 to 1.", valueName: "share"))
  var bad = "0"

  @Flag(help: "Give no metered values, and leave their columns out.")
  var noMeters = false

  @Flag(help: "Leave out the column feature, which else numbers the rows.")
  var noFeature = false

  @Flag(help: "Make only such bad rows as a table with typed columns can hold.")
  var typed = false

  @Option(
    help: ArgumentHelp("The file to write; standard output when left out.", valueName: "file"))
  var out: String?

  @OptionGroup var catalogue: CatalogueOptions

  func validate() throws {
    guard (0...1_000_000_000).contains(rows) else {
      throw ValidationError("--rows: '\(rows)' is not between 0 and 1000000000")
    }
    guard (1...120).contains(months) else {
      throw ValidationError("--months: '\(months)' is not between 1 and 120")
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
      let cards = try catalogue.files().catalogue()
      let chosen = try offers.map { ids in
        try ids.split(separator: ",").map { id in
          guard let offer = cards.offer(String(id)) else {
            throw RequestError.unknownOffer(
              String(id), nearest: cards.nearestOffers(to: String(id)))
          }
          return offer
        }
      }
      var options = SampleLog.Options(rows: rows, from: from)
      options.seed = seed
      options.months = months
      options.badInMillion = badInMillion ?? 0
      options.hasMeters = !noMeters
      options.hasRowIDs = !noFeature
      options.isTyped = typed
      let log = try SampleLog(cards, offers: chosen ?? cards.offers, options)
      try FileOutput.stream(to: out) { try log.write($0) }
    }
  }
}
