import ArgumentParser
import PricingRules
import RateCatalogue
import ReportGenerator

/// What the rate cards hold.
struct RatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rates",
    abstract: "List, show and check the rate cards.",
    discussion: """
      mediacost rates list veo
      mediacost rates show luma/ray3.2/generate
      mediacost rates validate --rates data
      """,
    subcommands: [List.self, Show.self, Validate.self])

  /// Checks every card and every worked example.
  struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check every card: form, formulas, worked examples, extremes.",
      discussion: """
        Reports all problems at once, each with file and line. Every offer must reproduce its own \
        examples to the last digit, price its smallest and largest legal request, and refuse an \
        illegal one.

        mediacost rates validate --rates data
        """)

    @OptionGroup var catalogue: CatalogueOptions

    func run() throws {
      try reportingFailures {
        let cards = try catalogue.files().catalogue()
        let validator = CatalogueValidator(catalogue: cards, asOf: catalogue.day)
        let findings = validator.findings()
        guard findings.isEmpty else {
          throw failure(findings.map(\.description).joined(separator: "\n"), .badData)
        }
        Terminal.write(
          "\(cards.cards.count) cards, \(cards.offers.count) offers and \(validator.exampleCount) "
            + "worked examples hold; catalogue \(cards.digest)\n")
      }
    }
  }

  /// Lists the offers by category.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the offers by category, with what a default request costs.",
      discussion: "mediacost rates list veo --as-of 2026-03-01")

    @Argument(help: "Only offers whose id contains this, such as a provider or a model.")
    var part: String?

    @OptionGroup var catalogue: CatalogueOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      try reportingFailures {
        let cards = try catalogue.files().catalogue()
        let document = RatesDocument(catalogue: cards, asOf: catalogue.day) { offer in
          part.map { offer.id.contains($0) || offer.category.rawValue == $0 } ?? true
        }
        switch output.format {
        case .json: Terminal.write(document.json.text + "\n")
        case .csv: Terminal.write(document.csv)
        case .table, .markdown: Terminal.write(document.report, as: output.format)
        }
      }
    }
  }

  /// Shows one offer's rules.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show an offer's rules: parameters, formulas, tables, prices, sources.",
      discussion: "mediacost rates show luma/ray3.2/generate")

    @Argument(help: "What to show: provider/model/endpoint.")
    var offer: String

    @OptionGroup var catalogue: CatalogueOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      guard output.format == .table || output.format == .markdown else {
        throw ValidationError("'rates show' prints 'table' or 'markdown'; for programs there is 'quote --format json'")
      }
      try reportingFailures {
        let cards = try catalogue.files().catalogue()
        guard let found = cards.offer(offer) else {
          throw RequestError.unknownOffer(offer, nearest: cards.nearestOffers(to: offer))
        }
        Terminal.write(found.document(in: cards), as: output.format)
      }
    }
  }
}
