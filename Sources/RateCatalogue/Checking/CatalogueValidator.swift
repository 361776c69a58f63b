public import BillingTypes
public import PricingRules

/// Holds a catalogue to what its cards promise: worked examples, extremes, refusals.
///
/// Loading checks that a card is well formed; this prices it.
public struct CatalogueValidator {
  let catalogue: Catalogue
  let asOf: Day
  let files: CatalogueFiles?

  /// Creates a validator.
  ///
  /// - Parameters:
  ///   - catalogue: The cards.
  ///   - asOf: The day of the prices; an offer that was not sold then is priced on a day on which it was.
  ///   - files: What the cards were read from, for the lines of examples.
  public init(catalogue: Catalogue, asOf: Day, files: CatalogueFiles? = nil) {
    self.catalogue = catalogue
    self.asOf = asOf
    self.files = files
  }

  /// Everything that does not hold, in the order of offers.
  public func findings() -> [Finding] {
    unbound + strangeSuccessors
      + catalogue.offers.flatMap { offer in
        offer.examples.indices.compactMap { finding(ofExample: $0, of: offer) }
          + extremes(of: offer)
      }
  }

  /// Offers without a word of how they are called, among cards that say it of others.
  private var unbound: [Finding] {
    let isBound = catalogue.offers.contains { $0.native != .unsaid }
    return catalogue.offers.filter { isBound && $0.native == .unsaid }.map { offer in
      Finding(
        offer: offer.id, line: 0,
        message:
          "nothing says how it is called; write 'native', or {none: why} where no API takes a request"
      )
    }
  }

  /// Offers whose place is to be taken by one that no card has.
  private var strangeSuccessors: [Finding] {
    catalogue.offers.compactMap { offer in
      guard let next = offer.validity.successor, catalogue.offer(next) == nil else { return nil }
      return Finding(
        offer: offer.id, line: 0,
        message:
          "no card has its successor '\(next)'\(suggestion(for: next.rawValue, among: catalogue.offers.map(\.id)))"
      )
    }
  }

  /// Something a card promises and does not do.
  public struct Finding: Hashable, Sendable, CustomStringConvertible {
    /// The offer's id.
    public let offer: OfferID
    /// The line of the card, 0 when it is about the whole offer or the files are not known.
    public let line: Int
    /// What was expected and what came out.
    public let message: String

    /// `offer (line N): message`.
    public var description: String {
      line > 0 ? "\(offer) (line \(line)): \(message)" : "\(offer): \(message)"
    }
  }

  /// How many worked examples the catalogue holds.
  public var exampleCount: Int { catalogue.offers.reduce(0) { $0 + $1.examples.count } }

  /// Why an example does not come out, or nil when it does.
  private func finding(ofExample index: Int, of offer: Offer) -> Finding? {
    let example = offer.examples[index]
    func finding(_ message: String) -> Finding {
      Finding(
        offer: offer.id, line: files?.line(ofExample: index, of: offer.id) ?? 0, message: message)
    }
    let quoter = Quoter(catalogue: catalogue, asOf: example.asOf ?? day(for: offer))
    let quote: Quote
    do {
      quote = try quoter.quote(offer.id, example.request, plan: example.plan)
    } catch {
      return finding("the example cannot be priced: \(error)")
    }
    let named = (example.parts ?? []) + example.quantities.map(\.meter)
    if let unknown = named.first(where: { !offer.meters.contains($0) }) {
      return finding(
        "the example names '\(unknown)'\(suggestion(for: unknown, among: offer.meters))")
    }
    guard let amount = quote.amount(of: example.parts) else {
      let codes = quote.missing.map { $0.reason.code.rawValue.replacing("_", with: " ") }
        .uniqued().joined(separator: ", ")
      return finding("the example's amount is not known: \(codes)")
    }
    let text = DecimalText.print(example.amount)
    guard amount.decimalText == text else {
      return finding("the example must cost \(text), but comes to \(amount.decimalText)")
    }
    if let printed = example.printed, !amount.units.rounds(to: printed) {
      return finding("\(amount.decimalText) rounded is not '\(printed)', as the source prints it")
    }
    for (meter, quantity) in example.quantities {
      let found = quote.quantity(of: meter)
      guard found == quantity else {
        return finding(
          "\(meter) must be \(quantity), but is \(found.map(\.description) ?? "not known")")
      }
    }
    return nil
  }

  private func day(for offer: Offer) -> Day {
    if offer.validity.contains(asOf) { return asOf }
    if let to = offer.validity.to { return Day(number: to.number - 1) }
    return offer.validity.from ?? asOf
  }

  private func extremes(of offer: Offer) -> [Finding] {
    guard offer.validity.contains(day(for: offer)) else { return [] }
    let quoter = Quoter(catalogue: catalogue, asOf: day(for: offer))
    func finding(_ message: String) -> Finding {
      Finding(offer: offer.id, line: 0, message: message)
    }
    var findings: [Finding] = []
    do {
      _ = try quoter.quote(offer.id)
    } catch {
      findings.append(finding("the request with every default is refused: \(error)"))
    }
    for (name, steps) in [("smallest", Array(0...32)), ("largest", Array((0...32).reversed()))] {
      let failures = steps.lazy.map { step -> (any Error)? in
        do {
          _ = try quoter.quote(offer.id, offer.diagonal(step, of: 32))
          return nil
        } catch { return error }
      }
      let defaultIsLegal = findings.isEmpty
      if !failures.contains(where: { $0 == nil }), !defaultIsLegal {
        findings.append(finding("no legal request was found near the \(name) values"))
      }
    }
    // What is legal by itself is priced or refused by a rule of the card; it never fails.
    for parameter in offer.allParameters + offer.elements(upTo: 1) {
      for value in parameter.telling {
        do {
          _ = try quoter.quote(offer.id, Request([(parameter.name, value.description)]))
        } catch RequestError.pricing(_, let error) {
          findings.append(finding("\(parameter.name)=\(value) cannot be priced: \(error)"))
        } catch {}
      }
      let illegal = parameter.illegalText
      if (try? quoter.quote(offer.id, Request([(parameter.name, illegal)]))) != nil {
        findings.append(finding("\(parameter.name): '\(illegal)' must be refused and is not"))
      }
    }
    return findings
  }
}

extension Offer {
  /// A request `step` of `count` steps of the way from every smallest to every largest value.
  fileprivate func diagonal(_ step: Int, of count: Int) -> Request {
    Request(
      parameters.map { parameter in
        (parameter.name, parameter.value(at: step, of: count).description)
      })
  }
}

extension Parameter {
  fileprivate func value(at step: Int, of count: Int) -> FormulaValue {
    guard case (.number(let low), .number(let high)) = extremes,
      let share = try? Rational(Int128(step), over: Int128(count)),
      let number = try? low + (high - low) * share
    else { return step == 0 ? extremes.lowest : extremes.highest }
    return snappedUp(number).map { .number($0) } ?? extremes.highest
  }

  /// Every value where there are few, else the smallest and the largest.
  fileprivate var telling: [FormulaValue] {
    switch domain {
    case .choice(let words): words.map { .choice($0) }
    case .boolean(let values): values.map { .boolean($0) }
    case .numbers(let values): values.map { .number($0) }
    case .integer, .decimal: [extremes.lowest, extremes.highest]
    }
  }

  /// A text that is never a legal value.
  fileprivate var illegalText: String {
    guard case .number(let high) = extremes.highest, let above = try? high + .one else {
      return "no-such-value"
    }
    return above.description
  }
}
