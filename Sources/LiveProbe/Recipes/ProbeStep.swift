public import BillingTypes
package import BodyPricing
public import PricingRules

/// One step of a recipe: a request, or a pause.
public struct ProbeStep: Sendable {
  /// The name, which is the recipe's own.
  public let name: String
  /// What it is for.
  public let role: Role
  /// Whether it costs money; it is sent at most once.
  public let isPaid: Bool
  /// What is sent; nil for a pause.
  public let request: ProbeRequest?
  /// Another header that says who asks; nil for the recipe's.
  public let auth: ProbeHeader?
  /// The statuses that are answers.
  public let expected: [Int]
  /// What is kept of the reply.
  public let saves: [ProbeSave]
  /// What the reply says of the state of the work; nil where an answer is the end.
  public let states: ProbeStates?
  /// How long between two looks, or how long a pause lasts, in seconds.
  public let everySeconds: Int
  /// How long the step may take in all, in seconds.
  public let timeoutSeconds: Int

  /// What a step is for.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    /// Asks what a request would cost, and runs nothing.
    case quote
    /// Reads what is left before and after.
    case balanceBefore = "balance_before"
    case balanceAfter = "balance_after"
    /// Something that is needed and costs nothing.
    case prepare
    /// Asks for the work.
    case submit
    /// Looks whether it is done.
    case poll
    /// Fetches what was made, or what was used.
    case result
    /// Fetches what was billed.
    case receipt
    /// Waits.
    case pause
    /// Ends what would go on costing; it is done whatever happened before.
    case cleanup
    /// Stops work that took too long.
    case cancel
    /// Asks later how an unclear call ended.
    case settle
  }

  /// Creates a step from its checked parts.
  public init(
    name: String, role: Role, isPaid: Bool, request: ProbeRequest?, auth: ProbeHeader?,
    expected: [Int], saves: [ProbeSave], states: ProbeStates?, everySeconds: Int,
    timeoutSeconds: Int
  ) {
    self.name = name
    self.role = role
    self.isPaid = isPaid
    self.request = request
    self.auth = auth
    self.expected = expected
    self.saves = saves
    self.states = states
    self.everySeconds = everySeconds
    self.timeoutSeconds = timeoutSeconds
  }
}

/// What a step sends.
public struct ProbeRequest: Sendable {
  /// The method, such as `POST`.
  public let method: String
  /// The address: a path below the recipe's base, or a whole one; words in braces, `{id|pct}` for one that is encoded.
  public let address: String
  /// Further headers.
  public let headers: [ProbeHeader]
  /// The body.
  package let payload: Payload

  /// Whether it sends what the recipe asks for.
  var sendsBody: Bool {
    switch payload {
    case .body, .form: true
    case .none, .json: false
    }
  }

  /// What the body of a request is.
  package enum Payload: Sendable {
    /// None.
    case none
    /// The body of the recipe's offer, in the words of its binding.
    case body
    /// The same as a form.
    case form
    /// Values at places, with words in braces.
    case json([(at: BodyPointer, value: BodyDraft.Value)])
  }

  /// Creates a request.
  package init(method: String, address: String, headers: [ProbeHeader], payload: Payload) {
    self.method = method
    self.address = address
    self.headers = headers
    self.payload = payload
  }
}

/// Something that is kept of a reply.
///
/// Some names have a meaning: `job` goes into the ledger, `balance` and `cost` are amounts in the recipe's unit, `price` is
/// what a quote says.
public struct ProbeSave: Hashable, Sendable {
  /// The word that stands for it in braces afterwards.
  public let name: String
  /// Where it is.
  public let source: Source
  /// Whether it may be missing.
  public let isOptional: Bool
  /// What a number is multiplied with.
  public let times: Rational

  /// Where something stands.
  public enum Source: Hashable, Sendable {
    /// In the body.
    case body(BodyPointer)
    /// In a header.
    case header(String)
    /// The sum of one member over the elements of a list in which others have some texts.
    case sum(list: BodyPointer, where: [Condition], of: BodyPointer)

    /// What an element must say.
    public struct Condition: Hashable, Sendable {
      /// Where in the element.
      public let pointer: BodyPointer
      /// What stands there.
      public let text: String

      /// Creates a condition.
      public init(at pointer: BodyPointer, _ text: String) {
        self.pointer = pointer
        self.text = text
      }
    }
  }

  /// Creates a rule.
  public init(name: String, source: Source, isOptional: Bool, times: Rational = .one) {
    self.name = name
    self.source = source
    self.isOptional = isOptional
    self.times = times
  }
}

/// What a reply says of the state of the work; the first rule that holds counts, and where none does nobody goes on.
public struct ProbeStates: Hashable, Sendable {
  /// The rules, in order.
  public let rules: [Rule]

  /// What the state of the work can be.
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// It waits for its turn, it is being done, it is done, it failed, moderation stopped it.
    case queued, running, succeeded, failed, blocked
  }

  /// One rule.
  public struct Rule: Hashable, Sendable {
    /// What must hold, all of it.
    public let conditions: [Condition]
    /// The state that it means.
    public let state: State

    /// Creates a rule.
    public init(_ conditions: [Condition], means state: State) {
      self.conditions = conditions
      self.state = state
    }
  }

  /// Something that a reply says.
  public struct Condition: Hashable, Sendable {
    /// Where.
    public let pointer: BodyPointer
    /// What stands there: one of these texts; nil for anything.
    public let texts: [String]?
    /// Whether something must stand there at all.
    public let isThere: Bool

    /// Creates a condition.
    public init(at pointer: BodyPointer, texts: [String]?, isThere: Bool = true) {
      self.pointer = pointer
      self.texts = texts
      self.isThere = isThere
    }
  }

  /// Creates rules.
  public init(_ rules: [Rule]) { self.rules = rules }
}

/// How a refusal is told from others.
public struct ProbeFailure: Hashable, Sendable {
  /// The statuses; empty for any.
  public let statuses: [Int]
  /// Where in the body; nil where the status is enough.
  public let pointer: BodyPointer?
  /// How the text there begins; nil for any text.
  public let prefix: String?
  /// What it is.
  public let kind: Kind
  /// Whether it is billed.
  public let billed: ProbeBilled

  /// What a refusal is.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// What was asked for is not allowed.
    case moderation
    /// Too many requests.
    case limit
    /// No money left.
    case balance
    /// The request is wrong, or nobody may make it.
    case input
    /// The provider's own fault.
    case server
  }

  /// Creates a rule.
  public init(
    statuses: [Int], pointer: BodyPointer?, prefix: String?, kind: Kind, billed: ProbeBilled
  ) {
    self.statuses = statuses
    self.pointer = pointer
    self.prefix = prefix
    self.kind = kind
    self.billed = billed
  }
}
