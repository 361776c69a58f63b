public import BillingTypes
public import BodyPricing
public import PricingRules

/// What a provider says that a request would cost, beside what we say; nothing was run.
public struct ProbeQuote: Sendable {
  /// The recipe.
  public let recipe: ProbeID
  /// The offer; nil where no card has it.
  public let offer: OfferID?
  /// What the provider says; nil where it did not answer.
  public let said: Money?
  /// What we say; nil where no card has the offer.
  public let ours: PricedBody?
  /// Where it was asked, without secrets.
  public let source: String
  /// The reply, without secrets.
  public let reply: [UInt8]
  /// What a reader should know.
  public let facts: [ProbeFact]

  /// Whether both agree; nil where one of them says nothing.
  public var agrees: Bool? {
    guard let said, let ours, ours.source != .unknown, said.currency == ours.currency else {
      return nil
    }
    let isBelow = ours.floor.map { said.picounits < $0.picounits } ?? false
    let isAbove = ours.ceiling.map { said.picounits > $0.picounits } ?? false
    return !isBelow && !isAbove
  }
}

extension ProbeRun {
  /// Asks the provider what the request would cost.
  ///
  /// - Returns: nil for a recipe without such a step.
  public mutating func quote() -> ProbeQuote? {
    guard let step = probe.recipe.quoteStep else { return nil }
    let end = perform(step)
    var said: Money?
    switch end {
    case .fine:
      said = saved["price"].flatMap { text -> Money? in
        guard let number = try? DecimalText.parse(text),
          let units = try? number * (probe.recipe.unit?.worth ?? .one)
        else { return nil }
        return try? Money(rounding: units, in: probe.worstCase.currency)
      }
    case .notSent(let fact), .refused(_, _, let fact), .failed(_, _, let fact), .unclear(let fact):
      facts.append(fact)
    }
    var reply: [UInt8] = []
    let last = cleanTrail.last
    if case .reply(let found)? = last?.exchange { reply = found.body }
    return ProbeQuote(
      recipe: probe.recipe.id, offer: probe.recipe.offer, said: said, ours: probe.estimate,
      source: last?.message.url ?? "", reply: reply, facts: facts)
  }

  /// Asks later how an unclear call ended, and ends what goes on costing.
  ///
  /// It asks by the work itself, by what was billed, by the balance, and never begins anything.
  ///
  /// - Parameters:
  ///   - known: What the ledger has of the run.
  ///   - isOpen: Whether something goes on costing.
  /// - Returns: What was found; unclear where nothing tells.
  public mutating func reconcile(words known: [String: String], isOpen: Bool) -> ProbeResult {
    for (name, value) in known { keep(name, value) }
    balances.before = known["balance"].flatMap { try? DecimalText.parse($0) }
    saved["balance"] = nil
    self.isOpen = isOpen
    let steps = probe.recipe.runSteps
    clean(steps)
    var end: End?
    for step in probe.recipe.steps {
      switch step.role {
      case .poll, .result, .receipt, .settle: break
      default: continue
      }
      guard end == nil || end == .fine, isReady(step) else { continue }
      end = perform(step)
    }
    readBalance(after: steps)
    // What the balance lost is known whatever became of the work.
    if let before = balances.before, let after = balances.after, after < before, end != .fine {
      end = .failed(isBlocked: false, .yes, .balanceFell)
    }
    if self.isOpen { end = .unclear(.notClosed(step: "")) }
    return finish(end ?? .unclear(.nothingToAsk))
  }

  /// Whether all words of a step are known.
  private func isReady(_ step: ProbeStep) -> Bool {
    guard let request = step.request else { return false }
    return ProbeWords.names(in: request.address).allSatisfy { words[$0] != nil }
  }
}
