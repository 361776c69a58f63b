import BillingTypes
import BodyPricing
import PricingRules

// What is sent, and what is written down of it.
extension ProbeRun {
  enum Made {
    case message(ProbeMessage)
    /// The address leads to a host that is not on the list.
    case strange(String)
  }

  /// The request of a step, with all words filled in.
  func message(of step: ProbeStep) -> Made {
    guard let request = step.request else { return .strange("") }
    let url = words.filled(PreparedProbe.address(of: request, probe.recipe))
    let base = words.filled(probe.recipe.base)
    let host = Self.host(of: url)
    // Whoever names the address, credentials go to the hosts of the recipe alone.
    let known = [Self.host(of: base)] + probe.recipe.followHosts
    guard url.hasPrefix("https://"), known.contains(host) else {
      return .strange(redactor.clean(host))
    }
    var headers = [authorization(step)]
    headers += (probe.recipe.headers + request.headers).map {
      ProbeHeader($0.name, words.filled($0.value))
    }
    var body: [UInt8] = []
    switch request.payload {
    case .none: break
    case .body:
      body = filled(probe.body)
      headers.append(ProbeHeader("Content-Type", "application/json"))
    case .form:
      if let tree = try? BodyScanner.tree(filled(probe.body)) { body = FormText.text(of: tree) }
      headers.append(
        ProbeHeader("Content-Type", "multipart/form-data; boundary=\(FormText.boundary)"))
    case .json(let values):
      var draft = BodyDraft()
      for value in values { draft.put(value.value, at: value.at) }
      body = filled(draft.json)
      headers.append(ProbeHeader("Content-Type", "application/json"))
    }
    return .message(
      ProbeMessage(
        method: request.method, url: url, headers: headers, body: body,
        timeoutSeconds: step.states == nil ? step.timeoutSeconds : 60))
  }

  /// A body with its words filled in.
  private func filled(_ body: [UInt8]) -> [UInt8] {
    // Pictures are long, and have no words.
    guard body.contains(UInt8(ascii: "{")) else { return body }
    return Array(words.filled(String(decoding: body, as: UTF8.self), .json).utf8)
  }

  /// Who asks.
  private func authorization(_ step: ProbeStep) -> ProbeHeader {
    if let own = step.auth { return ProbeHeader(own.name, words.filled(own.value)) }
    let auth = probe.recipe.auth
    let secret = secrets[auth.secretName] ?? ""
    return ProbeHeader(auth.header, auth.format.replacing("{secret}", with: secret))
  }

  /// The host of an address, in small letters; nothing for what is none.
  static func host(of url: String) -> String {
    guard let start = url.firstRange(of: "://")?.upperBound else { return "" }
    let place = url[start...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    // What stands before an @ is a name, and would hide the host behind it.
    return place.contains("@") ? "" : place.lowercased()
  }

  /// Writes down a request and its answer, without secrets.
  mutating func record(_ message: ProbeMessage, _ exchange: ProbeExchange, _ step: ProbeStep) {
    trail.append(ProbeRecord(step: step.name, message, exchange))
  }

  /// Everything that was asked and answered, without secrets.
  public var cleanTrail: [ProbeRecord] { trail.map { $0.cleaned(redactor) } }

  /// The requests that a run would send, with masks in the place of secrets; words that only a reply tells stay in braces.
  public var dryRequests: [(step: ProbeStep, message: ProbeMessage)] {
    probe.recipe.runSteps.compactMap { step in
      guard step.request != nil, case .message(let message) = dryMessage(of: step) else {
        return nil
      }
      return (step, message)
    }
  }

  private func dryMessage(of step: ProbeStep) -> Made {
    switch message(of: step) {
    case .message(let message): return .message(message)
    case .strange:
      // An address that a reply will tell.
      guard let request = step.request else { return .strange("") }
      return .message(
        ProbeMessage(
          method: request.method, url: request.address, headers: [authorization(step)], body: [],
          timeoutSeconds: step.timeoutSeconds))
    }
  }
}

/// One request with its answer.
public struct ProbeRecord: Hashable, Sendable {
  /// The step.
  public let step: String
  /// What was sent.
  public let message: ProbeMessage
  /// What came back.
  public let exchange: ProbeExchange

  /// Creates a record.
  public init(step: String, _ message: ProbeMessage, _ exchange: ProbeExchange) {
    self.step = step
    self.message = message
    self.exchange = exchange
  }

  /// The same without secrets: by their value, in headers that carry credentials, and in what follows the `?` of an address in a
  /// reply.
  func cleaned(_ redactor: Redactor) -> ProbeRecord {
    let credentials = ["authorization", "x-api-key", "x-goog-api-key", "cookie", "set-cookie"]
    func clean(_ headers: [ProbeHeader]) -> [ProbeHeader] {
      headers.map { header in
        ProbeHeader(
          redactor.clean(header.name),
          credentials.contains(header.name.lowercased())
            ? Redactor.mask : redactor.cleanAddresses(header.value))
      }
    }
    let sent = ProbeMessage(
      method: message.method, url: redactor.clean(message.url), headers: clean(message.headers),
      body: redactor.clean(message.body), timeoutSeconds: message.timeoutSeconds,
      mostBytes: message.mostBytes)
    guard case .reply(let reply) = exchange else {
      return ProbeRecord(step: step, sent, exchange)
    }
    let text = String(validating: reply.body, as: UTF8.self)
    return ProbeRecord(
      step: step, sent,
      .reply(
        ProbeReply(
          status: reply.status, headers: clean(reply.headers),
          body: text.map { Array(redactor.cleanAddresses($0).utf8) } ?? redactor.clean(reply.body),
          seconds: reply.seconds)))
  }
}
