import ArgumentParser
import PricingRules
import RateCatalogue

/// What was agreed with providers.
struct TermsOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A file of terms (discounts, margins, contracted prices): list and contracted cost then stand side by side.",
      valueName: "file"))
  var terms: String?

  /// The file; nil where none is named.
  func file() throws -> DataFile? { try terms.map { try DataFile(path: $0) } }
}

/// Terms that may be kept out of what is passed on.
struct ScenarioTermsOptions: ParsableArguments {
  @OptionGroup var own: TermsOption

  @Flag(help: "Leave contracted cost and what was agreed out of the result; list cost stays.")
  var redactTerms = false
}
