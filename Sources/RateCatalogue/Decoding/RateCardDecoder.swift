import BillingTypes
import PricingRules

extension DataReader {
  /// Reads a rate card, or a part of one that has not all its offers; nil when its head is not usable.
  func rateCard(vocabulary: Vocabulary, provesRules: Bool, _ parts: CardParts = .all) -> RateCard? {
    let map = self.map(.card)
    let provider = map.required("provider")?.text()
    let name = map.required("name")?.text()
    let relation = map.required("relation")?.choice(of: ProviderRelation.self)
    let currency = map.required("currency")?.currency()
    guard let provider, let currency else { return nil }
    let context = CardContext(
      provider: provider, vocabulary: vocabulary, currency: currency, provesRules: provesRules,
      accounts: parts.hasLimits ? map["accounts"]?.accounts() ?? [:] : [:],
      shapes: parts.hasBindings ? map["shapes"]?.shapes() ?? [:] : [:], parts: parts)
    let credits = map["credits"]?.list().compactMap { $0.credit(context) } ?? []
    let plans = map["plans"]?.list().compactMap { $0.plan(context, credits: credits) } ?? []
    let places = parts.offers.map { $0.map { DataReader(source, $0) } } ?? map["offers"]?.list()
    let offers = places?.compactMap { $0.offer(context) } ?? []
    let card = RateCard(
      provider: provider, name: name ?? provider, relation: relation ?? .direct,
      currency: currency, offers: offers, plans: plans, credits: credits,
      reviewed: map["reviewed"]?.reviews() ?? [])
    if !parts.isRight { checkReferences(of: card, isWhole: parts.offers == nil) }
    return card
  }

  /// A currency by its three capital letters.
  func currency() -> Currency? {
    guard let text = text() else { return nil }
    guard let currency = Currency(code: text) else {
      report("'\(text)' is not a currency; write its three capital letters, such as USD")
      return nil
    }
    return currency
  }

  /// An id in lower case; an offer's begins with the card's provider.
  func id(_ context: CardContext, parts: Int) -> String? {
    guard let text = text() else { return nil }
    let words = text.split(separator: "/", omittingEmptySubsequences: false)
    let legal = text.utf8.allSatisfy { byte in
      (97...122).contains(byte) || (48...57).contains(byte) || "-./_".utf8.contains(byte)
    }
    guard legal, words.count == parts, words.allSatisfy({ !$0.isEmpty }),
      parts == 2 || words[0] == context.provider
    else {
      let shape = parts == 3 ? "\(context.provider)/model/endpoint" : "\(context.provider)/name"
      report("'\(text)' must be written \(shape), in lower case")
      return nil
    }
    return text
  }

  /// Half-open days with a status.
  func validity() -> Validity {
    let map = self.map(.validity)
    let from = map["from"]?.day()
    let to = map["to"]?.day()
    if let from, let to, to <= from {
      map["to"]?.report("'\(to)' must be after 'from' \(from); the last day is not included")
    }
    return Validity(
      from: from, to: to,
      status: map["status"]?.choice(of: Validity.Status.self) ?? .active,
      successor: map["successor"]?.text().map { OfferID($0) })
  }

  /// An address where something can be read, which whoever checks it can open.
  private func address() -> String? {
    guard let text = text() else { return nil }
    let rest = ["https://", "http://", "github:", "package:"].first { text.hasPrefix($0) }
      .map { text.dropFirst($0.count) }
    let isLegal =
      switch rest {
      case nil: false
      case let rest? where text.hasPrefix("github:"):
        rest.contains("/") && rest.contains("@") && rest.contains(":")
      case let rest? where text.hasPrefix("package:"): rest.contains("==")
      case let rest?: rest.contains(".")
      }
    guard isLegal, !text.contains(where: \.isWhitespace) else {
      report(
        "'\(Self.abridged(text))' is no address; write https://…, github:owner/repo@commit:path or package:name==version:path"
      )
      return nil
    }
    return text
  }

  /// A list of sources.
  func evidence() -> [Evidence] {
    list().compactMap { item in
      let map = item.map(.evidence)
      let source = map.required("source")?.text()
      let confidence = map.required("confidence")?.choice(of: Confidence.self)
      let read = map["read"]?.day()
      let dated = map["dated"]?.text()
      if map["read"] == nil, dated == nil {
        item.report("'read' is missing; write the day, or 'dated' with what is known of it")
      }
      guard let source, let confidence else { return nil }
      return Evidence(
        source: source, read: read, dated: dated, says: map["says"]?.text(),
        confidence: confidence, url: map["url"]?.address(),
        scope: map["scope"]?.choice(of: Evidence.Scope.self), region: map["region"]?.text())
    }
  }

  /// Texts, each not empty.
  func texts() -> [String] { items().compactMap { $0.text() } }
}

/// What the parts of a card need to know of the whole.
struct CardContext {
  let provider: String
  let vocabulary: Vocabulary
  let currency: Currency
  /// Whether every rule is put into whole numbers, which takes longer than reading it.
  let provesRules: Bool
  /// Limits that hold for several offers together, by the account's name.
  let accounts: [String: [AccountLimit]]
  /// What several bindings have in common, by name; read anew for each offer, which knows what is legal.
  let shapes: [String: DataMap]
  /// What of the card is read.
  let parts: CardParts
}
