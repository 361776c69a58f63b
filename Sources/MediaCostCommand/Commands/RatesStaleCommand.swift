import ArgumentParser
import BillingTypes
import PricingRules
import RateCatalogue
import ReportGenerator

extension RatesCommand {
  /// Lists figures that were read too long ago.
  struct Stale: ExplainsAbsence {
    static let configuration = CommandConfiguration(
      commandName: "stale",
      abstract: "List figures whose sources were read too long ago.",
      discussion: """
        Ages are counted to --as-of, today by default. Exit status 1 where something is too old, or nobody knows \
        how old it is.

        mediacost rates stale --max-age 90d
        """)
    static let absences = ["--known-at": "every source counts, whenever it was read"]

    @Option(
      help: ArgumentHelp("The most days since a source was read, such as 90d.", valueName: "days"))
    var maxAge: DayCount = DayCount(days: EvidenceAge.mostDays)

    @OptionGroup var prices: PriceDayOption
    @OptionGroup var rates: RateCardsOption
    @OptionGroup var output: OutputOptions

    func run() throws {
      var isStale = false
      try reportingFailures {
        let cards = try rates.files().catalogue(bindingsOf: [])
        let document = StaleDocument(catalogue: cards, asOf: prices.day, limit: maxAge.days)
        try output.write(document)
        isStale = !document.stale.isEmpty
      }
      if isStale { throw ExitCode.doesNotHold }
    }
  }
}

/// A number of days, written `90d` or `90`.
struct DayCount: ExpressibleByArgument {
  let days: Int

  init(days: Int) { self.days = days }

  init?(argument: String) {
    let digits = argument.hasSuffix("d") ? argument.dropLast() : argument[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }),
      let days = Int(digits),
      days <= 36500
    else { return nil }
    self.days = days
  }

  var defaultValueDescription: String { "\(days)d" }
}
