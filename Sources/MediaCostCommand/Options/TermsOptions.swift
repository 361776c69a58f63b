import ArgumentParser
import PricingRules
import RateCatalogue

/// What was agreed with providers.
struct TermsOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What was agreed with providers, a file or a name of data/terms: list and contracted cost stand side by side.",
      valueName: "file"))
  var terms: String?

  /// The file; nil where none is named.
  ///
  /// - Parameter folder: Where terms have names.
  /// - Throws: ``DataProblem`` that says which there are.
  /// - Returns: The file.
  func file(in folder: @autoclosure () throws -> DataFolder) throws -> DataFile? {
    try terms.map { try folder().termsFile($0) }
  }
}

/// Terms that may be kept out of what is passed on.
struct ScenarioTermsOptions: ParsableArguments {
  @OptionGroup var own: TermsOption

  @Flag(help: "Leave contracted cost and what was agreed out of the result; list cost stays.")
  var redactTerms = false
}
