import ArgumentParser
import BillingTypes
import CostAnalysis
import PricingRules
import RateCatalogue
import ReportGenerator

/// Checks what others say a thing costs.
struct ClaimsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claims",
    abstract: "Check what others say a thing costs against the rate cards.",
    discussion: """
      Gives every claim of FILE a verdict (holds, contradicted, cannot be checked) with the computed \
      figure and why. Prices are those of the day the file names, unless --as-of says otherwise. \
      Exits with 1 when a claim is contradicted.

      mediacost claims data/claims/gmi-article-2026-05-28.yaml
      """)

  @Argument(
    help: "A claims file, such as data/claims/gmi-article-2026-05-28.yaml.", completion: .file())
  var file: String

  @OptionGroup var catalogue: CatalogueOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    var isContradicted = false
    try reportingFailures {
      var plan = FilePlan()
      plan.reads(file, as: "the file of claims")
      plan.printsResult()
      try plan.check()
      let set = try DataFile(path: file).claims()
      let cards = try catalogue.files().catalogue(bindingsOf: [])
      let quoter = Quoter(
        catalogue: cards, asOf: catalogue.asOf ?? set.asOf ?? catalogue.day,
        knownAt: catalogue.knownAt)
      let results = try checked(set, quoter)
      let document = ClaimsDocument(set: set, results: results, quoter: quoter)
      try output.write(document)
      isContradicted = results.contains { $0.verdict == .contradicted }
    }
    if isContradicted { throw ExitCode.doesNotHold }
  }

  /// A claim about something that does not exist is a mistake in the file.
  private func checked(_ set: ClaimSet, _ quoter: Quoter) throws -> [ClaimResult] {
    do {
      return try ClaimChecker(quoter: quoter).check(set)
    } catch let error as RequestError {
      throw failure("\(file): \(error)", .badData)
    } catch let error as MoneyError {
      throw failure("\(file): \(error)", .badData)
    } catch let error as ClaimError {
      throw failure("\(file): \(error)", .badData)
    }
  }
}
