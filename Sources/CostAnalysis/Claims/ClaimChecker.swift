import BillingTypes
public import PricingRules

/// Holds claims against the rate cards.
public struct ClaimChecker {
  let quoter: Quoter

  /// Creates a checker with a catalogue and a day.
  public init(quoter: Quoter) { self.quoter = quoter }

  /// What comes of every claim, in the order of the file.
  ///
  /// - Throws: ``RequestError`` for a claim about an offer, plan or parameter that does not exist.
  public func check(_ set: ClaimSet) throws -> [ClaimResult] {
    try set.claims.map { try check($0) }
  }

  private func check(_ claim: Claim) throws -> ClaimResult {
    guard let subject = claim.subject, let expectation = claim.expectation else {
      return ClaimResult(
        claim: claim, verdict: .cannotBeChecked, expected: claim.says, computed: nil,
        reason: "no figure in the rate cards can decide it")
    }
    switch try outcome(of: subject) {
    case .unknown(let reason):
      return ClaimResult(
        claim: claim, verdict: .cannotBeChecked, expected: expectation.words, computed: nil,
        reason: reason)
    case .numbers(let numbers, let unit):
      let failing = numbers.filter { !expectation.holds(for: $0) }
      let computed = numbers.map { DecimalText.print($0, places: 6) }.joined(separator: ", ")
      let reason: String
      if failing.isEmpty {
        reason = numbers.count == 1 ? "it comes out so" : "all \(numbers.count) figures come out so"
      } else {
        reason =
          numbers.count == 1
          ? expectation.difference(from: numbers[0])
          : "\(failing.count) of \(numbers.count) figures do not: "
            + failing.map { DecimalText.print($0, places: 6) }.joined(separator: ", ")
      }
      return ClaimResult(
        claim: claim, verdict: failing.isEmpty ? .holds : .contradicted,
        expected: expectation.words + unit, computed: computed + unit, reason: reason)
    case .word(let word):
      let holds = expectation == .word(word)
      return ClaimResult(
        claim: claim, verdict: holds ? .holds : .contradicted, expected: expectation.words,
        computed: word, reason: holds ? "the card says so" : "the card says '\(word)'")
    }
  }

  private enum Outcome {
    case numbers([Rational], unit: String)
    case word(String)
    case unknown(String)
  }

  private func outcome(of subject: Claim.Subject) throws -> Outcome {
    switch subject {
    case .quotes(let references):
      var numbers: [Rational] = []
      for reference in references {
        switch try amount(reference) {
        case .success(let amount): numbers.append(amount)
        case .failure(let reason): return .unknown(reason.words)
        }
      }
      return .numbers(numbers, unit: " \(currency(references))")
    case .unitPrice(let reference, let meter, let per):
      let quote = try quote(reference)
      guard let line = quote.lines.first(where: { $0.meter == meter }) else {
        throw ClaimError.noSuchMeter(
          meter, offer: reference.offer, meters: quote.lines.map(\.meter))
      }
      guard let price = line.unitPrice else {
        return .unknown(line.missing?.reason.code ?? "\(meter): the price is not known")
      }
      return .numbers(
        [try price * per],
        unit: " \(quote.currency) per \(per == .one ? "" : "\(per) ")\(line.unit)")
    case .ratios(let pairs):
      var numbers: [Rational] = []
      for pair in pairs {
        let upper = try amount(pair.of)
        let lower = try amount(pair.to)
        switch (upper, lower) {
        case (.success(let a), .success(let b)) where b > .zero: numbers.append(try a / b)
        case (.failure(let reason), _), (_, .failure(let reason)): return .unknown(reason.words)
        default: return .unknown("a ratio to nothing has no value")
        }
      }
      return .numbers(numbers, unit: " times")
    case .fee(let id):
      guard let plan = quoter.catalogue.plan(id) else {
        throw RequestError.unknownPlan(
          id, nearest: nearest(to: id, among: quoter.catalogue.planIDs))
      }
      let card = quoter.catalogue.card(String(id.prefix { $0 != "/" }))
      return .numbers([plan.fee], unit: " \(card?.currency.code ?? "") per \(plan.every.rawValue)")
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

  private struct Reason: Error { let words: String }

  private func amount(_ reference: Claim.QuoteReference) throws -> Result<Rational, Reason> {
    let meters = try quoter.offer(reference.offer).charges.map(\.meter).uniqued()
    if let unknown = reference.parts?.first(where: { !meters.contains($0) }) {
      throw ClaimError.noSuchMeter(unknown, offer: reference.offer, meters: meters)
    }
    let quote = try quote(reference)
    if let amount = quote.amount(of: reference.parts) { return .success(amount.units) }
    return .failure(Reason(words: quote.missing.map(\.reason.code).joined(separator: "; ")))
  }

  private func quote(_ reference: Claim.QuoteReference) throws -> Quote {
    try quoter.quote(reference.offer, reference.request, plan: reference.plan)
  }

  private func currency(_ references: [Claim.QuoteReference]) -> String {
    let provider = references.first.map { String($0.offer.prefix { $0 != "/" }) }
    return provider.flatMap { quoter.catalogue.card($0)?.currency.code } ?? ""
  }
}

/// Why a claim makes no sense.
public enum ClaimError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The offer has no charge for the meter, or the quote no line.
  case noSuchMeter(String, offer: String, meters: [String])

  /// Names what was found and what there is.
  public var description: String {
    switch self {
    case .noSuchMeter(let meter, let offer, let meters):
      "\(offer) has no line for '\(meter)'; it has \(quotedList(meters))"
    }
  }
}

extension Claim.Expectation {
  /// Whether a figure is as expected.
  func holds(for number: Rational) -> Bool {
    switch self {
    case .roundsTo(let printed): number.rounds(to: printed)
    case .equals(let expected): number == expected
    case .range(let from, let to): number >= from && number <= to
    case .below(let limit): number < limit
    case .above(let limit): number > limit
    case .word: false
    }
  }

  /// The expectation in words.
  var words: String {
    switch self {
    case .roundsTo(let printed): "about \(printed)"
    case .equals(let expected): "\(expected)"
    case .range(let from, let to): "\(from) to \(to)"
    case .below(let limit): "below \(limit)"
    case .above(let limit): "above \(limit)"
    case .word(let word): word
    }
  }

  /// How a figure misses the expectation, as a factor where one figure is expected.
  func difference(from number: Rational) -> String {
    let expected: Rational?
    switch self {
    case .roundsTo(let printed): expected = try? DecimalText.parse(printed)
    case .equals(let number): expected = number
    default: expected = nil
    }
    guard let expected, number > .zero, expected > .zero,
      let factor = try? expected > number ? expected / number : number / expected
    else { return "\(DecimalText.print(number, places: 6)) is not \(words)" }
    let text = DecimalText.print(factor, places: factor > Rational(10) ? 0 : 2)
    if text == "1" { return "\(DecimalText.print(number, places: 6)) is not \(words)" }
    return "the claim is \(text) times too \(expected > number ? "high" : "low")"
  }
}
