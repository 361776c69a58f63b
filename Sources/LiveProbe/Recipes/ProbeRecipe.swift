public import BillingTypes
package import BodyPricing
public import PricingRules

/// The id of a recipe, which is the name of its file: `openai-images-generate`.
public typealias ProbeID = Identifier<ProbeRecipe>

/// How one real call is made that measures what a provider bills: a route as data.
public struct ProbeRecipe: Sendable {
  /// The id.
  public let id: ProbeID
  /// What is made, in a few words.
  public let title: String
  /// The offer that is measured; nil where no card has it.
  public let offer: OfferID?
  /// The API whose binding writes the body; nil where the recipe has the whole body.
  public let api: String?
  /// Why the recipe is not run; nil for one that is.
  public let disabled: String?
  /// What is asked for, in our words.
  public let request: Request
  /// What the body says besides: prompts, addresses, ids.
  package let words: [(at: BodyPointer, value: BodyDraft.Value)]
  /// Where requests go: scheme and host, with words in braces.
  public let base: String
  /// How requests say who asks.
  public let auth: ProbeAuth
  /// Headers of every request.
  public let headers: [ProbeHeader]
  /// Words in braces that come from the environment and are no secrets.
  public let variables: [ProbeVariable]
  /// Names of saved words that are secrets, such as the token of a session.
  public let secretWords: Set<String>
  /// Hosts whose addresses, where a reply gives some, are asked with credentials.
  public let followHosts: [String]
  /// The most that a run can cost, by what the recipe's writer read.
  public let worstCase: Money
  /// What balances and costs are counted in; nil for money.
  public let unit: ProbeUnit?
  /// Whether a call is billed that ends otherwise.
  public let chargedOn: ProbeCharging
  /// The steps, in order.
  public let steps: [ProbeStep]
  /// How refusals are told apart.
  public let failures: [ProbeFailure]
  /// Where what was made is.
  public let asset: ProbeAsset?
  /// What the recipe would settle.
  public let questions: [ProbeQuestion]
  /// Where the protocol was read.
  public let evidence: [Evidence]
  /// The SHA-256 of the file.
  public let digest: String

  /// Creates a recipe from its checked parts.
  package init(
    id: ProbeID, title: String, offer: OfferID?, api: String?, disabled: String?, request: Request,
    words: [(at: BodyPointer, value: BodyDraft.Value)], base: String, auth: ProbeAuth,
    headers: [ProbeHeader], variables: [ProbeVariable], secretWords: Set<String>,
    followHosts: [String], worstCase: Money, unit: ProbeUnit?, chargedOn: ProbeCharging,
    steps: [ProbeStep], failures: [ProbeFailure], asset: ProbeAsset?, questions: [ProbeQuestion],
    evidence: [Evidence], digest: String
  ) {
    self.id = id
    self.title = title
    self.offer = offer
    self.api = api
    self.disabled = disabled
    self.request = request
    self.words = words
    self.base = base
    self.auth = auth
    self.headers = headers
    self.variables = variables
    self.secretWords = secretWords
    self.followHosts = followHosts
    self.worstCase = worstCase
    self.unit = unit
    self.chargedOn = chargedOn
    self.steps = steps
    self.failures = failures
    self.asset = asset
    self.questions = questions
    self.evidence = evidence
    self.digest = digest
  }

  /// The step that costs money; nil for a recipe that only asks for a quote.
  public var paidStep: ProbeStep? { steps.first(where: \.isPaid) }

  /// The step that sends what is asked for; nil where each step has a body of its own.
  public var bodyStep: ProbeStep? { steps.first { $0.request?.sendsBody ?? false } }

  /// The step that asks for a price and runs nothing; nil where the provider quotes nothing.
  public var quoteStep: ProbeStep? { steps.first { $0.role == .quote } }

  /// The steps of a run: all but the one that asks for a quote and the one that only cancels.
  public var runSteps: [ProbeStep] {
    steps.filter { $0.role != .quote && $0.role != .cancel && $0.role != .settle }
  }

  /// The names of the environment variables that have secrets.
  public var secretNames: [String] { [auth.secretName] }
}

/// How requests say who asks.
public struct ProbeAuth: Hashable, Sendable {
  /// The header.
  public let header: String
  /// Its value, in which `{secret}` stands for the secret.
  public let format: String
  /// The environment variable that has the secret.
  public let secretName: String

  /// Creates a way to say who asks.
  public init(header: String, format: String, secretName: String) {
    self.header = header
    self.format = format
    self.secretName = secretName
  }
}

/// A header of a request.
public struct ProbeHeader: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// Its value, with words in braces.
  public let value: String

  /// Creates a header.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// A word that comes from the environment and is no secret.
public struct ProbeVariable: Hashable, Sendable {
  /// The word, as it stands in braces.
  public let name: String
  /// The environment variable.
  public let environment: String
  /// What stands there where the variable is not set; nil where it must be.
  public let fallback: String?

  /// Creates a variable.
  public init(name: String, environment: String, fallback: String?) {
    self.name = name
    self.environment = environment
    self.fallback = fallback
  }
}

/// What a provider counts its money in.
public struct ProbeUnit: Hashable, Sendable {
  /// The name, such as `credit`.
  public let name: String
  /// What one is worth, in the currency of the worst case.
  public let worth: Rational

  /// Creates a unit; its worth is above zero.
  public init(name: String, worth: Rational) {
    self.name = name
    self.worth = worth
  }
}

/// Whether something is billed.
public enum ProbeBilled: String, Hashable, Sendable, CaseIterable {
  /// A source says that it is, that it is not, or nobody says.
  case yes, no, unknown
}

/// Whether a call is billed that does not end well.
public struct ProbeCharging: Hashable, Sendable {
  /// A call that moderation refuses.
  public let refusal: ProbeBilled
  /// A call whose answer nobody waited for.
  public let timeout: ProbeBilled
  /// A call that was cancelled.
  public let cancel: ProbeBilled

  /// Creates a rule.
  public init(refusal: ProbeBilled, timeout: ProbeBilled, cancel: ProbeBilled) {
    self.refusal = refusal
    self.timeout = timeout
    self.cancel = cancel
  }
}

/// Where what was made is.
public struct ProbeAsset: Hashable, Sendable {
  /// Where in the last reply; nil for the reply itself.
  public let pointer: BodyPointer?
  /// How it stands there.
  public let form: Form
  /// How long the provider keeps it, in seconds; nil where it is in the reply.
  public let keptSeconds: Int?

  /// How an asset is handed over.
  public enum Form: String, Hashable, Sendable, CaseIterable {
    /// As base64 text.
    case base64
    /// By an address that needs no credentials.
    case address
    /// As the bytes of the reply.
    case bytes
  }

  /// Creates a place.
  public init(pointer: BodyPointer?, form: Form, keptSeconds: Int?) {
    self.pointer = pointer
    self.form = form
    self.keptSeconds = keptSeconds
  }
}

/// Something that nobody knows and a run would tell.
public struct ProbeQuestion: Hashable, Sendable {
  /// What, in a sentence.
  public let asks: String
  /// The parameters of the offer that the answer closes.
  public let settles: [String]

  /// Creates a question.
  public init(asks: String, settles: [String]) {
    self.asks = asks
    self.settles = settles
  }
}
