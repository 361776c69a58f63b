import PricingRules
import TestSupport
import Testing

/// A card whose own words doubt a figure that it calls certain.
@Suite("Sentences of doubt")
struct DoubtCheckerTests {
  /// The card with cautions, and with outcomes where others are named.
  static func card(_ caution: String, failed: String) throws -> String {
    let moderated = "moderated_input: billed, moderated_output: billed"
    return try AcmeCard.replacing(
      "failed: not_billed}\n",
      with: "failed: \(failed), \(moderated)}\n    cautions:\n      - \(caution)\n")
  }

  static let sentences: [(caution: String, failed: String, words: [String])] = [
    ("\"a film is paid by the second\"", "not_billed", []),
    (
      "\"whether failures are free was not found\"", "not_billed",
      [
        "acme.yaml:25: offers[0].cautions[0]: the sentence says 'not found'; add 'opens' with what is a range or unknown because of it (nothing is so far), or 'opens: nothing' where it moves no price"
      ]
    ),
    (
      "\"Sources Disagree on failures\"", "unknown",
      [
        "acme.yaml:25: offers[0].cautions[0]: the sentence says 'disagree'; add 'opens' with what is a range or unknown because of it ('failed'), or 'opens: nothing' where it moves no price"
      ]
    ),
    (
      "\"the sources CONFLICT\"", "not_billed",
      [
        "acme.yaml:25: offers[0].cautions[0]: the sentence says 'conflict'; add 'opens' with what is a range or unknown because of it (nothing is so far), or 'opens: nothing' where it moves no price"
      ]
    ),
    (
      "\"its price for teams is not known\"", "not_billed",
      [
        "acme.yaml:25: offers[0].cautions[0]: the sentence says 'not known'; add 'opens' with what is a range or unknown because of it (nothing is so far), or 'opens: nothing' where it moves no price"
      ]
    ),
    (
      "{says: \"no source says what a retry costs\"}", "not_billed",
      [
        "acme.yaml:25: offers[0].cautions[0]: the sentence says 'no source'; add 'opens' with what is a range or unknown because of it (nothing is so far), or 'opens: nothing' where it moves no price"
      ]
    ),
    ("{says: \"whether failures are free was not found\", opens: [failed]}", "unknown", []),
    ("{says: \"the largest size was not found\", opens: nothing}", "not_billed", []),
    (
      "{says: \"whether failures are free was not found\", opens: [failed]}", "billed",
      [
        "acme.yaml:25: offers[0].cautions[0].opens: 'failed' is certain here; nothing is, and 'nothing' is for what moves no price"
      ]
    ),
    (
      "{says: \"the unit is in doubt\", opens: [video_seconds]}", "unknown",
      [
        "acme.yaml:25: offers[0].cautions[0].opens: 'video_seconds' is certain here; open are 'failed', and 'nothing' is for what moves no price"
      ]
    ),
  ]

  @Test("A sentence of doubt names what it opens, and that is open", arguments: sentences)
  func sentence(caution: String, failed: String, words: [String]) throws {
    #expect(try AcmeCard.problems(Self.card(caution, failed: failed)) == words)
  }

  @Test(
    "What is open: a price that is unknown, in doubt or in a cell, an estimate with a spread, a life in dispute",
    arguments: [
      (
        "video_seconds", "price: rate[resolution]",
        "price: rate[resolution]\n        in_doubt: \"a word\""
      ),
      ("video_seconds", "price: rate[resolution]", "price: unknown\n        missing: \"a word\""),
      ("video_seconds", "{720p: 0.10, 1080p: 0.15}", "{720p: 0.10, 1080p: unknown}"),
      (
        "video_seconds", "video_seconds: seconds",
        "video_seconds: {is: seconds, spread: {low: 0.9, high: 1}}"
      ),
      ("valid", "status: active", "status: disputed"),
    ])
  func open(name: String, piece: String, other: String) throws {
    let sentence =
      "\n    cautions:\n      - {says: \"sources disagree\", opens: [\(name)]}\n    evidence:\n      - {source: \"a page\""
    func card(_ text: String) -> String {
      text.replacing("\n    evidence:\n      - {source: \"a page\"", with: sentence)
        .replacing("    examples:\n      - {request: {}, amount: 0.80}\n", with: "")
    }
    let certain = try AcmeCard.problems(card(AcmeCard.text))
    #expect(certain.contains { $0.contains("'\(name)' is certain here") }, "\(certain)")
    let opened = try AcmeCard.problems(card(AcmeCard.replacing(piece, with: other)))
    #expect(!opened.contains { $0.contains("is certain here") }, "\(opened)")
  }

  @Test(
    "A summary of doubt needs a price that is open; whether failures are billed is no price",
    arguments: [
      ("films; the price was not found", "not_billed", "price: rate[resolution]", true),
      ("films; the price was not found", "unknown", "price: rate[resolution]", true),
      (
        "films; the price was not found", "not_billed",
        "price: unknown\n        missing: \"a word\"", false
      ),
      ("films by the second", "not_billed", "price: rate[resolution]", false),
    ])
  func summary(text: String, failed: String, price: String, isRefused: Bool) throws {
    let card = try Self.card("\"a film is paid by the second\"", failed: failed)
      .replacing("price: rate[resolution]", with: price)
      .replacing("    model: film\n", with: "    model: film\n    summary: \"\(text)\"\n")
    let problems = try AcmeCard.problems(card).filter { $0.contains("summary") }
    #expect(
      problems.map { String($0.drop { $0 != ":" }.dropFirst(4)) }
        == (isRefused
          ? [
            "offers[0].summary: the summary says 'not found', and no price of the offer is a range or unknown; open what it is about, or say it in a caution with 'opens'"
          ] : []))
  }

  @Test("Evidence of offers and of plans is held to the same")
  func evidence() throws {
    let offer = try AcmeCard.replacing(
      "read: 2026-01-01, confidence",
      with: "read: 2026-01-01, says: \"the tax was not found\", confidence")
    #expect(
      try AcmeCard.problems(offer).contains {
        $0.contains("offers[0].evidence[0]: the sentence says 'not found'")
      })
    func plan(_ overage: String, _ opens: String) throws -> [String] {
      let source = "source: \"a page\", dated: \"2026\", says: \"pages disagree\", confidence: low"
      return try AcmeCard.problems(
        AcmeCard.replacing(
          "overage: {acme/coin: 0.12}\n",
          with: "overage: {acme/coin: \(overage)}\n    evidence: [{\(source)\(opens)}]\n"))
    }
    #expect(
      try plan("0.12", "").contains {
        $0.contains("plans[0].evidence[0]: the sentence says 'disagree'")
      })
    #expect(
      try plan("0.12", ", opens: [overage]").contains { $0.contains("'overage' is certain here") })
    #expect(try plan("unknown", ", opens: [overage]") == [])
    #expect(try plan("{readings: [0.12, 0.06]}", ", opens: [overage]") == [])
  }
}
