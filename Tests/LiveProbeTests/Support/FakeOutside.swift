import LiveProbe
import PricingRules

/// Everything outside of a run, in memory: what is sent, what is waited for, what is written down, in one order.
final class FakeOutside: ProbeTransport, ProbeClock, ProbeLedger {
  /// What happened, in order.
  private(set) var log: [String] = []
  private(set) var messages: [ProbeMessage] = []
  private(set) var events: [ProbeEvent] = []
  private(set) var seconds = 0.0
  /// Answers by method and path; the last one of a list is given again and again.
  var answers: [String: [ProbeExchange]]
  /// Why nothing may be counted; nil to allow it.
  var refusal: ProbeStop?
  /// Whether the book can be written.
  var isBroken = false

  init(_ answers: [String: [ProbeExchange]]) { self.answers = answers }

  func exchange(_ message: ProbeMessage) -> ProbeExchange {
    let rest = message.url.firstRange(of: "://").map { message.url[$0.upperBound...] } ?? ""
    let path = rest.drop { $0 != "/" }
    let key = "\(message.method) \(path)"
    log.append(key)
    messages.append(message)
    guard var list = answers[key], let first = list.first else { return .notSent(.noHost) }
    if list.count > 1 {
      list.removeFirst()
      answers[key] = list
    }
    return first
  }

  func pause(_ seconds: Double) { self.seconds += seconds }

  func reserve(_ amount: ProbeReservation) throws(ProbeStop) {
    if let refusal { throw refusal }
    log.append("reserve \(amount.worstCase) \(amount.currency)")
  }

  func note(_ event: ProbeEvent) throws(ProbeStop) {
    if isBroken { throw ProbeStop(.ledger, "the disk is full") }
    events.append(event)
    switch event {
    case .sending: log.append("sending")
    case .job(let job, _): log.append("job \(job)")
    case .opened: log.append("opened")
    case .closed: log.append("closed")
    case .settled(let amount, let how): log.append("settled \(amount) \(how.rawValue)")
    case .released(let fact): log.append("released \(fact.code)")
    case .unclear(let fact): log.append("unclear \(fact.code)")
    }
  }

  /// How many requests went to a place.
  func count(_ key: String) -> Int { log.count { $0 == key } }
}

/// A reply with JSON.
func reply(_ status: Int, _ json: String, _ headers: [ProbeHeader] = []) -> ProbeExchange {
  .reply(ProbeReply(status: status, headers: headers, body: Array(json.utf8), seconds: 0.1))
}
