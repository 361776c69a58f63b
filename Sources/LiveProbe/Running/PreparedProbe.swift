public import BillingTypes
public import BodyPricing
public import PricingRules

/// A recipe with the body that it would send, and what that costs.
public struct PreparedProbe: Sendable {
  /// The recipe.
  public let recipe: ProbeRecipe
  /// The body that is sent, with words in braces; empty where none is.
  public let body: [UInt8]
  /// What we say that the body costs; nil where no card has the offer.
  public let estimate: PricedBody?
  /// The most that a run is counted with: our ceiling or the recipe's, the higher.
  public let worstCase: Money
  /// What was asked for of what is made, to be held against it.
  public let asked: [String: FormulaValue]
  let target: BodyTarget
  let pricer: BodyPricer

  /// Why a recipe cannot be run with a catalogue.
  public struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The reason, in words.
    public let description: String
  }

  /// Writes the body of a recipe.
  ///
  /// - Parameters:
  ///   - recipe: The recipe.
  ///   - pricer: The prices of the day.
  /// - Throws: ``Problem`` where the recipe's offer, its request or its address is none that the card knows.
  public init(_ recipe: ProbeRecipe, _ pricer: BodyPricer) throws(Problem) {
    self.recipe = recipe
    self.pricer = pricer
    guard let id = recipe.offer, let step = recipe.bodyStep ?? recipe.paidStep,
      let request = step.request
    else {
      var draft = BodyDraft()
      for word in recipe.words { draft.put(word.value, at: word.at) }
      body = recipe.words.isEmpty ? [] : draft.json
      (estimate, worstCase, asked) = (nil, recipe.worstCase, [:])
      target = BodyTarget()
      return
    }
    guard let offer = pricer.catalogue.offer(id) else {
      throw Problem(description: "\(recipe.id): no card has the offer '\(id)'")
    }
    let address = Self.address(of: request, recipe)
    let calls = offer.native.calls.filter { call in
      call.api == recipe.api ?? offer.provider
        && call.addresses.contains { $0.method == request.method && $0.match(address) != nil }
    }
    guard !calls.isEmpty else {
      throw Problem(
        description: "\(recipe.id): \(id) is not called by '\(request.method) \(address)'")
    }
    asked = try Self.values(recipe, offer)
    var refusal: BodyWriter.Refusal?
    var found: [UInt8]?
    for call in calls where found == nil {
      let writer = BodyWriter(offer, call)
      let own = asked.filter { writer.parameters.contains($0.key) }
      do {
        found = try writer.body(of: own, recipe.words)
      } catch {
        refusal = refusal ?? error
      }
    }
    guard let found else {
      var words = "nothing says it"
      if case .noWord(let parameter, let value)? = refusal {
        words = "the API has no word for \(parameter)=\(value)"
      }
      throw Problem(description: "\(recipe.id): \(words)")
    }
    body = found
    // What the body has no word for, the recipe's writer answers for: the length of a spoken sentence.
    let said = Set(
      calls.flatMap { $0.fields.flatMap(\.reading.sets) + $0.fixed.keys + $0.addressed })
    let beside = recipe.request.entries.filter { !said.contains($0.name) }
    target = BodyTarget(
      api: calls[0].api, url: address,
      beside: Request(beside.map { (name: $0.name, text: $0.text) }))
    do {
      estimate = try pricer.price(found, for: target)
    } catch {
      throw Problem(description: "\(recipe.id): its body is refused by the card: \(error)")
    }
    var worst = recipe.worstCase
    if let ceiling = estimate?.ceiling {
      guard ceiling.currency == worst.currency else {
        throw Problem(
          description:
            "\(recipe.id): its worst case is in \(worst.currency.code), the card in \(ceiling.currency.code)"
        )
      }
      if ceiling.picounits > worst.picounits { worst = ceiling }
    }
    worstCase = worst
  }

  /// What the body costs by each reading of what sources disagree on, by dispute and reading.
  var readings: [String: [String: Money]] {
    guard let offer = recipe.offer.flatMap({ pricer.catalogue.offer($0) }) else { return [:] }
    var readings: [String: [String: Money]] = [:]
    for dispute in offer.disputes {
      for reading in dispute.readings.map(\.description) {
        var own = target
        own.beside = Request(
          target.beside.entries.map { (name: $0.name, text: $0.text) } + [(dispute.name, reading)])
        guard let amount = try? pricer.price(body, for: own).amount else { continue }
        readings[dispute.name, default: [:]][reading] = amount
      }
    }
    return readings.filter { Set($0.value.values).count > 1 }
  }

  /// The whole address of a request, its words still in braces.
  static func address(of request: ProbeRequest, _ recipe: ProbeRecipe) -> String {
    request.address.hasPrefix("/") ? recipe.base + request.address : request.address
  }

  private static func values(
    _ recipe: ProbeRecipe, _ offer: Offer
  ) throws(Problem) -> [String: FormulaValue] {
    var values: [String: FormulaValue] = [:]
    for entry in recipe.request.entries {
      guard let parameter = offer.parameter(entry.name) else {
        throw Problem(description: "\(recipe.id): \(offer.id) has no parameter '\(entry.name)'")
      }
      guard let value = parameter.value(of: entry.text) else {
        throw Problem(
          description:
            "\(recipe.id): \(entry.name) '\(entry.text)' is not legal; legal are \(parameter.legalValues)"
        )
      }
      values[entry.name] = value
    }
    return values
  }
}
