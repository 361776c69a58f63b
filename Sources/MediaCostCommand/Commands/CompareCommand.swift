import ArgumentParser
import BillingTypes
import CostAnalysis
import PricingRules
import RateCatalogue
import ReportGenerator
import WorkloadSimulator

/// Ranks the offers of one category for a request.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Rank the offers that can do it, in one category.",
    discussion: """
      CATEGORY is image-generation, image-editing, video-generation or live-avatar. Offers that \
      cannot serve the request are listed with the reason. Numbers are snapped up to what an offer \
      makes, and the difference is shown; quality tiers are never translated between models. An \
      offer without a known price is listed last, without a rank.

      mediacost compare video-generation seconds=8 resolution=720p
      mediacost compare image-editing --needs instruction-edit
      mediacost compare image-editing --terms example
      mediacost compare video-generation --scenario data/scenarios/storefront.yaml
      mediacost compare image-generation quality=high --by quality --board lmarena-text-to-image
      mediacost compare video-generation duration=8 --provider runway,fal --integration async-job
      """)

  @Argument(
    help: "The category to compare in; with --scenario all of its features where it is left out.",
    completion: .list(MediaCategory.allCases.map(\.rawValue)))
  var category: String?

  @OptionGroup var arguments: RequestArguments

  @OptionGroup var offers: OfferListOption

  @Option(
    help: ArgumentHelp("Capabilities an offer must list, separated by commas.", valueName: "words"))
  var needs: String?

  @Option(
    help: ArgumentHelp(
      "Only offers of these providers, separated by commas.", valueName: "providers"))
  var provider: String?

  @Option(help: "How an application must be able to talk to the offer.")
  var integration: IntegrationOption?

  @Option(help: ArgumentHelp("The longest acceptable answer at p95.", valueName: "seconds"))
  var maxLatencySeconds: Int?

  @OptionGroup var plan: PlanOption
  @OptionGroup var quality: QualityOptions

  @OptionGroup var comparison: ScenarioComparison

  @OptionGroup var terms: TermsOption

  @OptionGroup var catalogue: CatalogueOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let request = try arguments.request()
    let named = try category.map { word in
      guard let category = MediaCategory(rawValue: word) else {
        throw failure("no category is called '\(word)'; \(MediaCategory.explanation)", .usage)
      }
      return category
    }
    if let scenario = comparison.scenario {
      try refuseRequest(request)
      return try reportingFailures {
        try output.write(comparison.document(of: scenario, named, catalogue))
      }
    }
    guard let category = named else {
      throw ValidationError(
        "name a category, or a scenario with --scenario; \(MediaCategory.explanation)")
    }
    try reportingFailures {
      let files = try catalogue.files(asNeeded: true)
      // Cards of other categories are not even read, unless somebody asks for something of them.
      let agreed = try terms.file(in: catalogue.folder())
      let isAboutAll = offers.ids != nil || plan.plan != nil || agreed != nil
      let cards = try files.catalogue(
        only: isAboutAll ? nil : files.providers(in: category), bindingsOf: [],
        offers: isAboutAll ? .all : .category(category))
      let request = try request.inWordsOfCards(cards.vocabulary)
      let quoter = Quoter(catalogue: cards, asOf: catalogue.day, knownAt: catalogue.knownAt)
      let needs = Needs(
        capabilities: needs.map(commaSeparated) ?? [], integration: integration?.integration,
        maximumLatencySeconds: maxLatencySeconds.map { Rational($0) })
      for word in needs.capabilities where !cards.capabilities(in: category).contains(word) {
        throw failure(
          "--needs: no offer in \(category.rawValue) lists '\(word)'; "
            + "listed are \(quotedList(cards.capabilities(in: category)))", .usage)
      }
      if let plan = plan.plan, plan != .packs { try cards.requirePlan(plan) }
      let ids = try provider.map {
        try cards.offers(of: commaSeparated($0), in: category, providers: files.providers)
          .filter { offers.ids?.contains($0) ?? true }
      }
      func comparison(_ quoter: Quoter) throws -> Comparison {
        try Comparer(quoter: quoter, needs: needs, offers: ids ?? offers.ids)
          .compare(category, request, plan: plan.plan)
      }
      var list = try comparison(quoter)
      if let agreed {
        let own = try cards.contracted(by: agreed.terms(cards), on: catalogue.day)
        let contracted = Quoter(catalogue: own, asOf: catalogue.day, knownAt: catalogue.knownAt)
        list = list.beside(contracted: try comparison(contracted))
      }
      let boards = try catalogue.folder().qualityBoards().filter { $0.category == category }
      if let board = try quality.board(among: boards) {
        return try output.write(QualityRanking(list, by: board))
      }
      list.boards = boards
      try output.write(list)
    }
  }

  /// A scenario says itself what is asked for, and of whom.
  private func refuseRequest(_ request: Request) throws {
    let options = [
      request.entries.first.map { "\($0.name)=\($0.text)" }, offers.offers.map { _ in "--offers" },
      needs.map { _ in "--needs" }, maxLatencySeconds.map { _ in "--max-latency-seconds" },
      plan.plan.map { _ in "--plan" }, quality.board.map { _ in "--board" },
    ]
    if terms.terms != nil {
      throw ValidationError(
        "--terms: with --scenario, 'forecast' and 'report' put contracted cost beside the list")
    }
    if let word = options.compactMap(\.self).first {
      throw ValidationError(
        "\(word): with --scenario the scenario says what is asked for; change it with --set")
    }
  }
}
