import BillingTypes
public import PricingRules

/// Holds claims against the rate cards.
public struct ClaimChecker {
  let quoter: Quoter

  /// Creates a checker with a catalogue and a day.
  public init(quoter: Quoter) { self.quoter = quoter }

  /// What comes of every claim, in the order of the file.
  ///
  /// - Throws: `RequestError` for a claim about an offer, plan or parameter that does not exist, ``ClaimError``, and
  ///   `MoneyError` for one that holds amounts of two currencies together.
  public func check(_ set: ClaimSet) throws -> [ClaimResult] {
    try set.claims.map { try check($0) }
  }

  private func check(_ claim: Claim) throws -> ClaimResult {
    guard let subject = claim.subject, claim.expectation != nil else {
      return ClaimResult(claim: claim, finding: .undecidable)
    }
    return ClaimResult(claim: claim, finding: try finding(about: subject))
  }

  private func finding(about subject: Claim.Subject) throws -> ClaimResult.Finding {
    switch subject {
    case .quotes(let references):
      var amounts: [Money] = []
      for reference in references {
        switch try amount(reference) {
        case .success(let amount): amounts.append(amount)
        case .failure(let unknown): return .figureUnknown(missing: unknown.missing)
        }
      }
      let currencies = amounts.map(\.currency).uniqued()
      guard currencies.count < 2 else {
        throw MoneyError.currencyMismatch(currencies[0], currencies[1])
      }
      return .figures(amounts.map(\.units), .money(currencies.first?.code ?? ""))
    case .unitPrice(let reference, let meter, let per):
      let quote = try quote(reference)
      guard let line = quote.lines.first(where: { $0.meter == meter }) else {
        throw ClaimError.noSuchMeter(
          meter, offer: reference.offer, meters: quote.lines.map(\.meter))
      }
      guard let price = line.unitPrice else {
        return line.missing.map { .figureUnknown(missing: [$0]) } ?? .priceUnknown(meter: meter)
      }
      return .figures(
        [try price * per], .price(quote.currency.code, per: per, unit: line.unit))
    case .ratios(let pairs):
      var numbers: [Rational] = []
      for pair in pairs {
        let upper = try amount(pair.of)
        let lower = try amount(pair.to)
        switch (upper, lower) {
        case (.success(let a), .success(let b)):
          guard let ratio = try a.ratio(to: b) else { return .ratioToNothing }
          numbers.append(ratio)
        case (.failure(let unknown), _), (_, .failure(let unknown)):
          return .figureUnknown(missing: unknown.missing)
        }
      }
      return .figures(numbers, .times)
    case .fee(let id):
      guard let plan = quoter.catalogue.plan(id) else {
        throw RequestError.unknownPlan(
          id, nearest: nearest(to: id, among: quoter.catalogue.planIDs))
      }
      let card = quoter.catalogue.card(id.provider)
      return .figures([plan.fee], .fee(card?.currency.code ?? "", every: plan.every))
    case .latency(let id):
      let latency = try quoter.offer(id).latency
      let seconds = [latency?.p50, latency?.p95].compactMap(\.self)
      return seconds.isEmpty ? .latencyUnknown : .figures(seconds, .seconds)
    case .legality(let reference):
      do {
        _ = try quote(reference)
        return .word("yes")
      } catch RequestError.illegalValue, RequestError.refused {
        return .word("no")
      }
    case .attribute(let id, let attribute):
      return .word(try word(attribute, of: quoter.offer(id)))
    }
  }

  private func word(_ attribute: Claim.Attribute, of offer: Offer) -> String {
    switch attribute {
    case .category: offer.category.rawValue
    case .integration: offer.integration.rawValue
    case .meter: offer.charges.map(\.meter).uniqued().joined(separator: ", ")
    case .capability(let word): offer.capabilities.contains(word) ? "yes" : "no"
    }
  }

  /// A figure that is not known in full.
  private struct UnknownFigure: Error { let missing: [OpenAmount] }

  private func amount(
    _ reference: Claim.QuoteReference
  ) throws -> Result<Money, UnknownFigure> {
    let meters = try quoter.offer(reference.offer).charges.map(\.meter).uniqued()
    if let unknown = reference.parts?.first(where: { !meters.contains($0) }) {
      throw ClaimError.noSuchMeter(unknown, offer: reference.offer, meters: meters)
    }
    let quote = try quote(reference)
    if let amount = quote.amount(of: reference.parts) { return .success(amount) }
    return .failure(UnknownFigure(missing: quote.missing))
  }

  private func quote(_ reference: Claim.QuoteReference) throws -> Quote {
    try quoter.quote(reference.offer, reference.request, plan: reference.plan)
  }
}

/// Why a claim makes no sense.
public enum ClaimError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The offer has no charge for the meter, or the quote no line.
  case noSuchMeter(String, offer: OfferID, meters: [String])

  /// Names what was found and what there is.
  public var description: String {
    switch self {
    case .noSuchMeter(let meter, let offer, let meters):
      "\(offer) has no line for '\(meter)'; it has \(quotedList(meters))"
    }
  }
}
