import ArgumentParser
import BodyPricing
import LiveProbe
import CostAnalysis
import PricingRules
import RateCatalogue
import ReportGenerator
import WorkloadSimulator

/// What the rate cards hold.
struct RatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rates",
    abstract: "List, show and check the rate cards.",
    discussion: """
      mediacost rates list gpt-image-2
      mediacost rates show openai/gpt-image-2/generate
      mediacost rates validate --rates data
      """,
    subcommands: [
      List.self, Show.self, Validate.self, Stale.self, Import.self, Propose.self,
      Diff.self, Schema.self,
    ])

  /// Checks every card and every worked example.
  struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "validate",
      abstract: "Check every card, scenario and set of claims.",
      discussion: """
        Reports all problems at once, each with file and line. Every offer must reproduce its own \
        examples to the last digit, price its smallest and largest legal request, and refuse an \
        illegal one.

        mediacost rates validate --rates data
        """)

    @OptionGroup var prices: PriceDayOption
    @OptionGroup var rates: RateCardsOption

    func run() throws {
      try reportingFailures {
        let folder = try rates.folder()
        let files = try CatalogueFiles(folder)
        let cards = try files.catalogue(provingRules: true)
        let validator = CatalogueValidator(catalogue: cards, asOf: prices.day, files: files)
        let scenarios = folder.files(in: "scenarios")
        let claims = folder.files(in: "claims")
        let recipes = folder.files(in: "probes")
        let pricer = BodyPricer(catalogue: cards, asOf: prices.day)
        let problems =
          validator.findings().map(\.description)
          + scenarios.compactMap { problem(ofScenario: $0, cards) }
          + claims.compactMap { problem(ofClaims: $0, cards) }
          + recipes.compactMap { problem(ofRecipe: $0, pricer) }
          + problems(ofBoards: folder, cards)
          + folder.files(in: "terms").compactMap { problem(ofTerms: $0, cards) }
          + RivalListFormat.all.compactMap { problem(ofNames: $0, in: folder, cards) }
        guard problems.isEmpty else {
          throw failure(problems.joined(separator: "\n"), .badData)
        }
        Terminal.write(
          DataCheckSummary(
            cards: cards.cards.count, offers: cards.offers.count,
            workedExamples: validator.exampleCount, scenarios: scenarios.count,
            claims: claims.count, recipes: recipes.count, catalogue: cards.digest
          ).text)
      }
    }

    /// Why a recipe of a live probe cannot be run, or nil when it can.
    private func problem(ofRecipe path: String, _ pricer: BodyPricer) -> String? {
      do {
        _ = try PreparedProbe(try DataFile(path: path).probeRecipe(), pricer)
        return nil
      } catch {
        return "\(error)"
      }
    }

    /// Why terms cannot be used, or nil when they can.
    private func problem(ofTerms path: String, _ cards: Catalogue) -> String? {
      do {
        _ = try DataFile(path: path).terms(cards)
        return nil
      } catch {
        return "\(error)"
      }
    }

    /// What is wrong with the names by which a list is read, or nil when nothing is.
    private func problem(
      ofNames list: RivalListFormat, in folder: DataFolder, _ cards: Catalogue
    ) -> String? {
      do {
        let missing = try folder.rivalNames(list).missing(in: cards)
        return missing.isEmpty
          ? nil : "lists/\(list.name).yaml: no card has \(quotedList(missing))"
      } catch {
        return "\(error)"
      }
    }

    /// What is wrong with what arenas say of models.
    private func problems(ofBoards folder: DataFolder, _ cards: Catalogue) -> [String] {
      do {
        return try folder.qualityBoards().flatMap { board in
          board.missing(in: cards).map {
            "quality/\(board.id).yaml: no offer is of the model '\($0)'"
          }
        }
      } catch {
        return ["\(error)"]
      }
    }

    /// Why a scenario cannot be forecast, or nil when it can.
    private func problem(ofScenario path: String, _ cards: Catalogue) -> String? {
      do {
        let file = try DataFile(path: path)
        let scenario = try file.scenario(cards.assumptions, vocabulary: cards.vocabulary)
        _ = try file.ownTerms(cards)
        _ = try file.exchangeRates()
        let variants = try file.variants(cards.assumptions, vocabulary: cards.vocabulary)
        try file.reportingProblems {
          let forecaster = Forecaster(catalogue: cards, asOf: scenario.asOf ?? prices.day)
          _ = try forecaster.expected(scenario)
          for variant in variants {
            do {
              _ = try forecaster.expected(variant.scenario)
            } catch let error as ForecastError {
              throw VariantError(name: variant.name, error: error)
            }
          }
        }
        return nil
      } catch {
        return "\(error)"
      }
    }

    /// Why claims cannot be checked, or nil when they can; whether they hold is another question.
    private func problem(ofClaims path: String, _ cards: Catalogue) -> String? {
      do {
        let set = try DataFile(path: path).claims()
        let quoter = Quoter(catalogue: cards, asOf: set.asOf ?? prices.day)
        _ = try ClaimChecker(quoter: quoter).check(set)
        return nil
      } catch let problems as DataProblems {
        return "\(problems)"
      } catch {
        return "\(path): \(error)"
      }
    }
  }

  /// Shows one offer's rules.
  struct Show: ExplainsAbsence {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Show an offer's rules: parameters, formulas, tables, prices, sources.",
      discussion: "mediacost rates show luma/ray3.2/generate")
    static let absences = [
      "--as-of": "shows the prices of every day",
      "--known-at": "shows every price, whenever it became known",
    ]

    @Argument(help: "What to show: provider/model/endpoint.")
    var offer: OfferID

    @OptionGroup var rates: RateCardsOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
      try output.requireProse(of: "'rates show'", instead: "'quote --format json'")
    }

    func run() throws {
      try reportingFailures {
        let cards = try rates.files().catalogue(bindingsOf: [])
        guard let found = cards.offer(offer) else {
          throw RequestError.unknownOffer(offer, nearest: cards.nearestOffers(to: offer))
        }
        try output.write(
          found.document(in: cards, boards: rates.folder().qualityBoards()))
      }
    }
  }
}
