import BillingTypes
import CostAnalysis
import PricingRules

extension DataReader {
  /// Reads a claims file.
  func claimSet() -> ClaimSet {
    let map = self.map(["claims", "source", "dated", "as_of", "checks"])
    let checks = map.required("checks")?.list() ?? []
    let claims = checks.compactMap { $0.claim() }
    var seen: Set<String> = []
    for (claim, place) in zip(claims, checks) where !seen.insert(claim.id).inserted {
      place.report("claim '\(claim.id)' is written twice")
    }
    return ClaimSet(
      name: map.required("claims")?.text() ?? "", source: map.required("source")?.text() ?? "",
      dated: map.required("dated")?.text() ?? "", asOf: map["as_of"]?.day(), claims: claims)
  }

  private static let subjects = [
    "quote", "quotes", "unit_price", "ratio", "ratios", "fee", "latency", "legal", "attribute",
    "nothing",
  ]

  private func claim() -> Claim? {
    let map = self.map(["claim", "says", "derived", "expect", "note"] + Self.subjects)
    guard let id = map.required("claim")?.text(), let says = map.required("says")?.text() else {
      return nil
    }
    let present = Self.subjects.filter { map[$0] != nil }
    guard present.count == 1, let field = map[present[0]] else {
      report("a claim has exactly one of \(quotedList(Self.subjects))")
      return nil
    }
    let note = map["note"]?.text()
    let isDerived = map["derived"]?.truth() ?? false
    if present[0] == "nothing" {
      if note == nil { report("'nothing' needs a 'note' that says why") }
      return Claim(
        id: id, says: says, subject: nil, expectation: nil, note: note, isDerived: isDerived)
    }
    guard let subject = field.claimSubject(present[0]),
      let expectation = map.required("expect")?.expectation()
    else { return nil }
    let wantsWord = ["legal", "attribute"].contains(present[0])
    var isWord = false
    if case .word = expectation { isWord = true }
    if isWord != wantsWord {
      map["expect"]?.report(
        "'\(present[0])' is held against "
          + (wantsWord ? "{is: text}" : "a figure, not against {is: text}"))
    }
    for fault in subject.faults + expectation.faults { map["expect"]?.report(fault) }
    return Claim(
      id: id, says: says, subject: subject, expectation: expectation, note: note,
      isDerived: isDerived)
  }

  private func claimSubject(_ kind: String) -> Claim.Subject? {
    switch kind {
    case "quote": return quoteReference().map { .quotes([$0]) }
    case "quotes": return .quotes(list().compactMap { $0.quoteReference() })
    case "unit_price":
      let map = self.map(["offer", "request", "meter", "per"])
      guard let offer = map.required("offer")?.identifier(of: Offer.self),
        let meter = map.required("meter")?.text()
      else { return nil }
      return .unitPrice(
        .init(offer: offer, request: map["request"]?.request() ?? [:], parts: nil, plan: nil),
        meter: meter, per: map["per"]?.amount() ?? .one)
    case "ratio": return ratio().map { .ratios([$0]) }
    case "ratios": return .ratios(list().compactMap { $0.ratio() })
    case "latency": return text().map { .latency(offer: OfferID($0)) }
    case "fee": return text().map { .fee(plan: PlanID($0)) }
    case "legal": return quoteReference().map { .legality($0) }
    default: return attribute()
    }
  }

  private func quoteReference() -> Claim.QuoteReference? {
    let map = self.map(["offer", "request", "parts", "plan"])
    guard let offer = map.required("offer")?.identifier(of: Offer.self) else { return nil }
    return .init(
      offer: offer, request: map["request"]?.request() ?? [:], parts: map["parts"]?.texts(),
      plan: map["plan"]?.identifier(of: Plan.self))
  }

  private func ratio() -> (of: Claim.QuoteReference, to: Claim.QuoteReference)? {
    let map = self.map(["of", "to"])
    guard let upper = map.required("of")?.quoteReference(),
      let lower = map.required("to")?.quoteReference()
    else { return nil }
    return (upper, lower)
  }

  private func attribute() -> Claim.Subject? {
    let map = self.map(["offer", "is"])
    guard let offer = map.required("offer")?.identifier(of: Offer.self),
      let kind = map.required("is")?.text()
    else {
      return nil
    }
    switch kind {
    case "category": return .attribute(offer: offer, .category)
    case "integration": return .attribute(offer: offer, .integration)
    case "meter": return .attribute(offer: offer, .meter)
    case _ where kind.hasPrefix("capability:"):
      return .attribute(offer: offer, .capability(String(kind.dropFirst("capability:".count))))
    default:
      map["is"]?.report(
        "unknown value '\(kind)'; legal are 'category', 'integration', 'meter', 'capability:WORD'")
      return nil
    }
  }

  private func expectation() -> Claim.Expectation? {
    let map = self.map(["rounds_to", "equals", "from", "to", "below", "above", "is"])
    let shapes: [Set<String>] = [
      ["rounds_to"], ["equals"], ["from", "to"], ["below"], ["above"], ["is"],
    ]
    guard shapes.contains(Set(map.keys)) else {
      report(
        "an expectation is {rounds_to: \"0.006\"}, {equals: 0.80}, {from: 0.02, to: 0.04}, {below: 1}, {above: 1} or {is: text}"
      )
      return nil
    }
    if let printed = map["rounds_to"] {
      return printed.number().map { _ in .roundsTo(printed.scalar ?? "") }
    }
    if let number = map["equals"]?.number() { return .equals(number) }
    if let from = map["from"]?.number(), let to = map["to"]?.number() {
      return .range(from: from, to: to)
    }
    if let limit = map["below"]?.number() { return .below(limit) }
    if let limit = map["above"]?.number() { return .above(limit) }
    return map["is"]?.text().map { .word($0) }
  }
}
