public import ArgumentParser
public import BillingTypes

/// Another currency in which costs are shown.
struct CurrencyOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Show costs in this currency too, at the dated rate that the scenario gives under 'exchange'.",
      valueName: "code"))
  var currency: Currency?
}

extension Currency: ExpressibleByArgument {
  /// A currency by its three capital letters.
  public init?(argument: String) { self.init(code: argument) }
}
