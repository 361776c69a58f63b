/// What sends one request and hands back one reply.
///
/// Every request goes over a connection of its own; no reply is followed to another address; nothing is sent twice.
public protocol ProbeTransport {
  /// Sends a request and waits for the reply.
  func exchange(_ message: ProbeMessage) -> ProbeExchange
}

/// A request as it is sent.
public struct ProbeMessage: Hashable, Sendable {
  /// The method, such as `POST`.
  public let method: String
  /// The whole address.
  public let url: String
  /// The headers, in order.
  public let headers: [ProbeHeader]
  /// The body.
  public let body: [UInt8]
  /// How long the reply may take, in seconds.
  public let timeoutSeconds: Int
  /// How long the reply may be, in bytes.
  public let mostBytes: Int

  /// Creates a request.
  public init(
    method: String, url: String, headers: [ProbeHeader], body: [UInt8], timeoutSeconds: Int,
    mostBytes: Int = ProbeMessage.mostBytes
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeoutSeconds = timeoutSeconds
    self.mostBytes = mostBytes
  }

  /// No reply is longer: 64 MB.
  public static let mostBytes = 64_000_000
}

/// What became of a request.
public enum ProbeExchange: Hashable, Sendable {
  /// It was answered.
  case reply(ProbeReply)
  /// Not a byte of it left.
  case notSent(ProbeTrouble)
  /// It may have been delivered, and its answer is not known.
  case lost(ProbeTrouble)
}

/// Why a request has no answer.
public enum ProbeTrouble: String, Hashable, Sendable, CaseIterable {
  /// The host has no address, nobody listens there, or it is not who it says it is.
  case noHost = "no_host"
  case noConnection = "no_connection"
  case noTrust = "no_trust"
  /// The address may not be asked.
  case notAllowed = "not_allowed"
  /// The connection ended, or the answer took too long, was too long, or was none.
  case connectionLost = "connection_lost"
  case tooSlow = "too_slow"
  case tooLong = "too_long"
  case noAnswer = "no_answer"
}

/// A reply as it was received.
public struct ProbeReply: Hashable, Sendable {
  /// The status.
  public let status: Int
  /// The headers.
  public let headers: [ProbeHeader]
  /// The body.
  public let body: [UInt8]
  /// How long it took, in seconds.
  public let seconds: Double

  /// Creates a reply.
  public init(status: Int, headers: [ProbeHeader], body: [UInt8], seconds: Double) {
    self.status = status
    self.headers = headers
    self.body = body
    self.seconds = seconds
  }

  /// The value of a header, whatever the size of its letters.
  public func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// Time, as a run sees it.
public protocol ProbeClock {
  /// Seconds since some moment.
  var seconds: Double { get }
  /// Waits.
  func pause(_ seconds: Double)
}

/// The book of what may have been spent, which is written before it is.
public protocol ProbeLedger {
  /// Counts an amount against the caps, before anything that costs it is sent.
  ///
  /// - Throws: ``ProbeStop`` where a cap would be passed, or the book cannot be written.
  func reserve(_ amount: ProbeReservation) throws(ProbeStop)

  /// Writes down what happened.
  ///
  /// - Throws: ``ProbeStop`` where the book cannot be written.
  func note(_ event: ProbeEvent) throws(ProbeStop)
}

/// What a run may cost.
public struct ProbeReservation: Hashable, Sendable {
  /// The recipe.
  public let recipe: ProbeID
  /// The most that it can cost, as decimal text.
  public let worstCase: String
  /// The currency.
  public let currency: String
}

/// Why a run does not begin or go on.
public struct ProbeStop: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of reason it is.
  public let code: Code
  /// The reason, in words.
  public let description: String

  /// Kinds of reasons.
  public enum Code: String, Hashable, Sendable {
    /// A cap would be passed, an earlier run is unclear, the question was answered, or the book cannot be written.
    case cap, unclear, answered, ledger
  }

  /// Creates a reason.
  public init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}

/// Something that happened to money.
public enum ProbeEvent: Hashable, Sendable {
  /// The request that costs is about to be sent; the words that are known by then.
  case sending(words: [String: String])
  /// The provider's name of the work, and the words that are needed to look after it.
  case job(String, words: [String: String])
  /// Something goes on costing until it is ended.
  case opened(words: [String: String])
  /// It was ended.
  case closed
  /// What was billed is known, or the most that it can be.
  case settled(amount: String, how: ProbeAmountSource)
  /// Nothing was billed, for certain.
  case released(ProbeFact)
  /// Nobody knows what was billed.
  case unclear(ProbeFact)
}

/// Who says what was billed.
public enum ProbeAmountSource: String, Hashable, Sendable, CaseIterable {
  /// The provider, of this request.
  case stated
  /// What was used, at our prices.
  case usage
  /// What the balance fell by.
  case balance
  /// Nobody: our own price of the request.
  case predicted
  /// A person.
  case hand
}
