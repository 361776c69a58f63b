/// How an offer is called at one API: the provider's own words for requests, replies and bills.
public struct NativeCall: Hashable, Sendable {
  /// The API: the provider, with a suffix where one provider sells by several.
  public let api: String
  /// Where requests go.
  public let addresses: [NativeAddress]
  /// The ids by which the model is called, the usual one first; empty where the address alone decides.
  public let models: [String]
  /// Where the body names the model; nil where it does not.
  public let modelAt: BodyPointer?
  /// Whether a body that names no model means this offer.
  public let isModelDefault: Bool
  /// What the body must say to mean this offer.
  public let conditions: [NativeCondition]
  /// The fields that the price may depend on.
  public let fields: [NativeField]
  /// Whether names are read in snake_case too, as in the JSON of protocol buffers.
  public let readsSnakeCase: Bool
  /// Fields that move no price, with all below them.
  public let free: [BodyPointer]
  /// Parameters that the API fixes.
  public let fixed: [String: FormulaValue]
  /// What holds of parameters that the body has no word for.
  public let unsaid: [String: Unsaid]
  /// Where the reply says what was used.
  public let reply: [NativeReplyField]
  /// How its lines look in exports.
  public let billLines: [NativeBillLine]
  /// Where this was read.
  public let evidence: [Evidence]

  /// What holds of a parameter that the body has no word for.
  public enum Unsaid: String, Hashable, Sendable, CaseIterable {
    /// The card's default.
    case byDefault = "default"
    /// Any legal value.
    case open
  }

  /// Creates a binding from its checked parts.
  public init(
    api: String, addresses: [NativeAddress], models: [String], modelAt: BodyPointer?,
    isModelDefault: Bool = false, conditions: [NativeCondition] = [], fields: [NativeField],
    readsSnakeCase: Bool = false,
    free: [BodyPointer] = [], fixed: [String: FormulaValue] = [:],
    unsaid: [String: Unsaid] = [:], reply: [NativeReplyField] = [],
    billLines: [NativeBillLine] = [], evidence: [Evidence] = []
  ) {
    self.api = api
    self.addresses = addresses
    self.models = models
    self.modelAt = modelAt
    self.isModelDefault = isModelDefault
    self.conditions = conditions
    self.fields = fields
    self.readsSnakeCase = readsSnakeCase
    self.free = free
    self.fixed = fixed
    self.unsaid = unsaid
    self.reply = reply
    self.billLines = billLines
    self.evidence = evidence
  }

  /// Whether a body can mean this call and another one, so that nobody knows which.
  package func overlaps(_ other: NativeCall) -> Bool {
    let places = Set(addresses.map(\.description))
    guard api == other.api, !places.isDisjoint(with: other.addresses.map(\.description)) else {
      return false
    }
    let isSameModel =
      !Set(models).isDisjoint(with: other.models) || isModelDefault && other.isModelDefault
      || models.isEmpty && other.models.isEmpty
    return isSameModel
      && !conditions.contains { own in other.conditions.contains { own.excludes($0) } }
  }

  /// Whether an address decides a parameter.
  package var decidesByAddress: Bool { addresses.contains { !$0.sets.isEmpty } }

  /// The parameters that the addresses decide between them.
  public var addressed: Set<String> { Set(addresses.flatMap(\.sets.keys)) }
}

/// Something that the body of a request must say to mean an offer.
public struct NativeCondition: Hashable, Sendable {
  /// Where it stands.
  public let pointer: BodyPointer
  /// What must hold there.
  public let rule: Rule

  /// What must hold.
  public enum Rule: Hashable, Sendable {
    /// Something stands there, or nothing does.
    case given(Bool)
    /// One of these words stands there; a body that does not say means the default.
    case oneOf([String], byDefault: String?)
  }

  /// Creates a condition.
  public init(at pointer: BodyPointer, _ rule: Rule) {
    self.pointer = pointer
    self.rule = rule
  }

  /// Whether no body can keep both.
  package func excludes(_ other: NativeCondition) -> Bool {
    guard pointer == other.pointer else { return false }
    switch (rule, other.rule) {
    case (.given(let one), .given(let two)): return one != two
    case (.oneOf(let words, _), .oneOf(let others, _)):
      return Set(words).isDisjoint(with: others)
    case (.given(false), .oneOf(let words, let usual)),
      (.oneOf(let words, let usual), .given(false)):
      return usual.map { !words.contains($0) } ?? true
    case (.given(true), .oneOf), (.oneOf, .given(true)): return false
    }
  }
}

/// How a line of an export looks that an offer was billed with.
public struct NativeBillLine: Hashable, Sendable {
  /// The export, such as `usage CSV`.
  public let export: String
  /// What the line says.
  public let pattern: String
  /// Parameters that the line tells.
  public let reveals: [String: FormulaValue]
  /// How sure that is.
  public let confidence: Confidence?

  /// Creates a line.
  public init(
    export: String, pattern: String, reveals: [String: FormulaValue], confidence: Confidence?
  ) {
    self.export = export
    self.pattern = pattern
    self.reveals = reveals
    self.confidence = confidence
  }
}

/// What is known of how an offer is called.
public enum NativeBinding: Hashable, Sendable {
  /// By these APIs.
  case calls([NativeCall])
  /// By none that takes a request, for the reason that the card gives.
  case none(why: String)
  /// The card does not say.
  case unsaid

  /// The APIs.
  public var calls: [NativeCall] {
    if case .calls(let calls) = self { calls } else { [] }
  }
}
