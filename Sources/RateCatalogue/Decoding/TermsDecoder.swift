import BillingTypes
import PricingRules

extension DataReader {
  /// Reads what was agreed: a list of agreements.
  func terms() -> Terms {
    let places = list()
    let read = places.map { ($0, $0.agreement()) }
    for (index, (place, own)) in read.enumerated() {
      guard let own else { continue }
      for (_, other) in read[..<index] where other?.contradicts(own) ?? false {
        place.report(
          "two agreements for the same say the same on some day; end one where the other begins")
        break
      }
    }
    return Terms(read.compactMap(\.1))
  }

  private func agreement() -> Terms.Agreement? {
    let scopes = KeyTable.agreementScopes
    let kinds = KeyTable.agreementKinds
    let map = self.map(.agreement)
    let given = scopes.filter { map[$0] != nil }
    guard given.count <= 1 else {
      report(
        "an agreement is for one of \(quotedList(scopes)), or for all; found \(quotedList(given))")
      return nil
    }
    var scope = Terms.Scope.all
    if let key = given.first, let place = map[key] {
      guard let name = place.text() else { return nil }
      scope =
        key == "provider"
        ? .provider(name) : key == "model" ? .model(name) : .offer(OfferID(name))
    }
    let (from, to) = (map["from"]?.day(), map["to"]?.day())
    if let from, let to, from >= to {
      map["to"]?.report(
        "'\(to)' is not after 'from', \(from); 'to' is the first day on which it no longer holds")
      return nil
    }
    guard kinds.contains(where: { map[$0] != nil }) else {
      report("an agreement has at least one of \(quotedList(kinds))")
      return nil
    }
    let prices = map["price"].map { place in
      place.entries().compactMap { meter, value in
        value.amount().map { Terms.Agreement.Price(meter: meter, amount: $0) }
      }
    }
    if let place = map["price"], given.first != "offer" {
      place.report("a contracted price is for one 'offer'; write its id beside it")
      return nil
    }
    let discount = map["discount"].map { $0.part(under: .one) }
    let margin = map["margin"].map { $0.part(under: Rational(10)) }
    let tax = map["tax"].map { $0.part(under: .one) }
    for key in ["commitment", "credits"] where given.first != "provider" {
      map[key]?.report("bills are a provider's; write 'provider' beside '\(key)'")
    }
    if scope.provider == nil, scope != .all {
      map["tax"]?.report("tax is on the bills of a 'provider', or of all")
    }
    let commitment = map["commitment"].map { $0.commitment(from: from, to: to) }
    let grant = map["credits"].map { $0.grant(from: from) }
    // What does not read was reported.
    if case .some(.none) = discount { return nil }
    if case .some(.none) = margin { return nil }
    if case .some(.none) = tax { return nil }
    if case .some(.none) = commitment { return nil }
    if case .some(.none) = grant { return nil }
    return Terms.Agreement(
      scope: scope, from: from, to: to, discount: discount ?? nil, margin: margin ?? nil,
      prices: prices ?? [], commitment: commitment ?? nil, grant: grant ?? nil, tax: tax ?? nil)
  }

  /// What was promised, for each month or for all days of the agreement.
  private func commitment(from: Day?, to: Day?) -> Terms.Agreement.Commitment? {
    let map = self.map(.commitment)
    guard let amount = map.required("amount")?.amount() else { return nil }
    guard let place = map["every"] else { return .init(amount: amount, every: .month) }
    guard let word = place.text() else { return nil }
    guard let period = Terms.Agreement.Commitment.Period(rawValue: word) else {
      place.report("'\(word)' is not 'month' or 'term'")
      return nil
    }
    if period == .term, from == nil || to == nil {
      place.report("a term has its first day and its end; write 'from' and 'to' of the agreement")
      return nil
    }
    return .init(amount: amount, every: period)
  }

  /// Credits, until they end.
  private func grant(from: Day?) -> Terms.Agreement.CreditGrant? {
    let map = self.map(.creditGrant)
    guard let amount = map.required("amount")?.amount() else { return nil }
    guard let place = map["expires"] else { return .init(amount: amount) }
    guard let day = place.day() else { return nil }
    if let from, day <= from {
      place.report("'\(day)' is not after 'from', \(from); credits pay nothing from 'expires' on")
      return nil
    }
    return .init(amount: amount, expires: day)
  }

  /// A part of a price, such as `15%`.
  private func part(under limit: Rational) -> Rational? {
    guard let part = number() else { return nil }
    guard !part.isNegative, part <= limit else {
      report(
        "a part of a price lies between 0 % and \(DecimalText.print((try? limit * Rational(100)) ?? limit)) %, was '\(scalar ?? "")'"
      )
      return nil
    }
    return part
  }
}
