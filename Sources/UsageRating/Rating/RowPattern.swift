import BillingTypes
import PricingRules

/// What rows of one offer that give the same things have in common.
///
/// Of the offer's parameters that may move its price, a bit for each in the order of the card.
struct RowPattern {
  /// Given; left to their defaults; not needed because what they move is metered.
  let given: UInt64
  let defaulted: UInt64
  let metered: UInt64
}

/// Finds what rows of one offer have in common by the columns that they give; one per thread.
struct RowPatterns {
  private let offer: Offer
  private let rules: [CompiledOffer]
  private let assumesDefaults: Bool
  /// By column that is a parameter: its bit among columns, and that among parameters.
  private let parameters: [(column: UInt64, parameter: UInt64)]
  /// The names of columns, by bit.
  private let names: [(column: UInt64, name: String)]
  /// By estimate with a spread: the bit of the column that meters it, 0 for none.
  private let spread: [UInt64]
  /// The parameters that may move the price.
  private let moving: UInt64
  /// The columns by which it may depend on other parameters whether they are given.
  private let asked: UInt64
  /// The columns of single ones of lists.
  private let elements: UInt64
  private var needed: [UInt64: UInt64] = [:]
  private var last: (asked: UInt64, needed: UInt64)?

  /// Prepares an offer.
  ///
  /// - Parameters:
  ///   - offer: The offer's place in the book.
  ///   - book: What the log is priced by.
  init(_ offer: Int, _ book: RatingBook) {
    let own = book.offers[offer]
    // Rules that cannot be had are no rules; rows of theirs are bad.
    rules = book.versions[offer].versions.indices.compactMap {
      try? book.rules(of: offer, version: $0)
    }
    self.offer = own
    assumesDefaults = book.options.assumesDefaults
    names = book.known[offer].map { (1 << UInt64($0), book.layout.values[$0].name) }
    let places = Dictionary(
      uniqueKeysWithValues: own.allParameters.enumerated().map { ($1.name, UInt64($0)) })
    parameters = names.compactMap { column, name in places[name].map { (column, 1 << $0) } }
    let columns = names
    func column(_ name: String) -> UInt64 { columns.first { $0.name == name }?.column ?? 0 }
    spread = own.derivations.filter { $0.spread != nil }.map { column($0.name) }
    moving = Self.bits(rules.flatMap { $0.parametersNeeded(whenGiven: []) }, of: own)
    asked = rules.flatMap(\.namesAsked).reduce(0) { $0 | column($1) }
    elements = names.reduce(0) { $0 | (own.element($1.name) == nil ? 0 : $1.column) }
  }

  /// The parameters among some names; how a request ended is no setting: a row that does not say so is of one that
  /// succeeded.
  private static func bits(_ names: some Sequence<String>, of offer: Offer) -> UInt64 {
    let names = Set(names)
    return offer.allParameters.enumerated().reduce(0) { bits, parameter in
      let (place, name) = (parameter.offset, parameter.element.name)
      return names.contains(name) && name != Outcome.parameterName ? bits | 1 << place : bits
    }
  }

  /// Whether bills of rows that give some columns are not known to the last digit, though they succeeded.
  mutating func opens(_ given: UInt64) -> Bool {
    for column in spread where column & given == 0 { return true }
    return !assumesDefaults && moving & needed(given) & ~parameters(given) != 0
  }

  /// What rows that give some columns have in common.
  mutating func pattern(_ given: UInt64) -> RowPattern {
    // Who gives single ones of a list says how many there are, and of what is given for each all that there is.
    let said = parameters(given) | (elements & given == 0 ? 0 : lists(given))
    let needed = needed(given)
    return RowPattern(
      given: moving & said, defaulted: moving & needed & ~said,
      metered: moving & ~needed & ~said)
  }

  private func parameters(_ given: UInt64) -> UInt64 {
    var found: UInt64 = 0
    for (column, parameter) in parameters where column & given != 0 { found |= parameter }
    return found
  }

  private func given(_ columns: UInt64) -> Set<String> {
    Set(names.filter { $0.column & columns != 0 }.map(\.name))
  }

  private func lists(_ given: UInt64) -> UInt64 {
    Self.bits(offer.namesOfLists(saidBy: self.given(given)), of: offer)
  }

  private mutating func needed(_ given: UInt64) -> UInt64 {
    let key = given & asked
    if let last, last.asked == key { return last.needed }
    let found: UInt64
    if let kept = needed[key] {
      found = kept
    } else {
      let names = self.given(key)
      found = Self.bits(rules.flatMap { $0.parametersNeeded(whenGiven: names) }, of: offer)
      needed[key] = found
    }
    last = (key, found)
    return found
  }
}
