import ArgumentParser
import PricingRules
import RateCatalogue
import ReportGenerator

/// Prices one request and shows why.
struct QuoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quote",
    abstract: "Price one request and show why.",
    discussion: """
      Prints the amount, the charges behind it, how each quantity came about, the resolved request \
      (each value given, default or estimated) and the sources. Amounts are list prices; credits \
      are turned into money by the card's default plan or pack unless --plan names another.

      mediacost quote openai/gpt-image-2/generate quality=high size=1536x1024
      mediacost quote vertex/veo-3.1-fast/generate seconds=8 resolution=1080p audio=false
      """)

  @Argument(help: ArgumentHelp("What to call: provider/model/endpoint.", valueName: "offer"))
  var offer: OfferID

  @OptionGroup var arguments: RequestArguments
  @OptionGroup var catalogue: CatalogueOptions
  @OptionGroup var output: OutputOptions

  @OptionGroup var plan: PlanOption
  @OptionGroup var terms: TermsOption

  func run() throws {
    let request = try arguments.request()
    try reportingFailures {
      let files = try catalogue.files(asNeeded: true)
      let isKnown = files.providers.contains(offer.provider)
      var cards = try files.catalogue(
        only: isKnown ? [offer.provider] : nil, bindingsOf: [], offers: .one(offer))
      let isPlanHere = plan.plan.map { $0 == .packs || cards.plan($0) != nil } ?? true
      if cards.offer(offer) == nil || !isPlanHere, isKnown {
        cards = try files.catalogue(bindingsOf: [])
      }
      let request = try request.inWordsOfCards(cards.vocabulary)
      let quoter = Quoter(catalogue: cards, asOf: catalogue.day, knownAt: catalogue.knownAt)
      do {
        let quote = try quoter.quote(offer, request, plan: plan.plan)
        if let file = try terms.file(in: catalogue.folder()) {
          try output.write(try contracted(quote, request, by: file, files))
        } else {
          try output.write(quote)
        }
      } catch let error as RequestError {
        // Of a card that cannot be proven its checks say where.
        if case .pricing(_, .unprovable) = error { _ = try files.catalogue(provingRules: true) }
        throw error
      }
    }
  }

  /// The quote with what the terms make of it; they may be about offers of any card.
  private func contracted(
    _ quote: Quote, _ request: Request, by file: DataFile, _ files: CatalogueFiles
  ) throws -> ContractedQuote {
    let all = try files.catalogue(bindingsOf: [])
    let terms = try file.terms(all)
    let quoter = Quoter(
      catalogue: try all.contracted(by: terms, on: catalogue.day), asOf: catalogue.day,
      knownAt: catalogue.knownAt)
    return ContractedQuote(
      list: quote, contracted: try quoter.quote(offer, request, plan: plan.plan),
      agreements: terms.agreements.filter { agreement in
        agreement.holds(on: catalogue.day)
          && (all.offer(offer).map { agreement.scope.includes($0) } ?? false)
      })
  }
}
