import ReportGenerator

/// Something that an agent can ask.
struct AgentTool: Sendable {
  /// What is computed.
  enum Work: Sendable {
    case priceRequest, priceReply, quote, compare, offers, explain
  }

  let work: Work
  let name: String
  private let meaning: String
  /// What may be given, in order.
  let arguments: [Argument]

  struct Argument: Sendable {
    let name: String
    let kind: Kind
    let meaning: String
    var isRequired = false

    enum Kind: Sendable {
      case text, object, objectOrText
    }
  }

  init(_ work: Work, _ name: String, _ meaning: String, _ arguments: [Argument]) {
    self.work = work
    self.name = name
    self.meaning = meaning
    self.arguments = arguments
  }

  /// What `tools/list` says of it.
  var description: JSONText {
    .object([
      ("name", .string(name)), ("description", .string(meaning)),
      (
        "inputSchema",
        .object([
          ("type", .string("object")),
          ("properties", .object(arguments.map { ($0.name, $0.schema) })),
          ("required", .array(arguments.filter(\.isRequired).map { .string($0.name) })),
        ])
      ),
      (
        "annotations",
        .object([
          ("readOnlyHint", .boolean(true)), ("idempotentHint", .boolean(true)),
          ("openWorldHint", .boolean(false)),
        ])
      ),
    ])
  }

  private static let asOf = Argument(
    name: "as_of", kind: .text, meaning: "prices of this day, such as 2026-11-22; today by default")
  private static let target = [
    Argument(
      name: "api", kind: .text,
      meaning:
        "the provider, such as openai, fal or runway, with a suffix where it sells by several APIs"),
    Argument(
      name: "model", kind: .text, meaning: "the model's id, where the body does not name it"),
    Argument(name: "url", kind: .text, meaning: "the address that the body is sent to"),
    Argument(
      name: "with", kind: .object,
      meaning: "parameters that are no part of the body, such as {\"service_tier\": \"batch\"}"),
  ]
  private static let body = Argument(
    name: "body", kind: .objectOrText, meaning: "the JSON body as it is about to be sent",
    isRequired: true)
  private static let request = Argument(
    name: "request", kind: .object,
    meaning: "parameters by name, such as {\"quality\": \"high\", \"size\": \"1024x1024\"}")

  /// Every tool, in the order in which agents see them.
  static let all = [
    AgentTool(
      .priceRequest, "price_request",
      "What one request to a generative media API will cost, before it is sent: amount, floor, ceiling (null where "
        + "nothing proves one), what is not known, and cheaper equivalents. With 'max', 'allowed' is false where the "
        + "bill may be above it.",
      [body] + target + [
        Argument(
          name: "max", kind: .text,
          meaning: "the most that the bill may be, in the offer's currency"),
        asOf,
      ]),
    AgentTool(
      .priceReply, "price_reply",
      "What a request cost by the usage in the provider's reply, and how far the estimate was.",
      [
        body,
        Argument(
          name: "reply", kind: .objectOrText, meaning: "the JSON that the provider answered",
          isRequired: true),
      ] + target + [asOf]),
    AgentTool(
      .quote, "quote", "The price of a request in our own words, with every line and its source.",
      [
        Argument(
          name: "offer", kind: .text, meaning: "provider/model/endpoint, as 'offers' lists them",
          isRequired: true), request,
        Argument(name: "plan", kind: .text, meaning: "the plan that turns credits into money"),
        asOf,
      ]),
    AgentTool(
      .compare, "compare", "The offers of one category that can serve a request, cheapest first.",
      [
        Argument(
          name: "category", kind: .text,
          meaning: "image-generation, image-editing, video-generation or live-avatar",
          isRequired: true), request, asOf,
      ]),
    AgentTool(
      .offers, "offers", "The offers that are known, of a category or a model.",
      [
        Argument(
          name: "category", kind: .text,
          meaning: "image-generation, image-editing, video-generation or live-avatar"),
        Argument(name: "model", kind: .text, meaning: "a part of the model's or the offer's name"),
        asOf,
      ]),
    AgentTool(
      .explain, "explain",
      "How an offer is priced: what a request may say, what is metered, the formulas and their sources, as Markdown.",
      [
        Argument(
          name: "offer", kind: .text, meaning: "provider/model/endpoint", isRequired: true),
        request,
        asOf,
      ]),
  ]
}

extension AgentTool.Argument {
  /// The JSON schema of the argument.
  var schema: JSONText {
    let type: JSONText =
      switch kind {
      case .text: .string("string")
      case .object: .string("object")
      case .objectOrText: .array([.string("object"), .string("string")])
      }
    return .object([("type", type), ("description", .string(meaning))])
  }
}
