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
    let kinds = KeyTable.agreementKinds.filter { map[$0] != nil }
    guard !kinds.isEmpty else {
      report("an agreement has at least one of \(quotedList(KeyTable.agreementKinds))")
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
    // What does not read was reported.
    if case .some(.none) = discount { return nil }
    if case .some(.none) = margin { return nil }
    return Terms.Agreement(
      scope: scope, from: from, to: to, discount: discount ?? nil, margin: margin ?? nil,
      prices: prices ?? [])
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

extension Terms.Agreement {
  /// Whether both say something of the same kind for the same on the same day.
  fileprivate func contradicts(_ other: Terms.Agreement) -> Bool {
    guard scope == other.scope else { return false }
    let begins = [from, other.from].compactMap(\.self).max()
    let ends = [to, other.to].compactMap(\.self).min()
    if let begins, let ends, begins >= ends { return false }
    return discount != nil && other.discount != nil || margin != nil && other.margin != nil
      || prices.contains { price in other.prices.contains { $0.meter == price.meter } }
  }
}
