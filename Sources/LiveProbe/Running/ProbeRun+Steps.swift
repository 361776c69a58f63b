import BillingTypes
import BodyPricing
import PricingRules

// Requests and what their answers mean.
extension ProbeRun {
  /// Does one step.
  mutating func perform(_ step: ProbeStep) -> End {
    guard step.request != nil else {
      clock.pause(Double(step.everySeconds))
      return .fine
    }
    return step.states == nil ? ask(step).end : wait(for: step)
  }

  /// Sends the request of a step and reads its reply.
  private mutating func ask(_ step: ProbeStep) -> (end: End, tree: BodyTree?) {
    let message: ProbeMessage
    switch self.message(of: step) {
    case .message(let made): message = made
    case .strange(let host):
      let fact = ProbeFact.strangeHost(step: step.name, host: host)
      return (step.isPaid ? .notSent(fact) : .unclear(fact), nil)
    }
    let exchange = send(message, step)
    switch exchange {
    case .notSent(let trouble):
      let fact = ProbeFact.trouble(step: step.name, trouble)
      return (step.isPaid ? .notSent(fact) : .unclear(fact), nil)
    case .lost(let trouble): return (.unclear(.trouble(step: step.name, trouble)), nil)
    case .reply(let reply): return read(reply, step)
    }
  }

  /// Sends a message; one that only reads is sent again where it had no answer.
  private mutating func send(_ message: ProbeMessage, _ step: ProbeStep) -> ProbeExchange {
    var exchange = transport.exchange(message)
    record(message, exchange, step)
    guard !step.isPaid, message.method == "GET" else { return exchange }
    for attempt in 1...3 {
      let wait: Double
      switch exchange {
      case .reply(let reply) where reply.status == 429 || reply.status >= 500:
        // What the provider asks for, as far as anybody would wait for it.
        let asked = reply.header("Retry-After").flatMap { Double($0) } ?? Double(attempt)
        wait = asked.isFinite ? min(max(asked, 0), 60) : 1
      case .reply: return exchange
      case .notSent, .lost: wait = Double(attempt)
      }
      clock.pause(wait)
      exchange = transport.exchange(message)
      record(message, exchange, step)
    }
    return exchange
  }

  /// Looks at the state of the work until it is done.
  private mutating func wait(for step: ProbeStep) -> End {
    let start = clock.seconds
    while true {
      let (end, tree) = ask(step)
      guard end == .fine, let tree, let states = step.states else { return end }
      let now = clock.seconds
      switch states.state(of: tree) {
      case .succeeded?:
        times?.done = now
        return .fine
      case .failed?, .blocked?: return failure(states.state(of: tree) == .blocked, tree, step)
      case .running?:
        if times?.running == nil { times?.running = now }
      case .queued?: break
      case nil:
        return .unclear(.unknownState(step: step.name, says: states.words(of: tree, redactor)))
      }
      guard now - start < Double(step.timeoutSeconds) else { return cancel(step) }
      clock.pause(Double(max(1, step.everySeconds)))
    }
  }

  /// The work failed: moderation, where the reply says so, and whether that is billed.
  private func failure(_ isBlocked: Bool, _ tree: BodyTree, _ step: ProbeStep) -> End {
    let rule = probe.recipe.failures.first { $0.statuses.isEmpty && $0.matches(tree) }
    let isModeration = isBlocked || rule?.kind == .moderation
    let kind = rule?.kind ?? (isBlocked ? .moderation : .server)
    let billed =
      rule?.billed ?? (isModeration ? probe.recipe.chargedOn.refusal : .unknown)
    return .failed(isBlocked: isModeration, billed, .refusal(step: step.name, kind))
  }

  /// Stops work that takes too long, where the recipe knows how.
  private mutating func cancel(_ step: ProbeStep) -> End {
    let late = ProbeFact.timedOut(step: step.name, seconds: step.timeoutSeconds)
    guard let cancel = probe.recipe.steps.first(where: { $0.role == .cancel }) else {
      return .unclear(late)
    }
    facts.append(late)
    // Only what the provider confirms is cancelled, and only where that is free nothing is billed.
    guard ask(cancel).end == .fine, probe.recipe.chargedOn.cancel == .no else {
      return .unclear(late)
    }
    return .failed(isBlocked: false, .no, late)
  }

  /// What a reply says.
  private mutating func read(_ reply: ProbeReply, _ step: ProbeStep) -> (end: End, tree: BodyTree?)
  {
    let isJSON = probe.recipe.asset?.form != .bytes || !step.isPaid || reply.status >= 300
    let tree =
      isJSON && !reply.body.isEmpty ? try? BodyScanner.tree(reply.body, within: .message) : nil
    guard step.expected.contains(reply.status) else { return (refusal(reply, tree, step), tree) }
    // What was paid for and cannot be read is not known to have been done.
    let needsJSON =
      isJSON && (step.isPaid && !reply.body.isEmpty) || step.states != nil
      || step.saves.contains { $0.isInBody && !$0.isOptional }
    guard tree != nil || !needsJSON else {
      return (.unclear(.unreadable(step: step.name)), nil)
    }
    for save in step.saves {
      guard let value = save.value(in: reply, tree), save.isFine(value) else {
        guard save.isOptional else {
          return (.unclear(.missing(step: step.name, word: save.name)), tree)
        }
        continue
      }
      keep(save.name, value)
    }
    switch step.role {
    case .balanceBefore: balances.before = saved["balance"].flatMap { try? DecimalText.parse($0) }
    case .submit, .poll, .result: lastReply = (step.name, reply, tree)
    default: break
    }
    return (.fine, tree)
  }

  /// What a status that is no answer means.
  private func refusal(_ reply: ProbeReply, _ tree: BodyTree?, _ step: ProbeStep) -> End {
    // Hidden first and cut then, so that no part of a secret is left at the end.
    let text = redactor.cleanAddresses(
      String(decoding: reply.body.prefix(20_000), as: UTF8.self)
        .split(whereSeparator: \.isNewline).joined(separator: " "))
    let status = ProbeFact.status(
      step: step.name, reply.status, says: String(text.prefix(300)))
    // Only the request that costs can be refused for nothing; what is asked afterwards says nothing of the work.
    guard step.isPaid else { return .unclear(status) }
    if let rule = probe.recipe.failures.first(where: { rule in
      rule.statuses.contains(reply.status) && rule.matches(tree)
    }) {
      let billed =
        rule.kind == .moderation && rule.billed == .unknown
        ? probe.recipe.chargedOn.refusal : rule.billed
      return .refused(rule.kind, billed, .refusal(step: step.name, rule.kind))
    }
    // Who does not know the one that asks cannot send a bill.
    if reply.status == 401 { return .refused(.input, .no, status) }
    return .unclear(status)
  }
}

extension ProbeFailure {
  /// Whether a reply is this refusal, its status apart.
  fileprivate func matches(_ tree: BodyTree?) -> Bool {
    guard let pointer else { return true }
    guard let tree, let place = tree.places(at: pointer).first else { return false }
    return prefix.map { tree.text(place).hasPrefix($0) } ?? true
  }
}
