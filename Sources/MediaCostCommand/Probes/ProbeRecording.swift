import BodyPricing
import Foundation
import LiveProbe
import PricingRules
import ReportGenerator

/// Recordings of runs: one request and its answer a line, without secrets, to be looked at and replayed.
enum ProbeRecording {
  /// The lines of a recording.
  static func text(of records: [ProbeRecord], recipe: ProbeID) -> String {
    records.map { record in
      var reply: [(key: String, value: JSONText)] = []
      switch record.exchange {
      case .reply(let found):
        reply = [
          ("status", .count(found.status)), ("reply_headers", headers(found.headers)),
          ("reply", body(found.body)), ("seconds", .string("\(found.seconds)")),
        ]
      case .notSent(let trouble): reply = [("not_sent", .string(trouble.rawValue))]
      case .lost(let trouble): reply = [("lost", .string(trouble.rawValue))]
      }
      return JSONText.object(
        [
          ("recipe", .string(recipe.rawValue)), ("step", .string(record.step)),
          ("method", .string(record.message.method)), ("url", .string(record.message.url)),
          ("headers", headers(record.message.headers)), ("body", body(record.message.body)),
        ] + reply
      ).line + "\n"
    }.joined()
  }

  private static func headers(_ headers: [ProbeHeader]) -> JSONText {
    .array(headers.map { .array([.string($0.name), .string($0.value)]) })
  }

  /// Text as it is, other bytes as base64.
  private static func body(_ bytes: [UInt8]) -> JSONText {
    if let text = String(validating: bytes, as: UTF8.self) { return .string(text) }
    return .object([("base64", .string(Base64Text.encoded(bytes)))])
  }

  /// Reads a recording.
  ///
  /// - Throws: `BodyError` for a line that is no JSON.
  /// - Returns: What was answered, by recipe, in order.
  static func records(in bytes: [UInt8]) throws -> [(recipe: String, record: ProbeRecord)] {
    try bytes.split(separator: 10).map { line in
      let tree = try BodyScanner.tree(Array(line), within: .message)
      func text(_ key: String) -> String { tree.member(key).map { tree.text($0) } ?? "" }
      let message = ProbeMessage(
        method: text("method"), url: text("url"), headers: [], body: [], timeoutSeconds: 60)
      let exchange: ProbeExchange
      if let trouble = ProbeTrouble(rawValue: text("not_sent")) {
        exchange = .notSent(trouble)
      } else if let trouble = ProbeTrouble(rawValue: text("lost")) {
        exchange = .lost(trouble)
      } else {
        exchange = .reply(
          ProbeReply(
            status: Int(text("status")) ?? 0, headers: headers(tree, tree.member("reply_headers")),
            body: body(tree, tree.member("reply")), seconds: Double(text("seconds")) ?? 0))
      }
      return (text("recipe"), ProbeRecord(step: text("step"), message, exchange))
    }
  }

  private static func headers(_ tree: BodyTree, _ place: Int?) -> [ProbeHeader] {
    guard let place else { return [] }
    return tree.children(of: place).compactMap { pair in
      let parts = tree.children(of: pair).map { tree.text($0) }
      return parts.count == 2 ? ProbeHeader(parts[0], parts[1]) : nil
    }
  }

  private static func body(_ tree: BodyTree, _ place: Int?) -> [UInt8] {
    guard let place else { return [] }
    if tree.nodes[place].kind == .object, let data = tree.member("base64", of: place) {
      return Base64Text.decoded(tree.raw(data)) ?? []
    }
    return Array(tree.text(place).utf8)
  }
}

/// Answers a run from a recording: the same steps, in the same order.
final class ReplayTransport: ProbeTransport {
  private var records: ArraySlice<ProbeRecord>

  init(_ records: [ProbeRecord]) { self.records = records[...] }

  func exchange(_ message: ProbeMessage) -> ProbeExchange {
    // What was masked when it was written stays masked; the way to ask must be the same.
    guard let next = records.first, next.message.method == message.method else {
      return .notSent(.notAllowed)
    }
    records = records.dropFirst()
    return next.exchange
  }
}

/// A ledger for what costs nothing: replays.
struct NoLedger: ProbeLedger {
  func reserve(_ amount: ProbeReservation) {}
  func note(_ event: ProbeEvent) {}
}

/// No time passes.
struct NoClock: ProbeClock {
  var seconds: Double { 0 }
  func pause(_ seconds: Double) {}
}
