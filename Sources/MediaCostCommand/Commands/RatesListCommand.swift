import ArgumentParser
import PricingRules
import RateCatalogue
import ReportGenerator

extension RatesCommand {
  /// Lists the offers by category.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List the offers by category, with what a default request costs.",
      discussion: """
        Words find offers by id, model, category or summary; all of them must be there.

        mediacost rates list veo --as-of 2026-03-01
        mediacost rates list --category video-generation --provider fal
        """)

    @Argument(help: ArgumentHelp("Only offers that have these words.", valueName: "words"))
    var words: [String] = []

    @Option(help: ArgumentHelp("Only offers of one category.", valueName: "category"))
    var category: String?

    @Option(help: ArgumentHelp("Only offers of one provider.", valueName: "provider"))
    var provider: String?

    @Option(help: ArgumentHelp("Only offers of one model, whoever sells it.", valueName: "model"))
    var model: String?

    @OptionGroup var catalogue: CatalogueOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      try reportingFailures {
        let cards = try catalogue.files().catalogue(bindingsOf: [])
        try check(category, "--category", "category", among: MediaCategory.allCases.map(\.rawValue))
        try check(provider, "--provider", "provider", among: cards.cards.map(\.provider))
        try check(model, "--model", "model", among: cards.offers.map(\.model).uniqued())
        let document = RatesDocument(
          catalogue: cards, asOf: catalogue.day, knownAt: catalogue.knownAt, where: isListed)
        try output.write(document)
        if document.isEmpty { Terminal.warn(cards.wordsForNothing(found: words)) }
      }
    }

    private func isListed(_ offer: Offer) -> Bool {
      let text = offer.searchText
      return words.allSatisfy { text.contains($0.lowercased()) }
        && (category ?? offer.category.rawValue) == offer.category.rawValue
        && (provider ?? offer.provider) == offer.provider
        && (model ?? offer.model) == offer.model
    }

    /// Refuses a name that nothing has.
    private func check(
      _ name: String?, _ option: String, _ kind: String, among names: [String]
    ) throws {
      guard let name, !names.contains(name) else { return }
      throw failure(
        "\(option): no \(kind) is called '\(name)'\(suggestion(for: name, among: names))", .usage)
    }
  }
}
