public import ArgumentParser
public import ReportGenerator

/// Whose spreadsheets CSV is for.
struct LocaleOption: ParsableArguments {
  @Option(
    name: .customLong("locale"),
    help: ArgumentHelp(
      "Whose spreadsheets CSV is for: en, or de for semicolons and decimal commas.",
      valueName: "locale"))
  private var given: CSVLocale?

  /// The locale, given or by default.
  var locale: CSVLocale { given ?? .en }
  /// Whether it was asked for.
  var isGiven: Bool { given != nil }
}

extension CSVLocale: ExpressibleByArgument {}
