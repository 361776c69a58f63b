import AgentTools
import ArgumentParser
import BillingTypes
import PricingRules
import RateCatalogue

/// The tools of a coding agent, on standard input and output.
struct MCPCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mcp",
    abstract: "Answer a coding agent that asks before it spends.",
    discussion: """
      Speaks the Model Context Protocol on standard input and output, one message a line: the tools \
      price_request, price_reply, quote, compare, offers and explain. It works offline, and ends when \
      the agent closes the pipe. With --max, price_request says 'allowed': false for whatever may cost \
      more.

      mediacost mcp --max 0.50
      """)

  @Option(
    help: ArgumentHelp(
      "The most that one request may cost, in the offer's currency, whatever the agent says.",
      valueName: "amount"))
  var max: String?

  @OptionGroup var catalogue: CatalogueOptions

  func validate() throws { _ = try most() }

  func run() throws {
    let most = try most()
    try reportingFailures {
      let cards = try catalogue.files().catalogue()
      let tools = ToolBox(
        catalogue: cards, asOf: catalogue.day, knownAt: catalogue.knownAt, most: most)
      AgentSession(AgentServer(tools, version: ProductVersion.text)).run()
    }
  }

  private func most() throws -> Rational? { try AmountOption.amount(of: max) }
}

/// An amount that the command line gives.
enum AmountOption {
  /// The amount of `--max`; nil where it is not given.
  ///
  /// - Throws: a usage error for what is no amount.
  static func amount(of text: String?) throws -> Rational? {
    guard let text else { return nil }
    guard let amount = DecimalText.amount(text) else {
      throw ValidationError("--max: '\(text)' is not an amount; write one such as 0.50")
    }
    return amount
  }
}
