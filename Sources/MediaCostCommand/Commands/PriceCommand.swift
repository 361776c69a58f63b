import ArgumentParser
import BillingTypes
import BodyPricing
import PricingRules
import RateCatalogue
import ReportGenerator

/// Prices the body of a request as it is about to be sent.
struct PriceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "price",
    abstract: "Price the body of a request as it is about to be sent.",
    discussion: """
      Reads the provider's own words: JSON from a file or standard input, or the fields of a form as \
      name=value. The API, the model and the address decide which offer is meant. What the body leaves \
      out has the provider's default; a field that is not understood is listed as unread, and leaves \
      the price without a ceiling. Several bodies, one a line (JSON Lines), are answered one a line.

      mediacost price --api openai data/bodies/openai.json
      mediacost price --api openai --max 0.50 data/bodies/openai.json
      mediacost price --api stability prompt=fox model=sd3.5-large
      mediacost price --api openai data/bodies/openai.json --reply data/bodies/openai-reply.json

      Exit status with --max: 1 where the bill may be above it, has no ceiling, or is not known. Without it \
      an unknown price is an answer like others, and ends with 0.
      """)

  @Argument(
    help: ArgumentHelp(
      "The file of the body, or '-' for standard input (also where it is left out); or fields of a form.",
      valueName: "body"))
  var body: [String] = []

  @Option(help: "The API: a provider such as 'openai', with a suffix where it sells by several.")
  var api: String?

  @Option(help: "The model, where the body does not name it.")
  var model: String?

  @Option(
    help: ArgumentHelp("The address that the body is sent to, or its path.", valueName: "address"))
  var url: String?

  @Option(
    help: ArgumentHelp(
      "A parameter that is no part of the body, such as service_tier=batch; may be repeated.",
      valueName: "name=value"))
  var with: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The most that the bill may be, in the offer's currency; what may cost more ends with status 1.",
      valueName: "amount"))
  var max: String?

  @Option(
    help: ArgumentHelp(
      "The file of the provider's reply; it is priced by what was used, beside the estimate.",
      valueName: "file"))
  var reply: String?

  @OptionGroup var catalogue: CatalogueOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    _ = try most()
    if reply == "-", body.isEmpty || body == ["-"] {
      throw ValidationError("--reply: standard input is the body already; name a file")
    }
  }

  func run() throws {
    let most = try most()
    var beside = RequestArguments()
    beside.parameters = with
    let target = BodyTarget(api: api, model: model, url: url, beside: try beside.request())
    try reportingFailures {
      let input = try BodyInput(body)
      let cards = BodyCards(
        files: try catalogue.files(asNeeded: true), asOf: catalogue.day, knownAt: catalogue.knownAt)
      if let reply {
        let body = try input.single()
        let answer = try cards.pricer(of: body, for: target).price(
          reply: try BodyInput.file(reply), to: body, for: target)
        try output.write(answer)
        return try check([answer.price], most)
      }
      guard case .lines(let lines) = input.content else {
        let body = try input.single()
        let price = try cards.pricer(of: body, for: target).price(body, for: target)
        try output.write(price)
        return try check([price], most)
      }
      guard output.format.name == "table" || output.format.name == "json" else {
        throw ValidationError(
          "--format: several bodies are answered in JSON Lines; leave it out, or write 'json'")
      }
      let isAbove = try BodyLines(cards.pricer(for: api), target, most: most).answer(lines)
      if isAbove { throw ExitCode.doesNotHold }
    }
  }

  private func most() throws -> AmountLimit? { try AmountLimit(max) }

  /// Ends with status 1 where a bill may be above the most.
  private func check(_ prices: [PricedBody], _ most: AmountLimit?) throws {
    guard let most, let price = prices.first(where: { !most.holds($0) }) else { return }
    if let clash = most.clash(with: price) { throw failure("--max: \(clash)", .usage) }
    let words =
      switch (price.source, price.ceiling) {
      case (.unknown, _): "what the bill will be is not known"
      case (_, nil): "nothing proves the most that the bill can be"
      case (_, let ceiling?): "the bill may be \(ceiling)"
      }
    throw failure(
      "--max: \(words); at most \(DecimalText.print(most.amount)) is allowed", .doesNotHold)
  }
}
