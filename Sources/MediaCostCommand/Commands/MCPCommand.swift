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
    parsing: .unconditional,
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
        catalogue: cards, asOf: catalogue.day, knownAt: catalogue.knownAt, most: most,
        boards: try catalogue.folder().qualityBoards())
      AgentSession(AgentServer(tools, version: ProductVersion.text)).run()
    }
  }

  /// The most that a request may cost, whatever its offer's currency is: none can be named.
  private func most() throws -> Rational? {
    guard let limit = try AmountLimit(max) else { return nil }
    if let currency = limit.currency {
      throw ValidationError(
        "--max: '\(max ?? "")' names \(currency), and requests are held to it in the currency of each offer; "
          + "write the number alone")
    }
    return limit.amount
  }
}
