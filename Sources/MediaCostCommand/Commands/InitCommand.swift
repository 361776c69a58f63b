import ArgumentParser
import BillingTypes
import CostAnalysis
import Foundation
import PricingRules
import RateCatalogue
import ReportGenerator

/// Writes a new scenario that runs at once.
struct InitCommand: ExplainsAbsence {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a commented scenario that runs at once.",
    discussion: """
      The planned offer is the one whose month costs least of those that do exactly what is asked, are sold without doubt, and whose \
      whole price a source of high confidence gives; where there is none, the file says what was taken instead, and it names the next \
      ones. The comments teach the language; data/README.md, "Scenarios", has every key.

      mediacost init
      mediacost init image-generation 40000/month quality=medium
      mediacost init video-generation 2k/month seconds=8 live-avatar 500/month
      mediacost init --offer openai/gpt-image-2/generate --start 2027-01 --months 6 --budget 2000
      """)
  static let absences = ["--format": "writes a scenario, which is YAML"]

  @OptionGroup var arguments: StarterArguments

  @Option(help: ArgumentHelp("The first month; the next one by default.", valueName: "month"))
  var start: Month?

  @Option(help: ArgumentHelp("How many months, 1 to 120.", valueName: "count"))
  var months = 12

  @Option(
    help: ArgumentHelp(
      "What a month may cost, such as 2000, 2k or '2000 USD'.", valueName: "amount"))
  var budget: String?

  @OptionGroup var output: OutputFileOption
  @OptionGroup var catalogue: CatalogueOptions

  func validate() throws {
    guard (1...120).contains(months) else {
      throw ValidationError("--months: '\(months)' is not between 1 and 120")
    }
    if let out = output.out, FileManager.default.fileExists(atPath: out) {
      throw ValidationError(
        "--out: '\(out)' is there already, and is not overwritten; name another file")
    }
  }

  func run() throws {
    try reportingFailures {
      let files = try catalogue.files(asNeeded: true)
      var plan = FilePlan()
      plan.reads(files)
      plan.writes(output)
      try plan.check()
      let cards = try files.catalogue(bindingsOf: [])
      let asks = try arguments.asks(cards)
      let currency = arguments.offer.map { cards.currency(of: $0.provider) } ?? .usd
      let budget = try budget(in: currency)
      let chooser = StarterChooser(
        quoter: Quoter(catalogue: cards, asOf: catalogue.day, knownAt: catalogue.knownAt),
        currency: currency)
      let choices = try asks.map { ask in
        do {
          return try chooser.choice(for: ask)
        } catch let refusal as StarterRefusal {
          throw failure(refusal.words, .usage)
        }
      }
      let template = ScenarioTemplate(
        choices, catalogue: cards, asOf: catalogue.day,
        start: start ?? catalogue.day.month.advanced(by: 1), months: months, currency: currency,
        budget: budget)
      try FileOutput.stream(to: output.out) { try $0(Array(template.text.utf8)) }
    }
  }

  private func budget(in currency: Currency) throws -> Rational? {
    guard let budget else { return nil }
    guard let amount = WrittenNumber.amount(budget, in: currency)?.amount, amount > .zero else {
      throw ValidationError(
        "--budget: '\(budget)' is not an amount in \(currency); write one such as 2000, 2k or '2000 \(currency)'"
      )
    }
    return amount
  }
}
