public import BillingTypes
import BodyPricing
public import CostAnalysis
public import PricingRules
import ReportGenerator
import Synchronization

/// What an agent can ask of a catalogue.
public final class ToolBox: Sendable {
  private let catalogue: Catalogue
  private let day: Day
  private let knownAt: Day?
  private let most: Rational?
  private let boards: [QualityBoard]
  private let pricers = Mutex<[Day: BodyPricer]>([:])

  /// Creates the tools.
  ///
  /// - Parameters:
  ///   - catalogue: The rate cards.
  ///   - day: The day whose prices count where the agent does not say.
  ///   - knownAt: Prices that became known later do not count; nil counts all.
  ///   - most: The most that one request may cost, in the offer's currency, whatever the agent says; nil for no limit.
  ///   - boards: What arenas say of models.
  public init(
    catalogue: Catalogue, asOf day: Day, knownAt: Day? = nil, most: Rational? = nil,
    boards: [QualityBoard] = []
  ) {
    self.boards = boards
    self.catalogue = catalogue
    self.day = day
    self.knownAt = knownAt
    self.most = most
  }

  var all: [AgentTool] { AgentTool.all }

  /// Answers; what cannot be told is 'unknown' with the reason, never an error.
  func answer(_ tool: AgentTool, _ arguments: ToolArguments) -> JSONText {
    let known = tool.arguments.map(\.name)
    if let name = arguments.names.first(where: { !known.contains($0) }) {
      return Self.unknown(
        "there is no argument '\(name)'" + suggestion(for: name, among: known),
        mayCost: tool.work == .priceRequest)
    }
    // Under a limit nobody is talked into a lower price: what is beside the body, and the day, are the limit's.
    if most != nil, tool.work == .priceRequest,
      let name = ["with", "as_of"].first(where: arguments.names.contains)
    {
      return Self.unknown(
        "'\(name)' cannot be said where the server has a limit; leave it out", mayCost: true)
    }
    do {
      switch tool.work {
      case .priceRequest: return try priceRequest(arguments)
      case .priceReply: return try priceReply(arguments)
      case .quote: return try quote(arguments).json
      case .compare: return try compare(arguments)
      case .offers: return try offers(arguments)
      case .explain: return try explain(arguments)
      }
    } catch let mistake as ToolArguments.Mistake {
      return Self.unknown(mistake.words, mayCost: tool.work == .priceRequest)
    } catch {
      return Self.unknown("\(error)", mayCost: tool.work == .priceRequest)
    }
  }

  /// An answer that says why nothing can be said; a request that may cost anything is not allowed.
  static func unknown(_ words: String, mayCost: Bool) -> JSONText {
    let head: [(key: String, value: JSONText)] = [
      ("source", .string(PricedBody.Source.unknown.rawValue)), ("amount", .null),
      ("floor", .null), ("ceiling", .null), ("why", .array([.string(words)])),
    ]
    return .object(mayCost ? head + [("allowed", .boolean(false))] : head)
  }

  private func pricer(_ arguments: ToolArguments) throws(ToolArguments.Mistake) -> BodyPricer {
    let day = try arguments.day("as_of") ?? self.day
    if let pricer = pricers.withLock({ $0[day] }) { return pricer }
    let pricer = BodyPricer(catalogue: catalogue, asOf: day, knownAt: knownAt)
    pricers.withLock { $0 = $0.count < 16 ? $0 : [:] }
    pricers.withLock { $0[day] = pricer }
    return pricer
  }

  private func quoter(_ arguments: ToolArguments) throws(ToolArguments.Mistake) -> Quoter {
    Quoter(catalogue: catalogue, asOf: try arguments.day("as_of") ?? day, knownAt: knownAt)
  }

  private func priceRequest(_ arguments: ToolArguments) throws -> JSONText {
    let limits = [most, try arguments.amount("max")].compactMap(\.self)
    let price = try pricer(arguments).price(
      arguments.body("body"), for: arguments.target())
    guard case .object(let keys) = price.json, let limit = limits.min() else { return price.json }
    return .object(
      keys + [
        ("max", .string(DecimalText.print(limit))), ("allowed", .boolean(price.isWithin(limit))),
      ])
  }

  private func priceReply(_ arguments: ToolArguments) throws -> JSONText {
    try pricer(arguments).price(
      reply: arguments.body("reply"), to: arguments.body("body"), for: arguments.target()
    ).json
  }

  private func quote(_ arguments: ToolArguments) throws -> Quote {
    try quoter(arguments).quote(
      OfferID(arguments.required("offer")), arguments.request("request"),
      plan: arguments.text("plan").map { PlanID($0) })
  }

  private func category(_ text: String) throws(ToolArguments.Mistake) -> MediaCategory {
    guard let category = MediaCategory(rawValue: text) else {
      throw ToolArguments.Mistake(
        words: "no category is called '\(text.prefix(80))'; \(MediaCategory.explanation)")
    }
    return category
  }

  private func compare(_ arguments: ToolArguments) throws -> JSONText {
    let category = try category(arguments.required("category"))
    var comparison = try Comparer(quoter: quoter(arguments))
      .compare(category, arguments.request("request"))
    comparison.boards = boards.filter { $0.category == category }
    return comparison.json
  }

  private func offers(_ arguments: ToolArguments) throws -> JSONText {
    let category = try arguments.text("category").map { try self.category($0) }
    let word = try arguments.text("model")
    let day = try arguments.day("as_of") ?? self.day
    let listed = catalogue.offers.filter { offer in
      (category.map { $0 == offer.category } ?? true)
        && (word.map { offer.model.contains($0) || offer.id.rawValue.contains($0) } ?? true)
    }
    return .object([
      (
        "offers",
        .array(
          listed.map { offer in
            .object([
              ("offer", .id(offer.id)), ("model", .string(offer.model)),
              ("category", .string(offer.category.rawValue)),
              ("summary", .string(offer.summary)),
              ("sold", .string(offer.validity.words)),
              ("is_sold", .boolean(offer.validity.contains(day))),
              ("apis", .array(offer.native.calls.map(\.api).uniqued().map { .string($0) })),
              (
                "models", .array(offer.native.calls.flatMap(\.models).uniqued().map { .string($0) })
              ),
            ])
          })
      )
    ])
  }

  private func explain(_ arguments: ToolArguments) throws -> JSONText {
    let quoter = try quoter(arguments)
    let offer = try quoter.offer(OfferID(arguments.required("offer")))
    let request = try arguments.request("request")
    let report =
      request.entries.isEmpty
      ? offer.document(in: catalogue, boards: boards) : try quoter.quote(offer.id, request).report
    return .object([
      ("offer", .id(offer.id)), ("markdown", .string(MarkdownFormat.text(of: report))),
    ])
  }
}
