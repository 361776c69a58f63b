import BillingTypes
import PricingRules
import Synchronization

/// An offer as bodies are priced with it: its rules, and what was found out of them for the bodies before.
final class PricedOffer: Sendable {
  /// The rules.
  let compiled: CompiledOffer
  /// What amounts are in.
  let currency: Currency
  /// What the offer's credits are taken to be worth; empty for prices in money.
  let creditFacts: [BodyFact]
  /// Whether the bill of every request may differ from an amount that lacks nothing.
  let opensEveryRange: Bool
  /// Pairs of parameters of which the first may not be above the second.
  let orderings: [(lower: String, upper: String)]
  private let state = Mutex(State())

  private struct State {
    /// The rules in the form for many requests, which is worth its time from the second one on.
    var many: Rules?
    var uses = 0
    var books: [Lent] = []
    var ranges: [[String: InputState]: AmountRange] = [:]
  }

  /// Rules that are handed around without a copy.
  final class Rules: Sendable {
    let compiled: CompiledOffer
    init(_ compiled: CompiledOffer) { self.compiled = compiled }

    func price(_ request: Request) -> QuickPrice? { compiled.quickPrice(request) }
  }

  /// A book that one thread has at a time: whoever takes it off the shelf is alone with it until it is back.
  private struct Lent: @unchecked Sendable {
    let book: RangeBook
  }

  init(_ compiled: CompiledOffer, worths: [CreditWorth]) {
    self.compiled = compiled
    creditFacts = worths.map { .creditTaken($0) }
    currency = compiled.currency
    opensEveryRange = compiled.opensEveryRange
    orderings = compiled.offer.requirements.compactMap { $0.condition.ordering }
  }

  /// The rules in the form for many requests; nil for the first one.
  func forMany() -> Rules? {
    let (known, isFirst) = state.withLock { state in
      state.uses &+= 1
      return (state.many, state.uses == 1)
    }
    if known != nil || isFirst { return known }
    let many = Rules(compiled.preparedForMany())
    state.withLock { $0.many = many }
    return many
  }

  /// What the bill can be, given what is known of the values of a request; an answer that was found is kept.
  ///
  /// - Throws: `RequestError` for a name that the offer does not know.
  /// - Returns: nil when no request with such values is legal.
  func range(of states: [String: InputState]) throws(RequestError) -> AmountRange? {
    // What names single ones of a list has rules of its own.
    guard !states.keys.contains(where: { compiled.slot(of: $0) == nil }) else {
      return try compiled.range(of: states)
    }
    let (kept, spare) = state.withLock { state -> (AmountRange?, Lent?) in
      if let kept = state.ranges[states] { return (kept, nil) }
      return (nil, state.books.popLast())
    }
    if let kept { return kept }
    let lent = spare ?? Lent(book: RangeBook(compiled))
    let range = lent.book.range(of: states)
    state.withLock { state in
      state.books.append(lent)
      if state.ranges.count >= Self.mostRanges { state.ranges.removeAll() }
      state.ranges[states] = range
    }
    return range
  }

  /// More ranges than this are not kept.
  private static let mostRanges = 1 << 15
}

extension Formula {
  /// Two names of which the first may not be above the second, where that is all that the formula says.
  fileprivate var ordering: (lower: String, upper: String)? {
    guard case .binary(.lessOrEqual, let left, let right) = node, case .name(let lower) = left.node,
      case .name(let upper) = right.node
    else { return nil }
    return (lower, upper)
  }
}

/// The offers that bodies were priced with so far.
final class PricedOffers: Sendable {
  private let kept = Mutex<[OfferID: PricedOffer]>([:])

  /// The offer, compiled for the day by the card's default plan.
  func offer(of bound: BoundCall, _ quoter: Quoter) throws(RequestError) -> PricedOffer {
    if let known = kept.withLock({ $0[bound.offer.id] }) { return known }
    let new = PricedOffer(
      try quoter.compiled(bound.offer),
      worths: try quoter.creditWorths(of: bound.offer, plan: nil))
    return kept.withLock { kept in
      if let other = kept[bound.offer.id] { return other }
      kept[bound.offer.id] = new
      return new
    }
  }
}
