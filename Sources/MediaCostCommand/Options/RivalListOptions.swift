public import ArgumentParser
import CostAnalysis
import PricingRules
public import RateCatalogue

/// A list of prices that others publish, held against the cards.
struct RivalListFile: ParsableArguments {
  @Argument(help: "The list, as it is published.", completion: .file())
  var file: String

  /// What comes of the list.
  ///
  /// - Parameters:
  ///   - format: The form it is in.
  ///   - catalogue: The cards, and the day.
  /// - Throws: What is wrong with the file.
  /// - Returns: The record, and the SHA-256 of the file.
  func record(
    _ format: RivalListFormat, _ catalogue: CatalogueOptions
  ) throws -> (record: CourtRecord, digest: String) {
    let file = try DataFile(path: self.file)
    let list = try file.rivalList(format)
    let quoter = Quoter(
      catalogue: try catalogue.files().catalogue(), asOf: catalogue.day,
      knownAt: catalogue.knownAt)
    let court = Court(quoter: quoter, names: try catalogue.folder().rivalNames(format))
    return (court.hear(list), file.digest)
  }
}

extension RivalListFormat: ExpressibleByArgument {
  /// A form by its name.
  public init?(argument: String) {
    guard let format = RivalListFormat.named(argument) else { return nil }
    self = format
  }

  /// What help texts, completions and errors offer.
  public static var allValueStrings: [String] { all.map(\.name) }
  /// What completions offer.
  public static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
