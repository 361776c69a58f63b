import BillingTypes
import PricingRules

/// Holds a card to its own words: where it says that something was not found, or that sources disagree, the figure
/// must not be certain.
///
/// What a sentence is about only its author knows. So a sentence of doubt names what it opens, and that is checked.
extension DataReader {
  /// Reads cautions: texts, or `{says: …, opens: …}`.
  func cautions() -> [String] {
    items().compactMap { item in
      guard item.isMap else { return item.text() }
      let map = item.map(.caution)
      return map.required("says")?.text()
    }
  }

  /// Checks the sentences of an offer.
  func checkDoubts(of offer: Offer) {
    let open = offer.openNames
    func check(_ sentences: DataReader?) {
      for item in sentences?.items() ?? [] { item.checkDoubt(open: open) }
    }
    if let summary = value(of: "summary") { summary.checkSummary(offer) }
    check(value(of: "cautions"))
    check(value(of: "evidence"))
    for charge in value(of: "charges")?.items() ?? [] { check(charge.value(of: "evidence")) }
  }

  /// Checks the sentences of a plan.
  func checkDoubts(of plan: Plan) {
    for item in value(of: "evidence")?.items() ?? [] { item.checkDoubt(open: plan.openNames) }
  }

  /// Checks one sentence, which is a text or stands under `says`.
  private func checkDoubt(open: [String]) {
    let names = value(of: "opens").map { $0.texts() } ?? []
    if names == [Self.nothing] { return }
    for name in names where !open.contains(name) {
      let legal = open.isEmpty ? "nothing is" : "open are \(quotedList(open.sorted()))"
      value(of: "opens")?.report(
        "'\(name)' is certain here; \(legal), and 'nothing' is for what moves no price")
    }
    guard names.isEmpty, let doubt = (value(of: "says") ?? self).doubt else { return }
    report(
      "the sentence says '\(doubt)'; add 'opens' with what is a range or unknown because of it ("
        + (open.isEmpty ? "nothing is so far" : quotedList(open.sorted()))
        + "), or 'opens: nothing' where it moves no price")
  }

  /// Checks the one sentence that says what an offer is, which has no place for what it opens: something must be
  /// open beside how its failures are billed, which no summary is about.
  private func checkSummary(_ offer: Offer) {
    guard let doubt else { return }
    let outcomes = Outcome.allCases.map(\.rawValue)
    guard offer.openNames.allSatisfy(outcomes.contains) else { return }
    report(
      "the summary says '\(doubt)', and no price of the offer is a range or unknown; open what it is about, or say it "
        + "in a caution with 'opens'")
  }

  /// The words by which a text says that it is not sure; nil where it does not.
  private var doubt: String? {
    // Every sentence of every card is looked at whenever a card is read: by bytes, in either case of letters.
    let text = Array((scalar ?? "").utf8.map { $0 | 0x20 })
    return Self.doubts.first { text.holds($0.bytes) }?.words
  }

  /// What sentences of doubt say.
  private static let doubts = [
    "not found", "not known", "disagree", "conflict", "in doubt", "no source",
  ].map { (words: $0, bytes: $0.utf8.map { $0 | 0x20 }) }
  /// What a sentence opens that moves no price.
  private static let nothing = "nothing"
}

extension Offer {
  /// What is open: outcomes, meters, what sources disagree on, and `valid`, whether it is sold at all.
  fileprivate var openNames: [String] {
    let unknown = tables.filter { $0.value.rows.contains { $0.cell == .unknown } }.map(\.key)
    let meters = charges.filter { charge in
      let amounts = charge.price.history.flatMap(\.amounts)
      return charge.doubt != nil || amounts.contains { $0 == nil }
        || amounts.contains { $0?.reads(anyOf: unknown) ?? false }
    }.map(\.meter)
    // Few cards say anything of what was cancelled, which is then no doubt of theirs.
    let unknownOutcomes = Outcome.allCases.filter {
      billing(of: $0) == .unknown && ($0 != .cancelled || outcomes[$0] != nil)
    }
    return unknownOutcomes.map(\.rawValue) + meters
      + derivations.filter { $0.spread != nil }.map(\.name) + disputes.map(\.name)
      + (validity.status == .disputed ? ["valid"] : [])
  }
}

extension Plan {
  /// What is open: what is included, and what more costs.
  fileprivate var openNames: [String] {
    (otherIncludes.isEmpty ? [] : ["includes"])
      + (otherOverage.isEmpty && !overage.contains { $0.price == .unknown } ? [] : ["overage"])
  }
}

extension Formula {
  /// Whether one of some tables is looked up.
  fileprivate func reads(anyOf tables: [String]) -> Bool {
    var isRead = false
    visit { if case .lookup(let table, _) = $0, tables.contains(table) { isRead = true } }
    return isRead
  }
}

extension [UInt8] {
  /// Whether some bytes, one at least, stand in these.
  fileprivate func holds(_ word: [UInt8]) -> Bool {
    guard let first = word.first, count >= word.count else { return false }
    return withUnsafeBufferPointer { bytes in
      (0...(count - word.count)).contains { start in
        bytes[start] == first && word.indices.allSatisfy { bytes[start + $0] == word[$0] }
      }
    }
  }
}
