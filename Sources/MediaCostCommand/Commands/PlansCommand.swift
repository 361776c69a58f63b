import ArgumentParser
import BillingTypes
import CostAnalysis
import PricingRules
import RateCatalogue
import ReportGenerator

/// Shows what a provider's plans come to.
struct PlansCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plans",
    abstract: "Show a provider's plans: fees, allowances, overage, what a unit comes to.",
    discussion: """
      For each plan its fee, what it includes, what more costs, and what one unit comes to where all of the allowance is used, and \
      where half of it is; then from how much a month on another plan is cheaper, as a month is settled. With --offer, a unit is one \
      request.

      mediacost plans heygen
      mediacost plans heygen --offer heygen/liveavatar-full/session session_seconds=5min
      """)

  @Argument(help: "The provider, the first part of its offers' ids.")
  var provider: String

  @OptionGroup var arguments: RequestArguments

  @Option(help: ArgumentHelp("Count use in requests of this offer, as well.", valueName: "offer"))
  var offer: OfferID?

  @OptionGroup var catalogue: CatalogueOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if offer == nil, let word = arguments.parameters.first {
      throw ValidationError("'\(word)' is of a request; say of which offer with --offer")
    }
    if let offer, offer.provider != provider {
      throw ValidationError(
        "--offer: '\(offer)' is sold by \(offer.provider), and pays for nothing with a plan of \(provider)"
      )
    }
  }

  func run() throws {
    let request = try arguments.request()
    try reportingFailures {
      let files = try catalogue.files(asNeeded: true)
      guard files.providers.contains(provider) else {
        throw failure(
          "no provider is called '\(provider)'\(suggestion(for: provider, among: files.providers))",
          .usage)
      }
      let cards = try files.catalogue(only: [provider], bindingsOf: [])
      guard let card = cards.card(provider) else { return }
      let quoter = Quoter(catalogue: cards, asOf: catalogue.day, knownAt: catalogue.knownAt)
      let asked = try offer.map { offer in
        try PlanRequest(
          try quoter.quote(offer, try request.inWordsOfCards(cards.vocabulary)))
      }
      try output.write(
        PlansDocument(
          try PlanStudy(card, cards.vocabulary, asOf: catalogue.day, request: asked)))
    }
  }
}
