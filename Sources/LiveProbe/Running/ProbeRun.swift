import BillingTypes
import BodyPricing
import PricingRules

/// One run of a recipe: its steps in order, the paid one at most once, and the book kept before anything is spent.
public struct ProbeRun {
  let probe: PreparedProbe
  let transport: any ProbeTransport
  let clock: any ProbeClock
  let ledger: any ProbeLedger
  var words: ProbeWords
  let secrets: [String: String]
  /// What takes secrets out of what is written.
  public private(set) var redactor = Redactor()
  /// Every request and its answer, to be recorded.
  public internal(set) var trail: [ProbeRecord] = []
  var facts: [ProbeFact] = []
  /// What the recipe saved, by word.
  var saved: [String: String] = [:]
  /// The last reply that may tell what was used.
  var lastReply: (step: String, reply: ProbeReply, tree: BodyTree?)?
  var balances: (before: Rational?, after: Rational?) = (nil, nil)
  var isOpen = false
  var times: (sent: Double, running: Double?, done: Double)?

  /// How a part of the run went.
  enum End: Equatable {
    /// It went on, or was done.
    case fine
    /// Nothing was asked for that costs.
    case notSent(ProbeFact)
    /// The provider refused to begin.
    case refused(ProbeFailure.Kind, ProbeBilled, ProbeFact)
    /// The work was begun and failed, or was stopped by moderation.
    case failed(isBlocked: Bool, ProbeBilled, ProbeFact)
    /// Nobody knows.
    case unclear(ProbeFact)
  }

  /// Prepares a run.
  ///
  /// - Parameters:
  ///   - probe: The recipe with its body.
  ///   - surroundings: Secrets and words of the environment.
  ///   - run: A word that no other run has, for providers that tell calls apart by one.
  ///   - transport: What sends requests.
  ///   - clock: Time.
  ///   - ledger: The book.
  public init(
    _ probe: PreparedProbe, _ surroundings: ProbeSurroundings, run: String,
    transport: any ProbeTransport, clock: any ProbeClock, ledger: any ProbeLedger
  ) {
    self.probe = probe
    self.transport = transport
    self.clock = clock
    self.ledger = ledger
    secrets = surroundings.secrets
    words = ProbeWords(surroundings.words)
    words["run_id"] = run
    for secret in secrets.values { redactor.add(secret) }
  }

  /// Keeps a word, and hides it where it is a secret.
  mutating func keep(_ name: String, _ value: String) {
    words[name] = value
    saved[name] = value
    if probe.recipe.secretWords.contains(name) { redactor.add(value) }
  }

  /// Hides a text from now on.
  mutating func hide(_ secret: String) { redactor.add(secret) }

  /// The words that are no secrets, nor have one in them.
  var openWords: [String: String] {
    saved.filter { !probe.recipe.secretWords.contains($0.key) }
      .mapValues { redactor.cleanAddresses($0) }
  }

  /// Ends what an earlier run left going on, and nothing else.
  ///
  /// - Parameter known: What the ledger has of the run.
  /// - Returns: What a reader should know; nothing where it was ended.
  public mutating func close(words known: [String: String]) -> [ProbeFact] {
    for (name, value) in known { keep(name, value) }
    isOpen = true
    clean(probe.recipe.runSteps)
    return facts
  }

  /// Makes the call.
  ///
  /// - Throws: ``ProbeStop`` where a cap or the book forbids it, before anything is sent.
  /// - Returns: What was found.
  public mutating func result() throws(ProbeStop) -> ProbeResult {
    let steps = probe.recipe.runSteps
    guard let paid = steps.firstIndex(where: \.isPaid) else {
      return finish(.notSent(.missing(step: "", word: "paid")))
    }
    for step in steps[..<paid] {
      let end = perform(step)
      guard end == .fine else { return finish(Self.beforeSending(end)) }
    }
    try ledger.reserve(
      ProbeReservation(
        recipe: probe.recipe.id, worstCase: probe.worstCase.decimalText,
        currency: probe.worstCase.currency.code))
    try ledger.note(.sending(words: openWords))
    if steps.contains(where: { $0.role == .cleanup }) {
      // From here on something may go on costing, even if this program ends now.
      isOpen = true
      try ledger.note(.opened(words: openWords))
    }
    var end = submit(steps[paid])
    for step in steps[(paid + 1)...]
    where end == .fine && step.role != .cleanup && step.role != .balanceAfter {
      end = perform(step)
    }
    switch end {
    case .notSent, .refused:
      // Nothing was begun.
      if isOpen { note(.closed) }
      isOpen = false
    default:
      clean(steps)
      // What may go on costing is not settled.
      if isOpen { end = .unclear(.notClosed(step: "")) }
    }
    if case .notSent = end {} else { readBalance(after: steps) }
    return finish(end)
  }

  /// What went wrong before the paid step cost nothing.
  private static func beforeSending(_ end: End) -> End {
    switch end {
    case .fine, .notSent: end
    case .refused(_, _, let fact), .failed(_, _, let fact), .unclear(let fact): .notSent(fact)
    }
  }

  /// Sends what costs, once.
  private mutating func submit(_ step: ProbeStep) -> End {
    let started = clock.seconds
    times = (started, nil, started)
    let end = perform(step)
    let now = clock.seconds
    times?.done = now
    if let job = openWords["job"] { note(.job(job, words: openWords)) }
    return end == .fine && lacksResult(step)
      ? .unclear(.missing(step: step.name, word: "result")) : end
  }

  /// Whether a reply that should have what was made says nothing of it.
  private func lacksResult(_ step: ProbeStep) -> Bool {
    let isDone = !probe.recipe.runSteps.contains { $0.role == .poll || $0.role == .result }
    guard isDone, let asset = probe.recipe.asset else { return false }
    guard let pointer = asset.pointer else { return lastReply?.reply.body.isEmpty ?? true }
    return lastReply?.tree.map { $0.places(at: pointer).isEmpty } ?? true
  }

  /// Ends what would go on costing.
  mutating func clean(_ steps: [ProbeStep]) {
    guard isOpen else { return }
    for step in steps where step.role == .cleanup {
      var end = End.fine
      for attempt in 1...3 {
        end = perform(step)
        if end == .fine { break }
        clock.pause(Double(attempt))
      }
      if end == .fine {
        isOpen = false
      } else {
        facts.append(.notClosed(step: step.name))
      }
    }
    if !isOpen { note(.closed) }
  }

  /// Reads the balance again, until it has changed or the step's time is over.
  mutating func readBalance(after steps: [ProbeStep]) {
    guard let step = steps.first(where: { $0.role == .balanceAfter }) else { return }
    let start = clock.seconds
    repeat {
      guard perform(step) == .fine else { return }
      balances.after = saved["balance"].flatMap { try? DecimalText.parse($0) }
      // One that rose was topped up, and says nothing.
      if let before = balances.before, let after = balances.after, after < before { return }
      clock.pause(Double(max(1, step.everySeconds)))
    } while clock.seconds - start < Double(step.timeoutSeconds)
    if probe.worstCase.picounits > 0 { facts.append(.balanceUnchanged) }
  }

  /// Writes into the book; that it cannot be written is said, and stops nothing that runs already.
  mutating func note(_ event: ProbeEvent) {
    do throws(ProbeStop) {
      try ledger.note(event)
    } catch {
      facts.append(.ledger(error.description))
    }
  }
}
