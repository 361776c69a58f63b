public import ArgumentParser
public import BillingTypes
import Foundation
import PricingRules
import RateCatalogue

/// Which prices to use: the cards, the day they hold, the day they were known.
struct CatalogueOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Prices valid on this day; today by default.", valueName: "day"))
  var asOf: Day?

  @Option(
    help: ArgumentHelp(
      "Only prices known on this day; all that the cards hold by default.", valueName: "day"))
  var knownAt: Day?

  @Option(
    help: ArgumentHelp(
      "The folder of rate cards; by default MEDIACOST_DATA, ./data, or the cards installed with the program.",
      valueName: "folder"))
  var rates: String?

  /// The files of the catalogue.
  func files() throws -> CatalogueFiles { try CatalogueFiles(folder()) }

  /// Where the data is.
  func folder() throws -> DataFolder {
    try DataFolder.locate(
      rates: rates, environment: ProcessInfo.processInfo.environment,
      currentFolder: URL(fileURLWithPath: FileManager.default.currentDirectoryPath),
      executable: Bundle.main.executableURL)
  }

  /// The day whose prices are asked for.
  var day: Day { asOf ?? Surroundings.today }
}

extension Day: ExpressibleByArgument {
  /// A day written as 2026-11-22.
  public init?(argument: String) { self.init(argument) }
}

/// What the outside world tells the program; the core is handed it.
enum Surroundings {
  /// The day in the local calendar.
  static var today: Day {
    // The C library's calendar starts in microseconds, Foundation's in a millisecond.
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    return Day(
      year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
      ?? Day(number: 0)
  }

  /// The time in UTC, such as `2026-11-22T14:30:00Z`.
  static var nowUTC: String { Date().formatted(.iso8601) }
}
