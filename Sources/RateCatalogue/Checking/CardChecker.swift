import PricingRules

extension DataReader {
  /// Checks what only the whole card can tell: ids that repeat, credits and plans that are not there.
  func checkReferences(of card: RateCard, isWhole: Bool) {
    let map = Dictionary(entries(), uniquingKeysWith: { first, _ in first })
    let stem = file.split(separator: "/").last.map(String.init) ?? file
    if stem != card.provider + ".yaml" {
      report("the file of provider '\(card.provider)' must be called '\(card.provider).yaml'")
    }
    checkUnique("offer", in: map["offers"])
    checkUnique("plan", in: map["plans"])
    checkUnique("credit", in: map["credits"])
    checkCalls(of: card, in: map["offers"])
    if isWhole { checkShapes(map) }
    let credits = card.credits.map(\.id)
    for charge in (map["offers"]?.items() ?? []).flatMap({ $0.value(of: "charges")?.items() ?? [] })
    {
      let prices = charge.value(of: "price")?.items() ?? []
      for place in prices.compactMap({ $0.value(of: "unit") })
        + [charge.value(of: "tiers")?.value(of: "unit")].compactMap({ $0 })
      {
        guard let unit = place.scalar, !credits.contains(CreditID(unit)) else { continue }
        place.report(
          "no credit of this card is called '\(unit)'\(suggestion(for: unit, among: credits))")
      }
    }
    for place in (map["credits"]?.items() ?? []).compactMap({ $0.value(of: "default") }) {
      guard let plan = place.scalar, PlanID(plan) != .packs else { continue }
      guard card.plans.contains(where: { $0.id.rawValue == plan }) else {
        place.report(
          "no plan of this card is called '\(plan)'\(suggestion(for: plan, among: card.plans.map(\.id)))"
        )
        continue
      }
    }
  }

  /// What bindings have in common, some binding has.
  private func checkShapes(_ card: [String: DataReader]) {
    let calls = (card["offers"]?.items() ?? []).flatMap { $0.value(of: "native")?.items() ?? [] }
    let used = Set(calls.compactMap { $0.value(of: "like")?.scalar })
    for place in (card["shapes"]?.items() ?? []).compactMap({ $0.value(of: "shape") }) {
      guard let name = place.scalar, !used.contains(name) else { continue }
      place.report("no binding of this card is like '\(name)'")
    }
  }

  /// No body means two offers.
  private func checkCalls(of card: RateCard, in offers: DataReader?) {
    var seen: [(offer: OfferID, call: NativeCall)] = []
    for place in offers?.items() ?? [] {
      guard let id = place.value(of: "offer")?.scalar,
        let offer = card.offers.first(where: { $0.id.rawValue == id })
      else { continue }
      for call in offer.native.calls {
        if let other = seen.first(where: { $0.call.overlaps(call) }) {
          place.value(of: "native")?.report(
            "a body sent to '\(call.addresses[0])' means '\(other.offer)' too; tell them apart by 'models' or 'where'"
          )
        }
        seen.append((offer.id, call))
      }
    }
  }

  private func checkUnique(_ key: String, in list: DataReader?) {
    var seen: Set<String> = []
    for place in (list?.items() ?? []).compactMap({ $0.value(of: key) }) {
      guard let id = place.scalar, !seen.insert(id).inserted else { continue }
      place.report("'\(id)' is written twice")
    }
  }
}
