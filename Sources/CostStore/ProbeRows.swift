/// A run of a live probe, as the ledger has it.
public struct ProbeRunRow: Hashable, Sendable {
  /// The number in the store; 0 before it is stored.
  public var id: Int64
  /// The recipe.
  public let recipe: String
  /// The SHA-256 of the recipe's file.
  public let recipeDigest: String
  /// The offer; nil where no card has it.
  public let offer: String?
  /// The digest of the catalogue.
  public let catalogue: String
  /// The day in UTC, for the cap of a day.
  public let day: String
  /// When it began, in UTC.
  public let startedAt: String
  /// The most that it can cost, as decimal text.
  public let worstCase: String
  /// The currency.
  public let currency: String
  /// What happened, in order.
  public var events: [ProbeEventRow]

  /// Creates a run.
  public init(
    id: Int64 = 0, recipe: String, recipeDigest: String, offer: String?, catalogue: String,
    day: String, startedAt: String, worstCase: String, currency: String,
    events: [ProbeEventRow] = []
  ) {
    self.id = id
    self.recipe = recipe
    self.recipeDigest = recipeDigest
    self.offer = offer
    self.catalogue = catalogue
    self.day = day
    self.startedAt = startedAt
    self.worstCase = worstCase
    self.currency = currency
    self.events = events
  }

  /// The last event that says what became of the money: `settled`, `released` or `unclear`; nil where none does.
  public var end: ProbeEventRow? {
    events.last { ["settled", "released", "unclear"].contains($0.kind) }
  }

  /// Whether something goes on costing that was begun.
  public var isOpen: Bool {
    events.last { ["opened", "closed"].contains($0.kind) }?.kind == "opened"
  }

  /// What is counted against the caps: what was billed where that is known, else the most that it can be.
  public var counted: String {
    switch end?.kind {
    case "settled": end?.amount ?? worstCase
    case "released": "0"
    default: worstCase
    }
  }
}

/// Something that happened in a run of a probe.
public struct ProbeEventRow: Hashable, Sendable {
  /// `reserved`, `sending`, `job`, `opened`, `closed`, `settled`, `released` or `unclear`.
  public let kind: String
  /// When, in UTC.
  public let at: String
  /// An amount, as decimal text.
  public let amount: String?
  /// What else is known, as JSON.
  public let detail: String

  /// Creates an event.
  public init(kind: String, at: String, amount: String? = nil, detail: String = "{}") {
    self.kind = kind
    self.at = at
    self.amount = amount
    self.detail = detail
  }
}

/// What a run or a quote of a provider showed.
public struct ObservationRow: Hashable, Sendable {
  /// The number in the store; 0 before it is stored.
  public var id: Int64
  /// The run of the probe; nil for a quote.
  public let run: Int64?
  /// `quote` or `run`.
  public let kind: String
  /// The recipe.
  public let recipe: String
  /// The offer; nil where no card has it.
  public let offer: String?
  /// The tier, in words of the request.
  public let tier: String
  /// When, in UTC.
  public let at: String
  /// The day of the prices.
  public let day: String
  /// Where it was read.
  public let source: String
  /// The SHA-256 of what was read, without secrets.
  public let digest: String
  /// How it ended.
  public let outcome: String
  /// The figures, as JSON.
  public let detail: String

  /// Creates an observation.
  public init(
    id: Int64 = 0, run: Int64?, kind: String, recipe: String, offer: String?, tier: String,
    at: String, day: String, source: String, digest: String, outcome: String, detail: String
  ) {
    self.id = id
    self.run = run
    self.kind = kind
    self.recipe = recipe
    self.offer = offer
    self.tier = tier
    self.at = at
    self.day = day
    self.source = source
    self.digest = digest
    self.outcome = outcome
    self.detail = detail
  }
}
