import ArgumentParser
import BillingTypes
import Foundation
import RateCatalogue

/// Which prices to use: the cards, the day they hold, the day they were known.
struct CatalogueOptions: ParsableArguments {
  @OptionGroup private var prices: PriceDayOption
  @OptionGroup private var knowledge: KnowledgeDayOption
  @OptionGroup private var cards: RateCardsOption

  /// The day whose prices are asked for, where one is.
  var asOf: Day? { prices.asOf }
  /// The day whose prices are asked for, else today.
  var day: Day { prices.day }
  /// The day on which prices had to be known; nil for all that the cards hold.
  var knownAt: Day? { knowledge.knownAt }

  /// Where the data is.
  func folder() throws -> DataFolder { try cards.folder() }

  /// The files of the catalogue.
  ///
  /// - Parameter asNeeded: Whether a file is only read if it was changed since a run before; for who asks for prices
  ///   alone, and keeps nothing.
  /// - Throws: What is wrong with them.
  /// - Returns: The files.
  func files(asNeeded: Bool = false) throws -> CatalogueFiles {
    let files = try cards.files(asNeeded: asNeeded)
    var plan = FilePlan()
    plan.reads(files)
    plan.printsResult()
    try plan.check()
    return files
  }
}

/// The day whose prices are asked for.
struct PriceDayOption: ParsableArguments {
  @Option(help: ArgumentHelp("Prices valid on this day; today by default.", valueName: "day"))
  var asOf: Day?

  /// The day, else today.
  var day: Day { asOf ?? Surroundings.today }
}

/// The day on which prices had to be known.
struct KnowledgeDayOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only prices known on this day; all that the cards hold by default.", valueName: "day"))
  var knownAt: Day?
}

/// Which rate cards to read.
struct RateCardsOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of rate cards; by default MEDIACOST_DATA, ./data, or the cards installed with the program.",
      valueName: "folder"))
  var rates: String?

  /// The option for a folder that another argument names.
  static func folder(_ path: String) -> RateCardsOption {
    var option = RateCardsOption()
    option.rates = path
    return option
  }

  /// The files of the catalogue.
  func files(asNeeded: Bool = false) throws -> CatalogueFiles {
    let files = try CatalogueFiles(folder(), cache: Surroundings.cache)
    if !asNeeded { try files.read() }
    return files
  }

  /// Where the data is.
  func folder() throws -> DataFolder {
    try DataFolder.locate(
      rates: rates, environment: ProcessInfo.processInfo.environment,
      currentFolder: URL(fileURLWithPath: FileManager.default.currentDirectoryPath),
      executable: Bundle.main.executableURL)
  }
}
