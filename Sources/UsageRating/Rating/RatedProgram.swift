import BillingTypes
import CostAnalysis
import PricingRules
import Settlement

/// An offer's column program with what becomes of its results; a class, so that threads which share it
/// count one reference and not one for each of its lists.
final class RatedProgram: Sendable {
  let program: ColumnProgram
  /// By input: its place among the columns that the logged offer knows; nil for what no column gives.
  let columns: [Int?]
  /// Columns that say how many calls a row takes, at most `limit`: so much is made by one.
  let calls: [(column: Int, most: Int64, limit: Int64)]
  /// Columns that must not say yes: the offer has no such thing.
  let refusedTruths: [Int]
  /// Columns of metered values that the offer bills: where one is given, a row that is not fine may still
  /// have a price.
  let meters: [Int]
  /// Whether the offer can do no row.
  let refusesAll: Bool
  /// Whether every bill is left to the exact rater, because it is open whatever a row gives.
  let isOpen: Bool
  /// Columns that a row must give, or its bill is open.
  let needed: [Int]
  /// How many of the outputs are money, in picounits; they add up.
  let moneyCount: Int
  /// The charges that are pooled, in the order of their outputs, with what one of an output is.
  let pooled: [(charge: Int, factor: Rational)]
  /// Where the outputs say how much is known.
  var completePlace: Int { moneyCount + pooled.count }
  var unknownPlace: Int { completePlace + 1 }
  /// Where they say that nothing disputed matters; nil where nothing is disputed.
  let undisputedPlace: Int?

  /// Compiles the rules that price rows of one offer under another.
  ///
  /// - Throws: ``LoweringRefusal`` for rules that columns cannot have.
  init(
    _ key: RatingBook.ProgramKey, _ book: RatingBook, _ codes: WordCodes
  ) throws(LoweringRefusal) {
    let logged = book.offers[key.logged]
    let offer = book.offers[key.target]
    let translation =
      key.logged == key.target
      ? nil : OfferTranslation(from: logged, to: offer, vocabulary: book.catalogue.vocabulary)
    let quoter = book.quoter(of: key.target, version: key.version)
    let pools = book.pools(of: offer, on: quoter.asOf)
    let worth = quoter.creditWorth(of: offer, pools: pools)
    let names = book.known[key.logged].map { book.layout.values[$0].name }
    let plan = translation?.columns(names)
    if let name = plan?.splitDefaults.first {
      throw LoweringRefusal("'\(name)' takes several calls by default")
    }
    if let name = plan?.unlisted.first {
      throw LoweringRefusal("'\(name)' is a single one's, and the offer has one value for all")
    }
    var given = Set(names).subtracting(plan?.dropped ?? [])
    given.remove(Outcome.parameterName)
    var setting = LoweringSetting(given: given, places: book.places)
    setting.meterLimit = book.meterLimit(of: key.target, version: key.version).units
    (setting.defaults, setting.needed) = (plan?.defaults ?? [:], plan?.needed ?? [])
    // What no row gives and no default fits keeps every row from the other offer.
    refusesAll = !setting.needed.isSubset(of: given)
    setting.needed.formIntersection(given)
    setting.defaults[Outcome.parameterName] = .choice(key.outcome.rawValue)
    let isPooled = pools.contains { $0 != nil }
    (isOpen, needed) = Self.openness(
      key, book, names: names, isPooled: isPooled,
      counts: translation?.callsUnsaid(given: []) == nil
        ? [] : OfferTranslation.countsMade.filter { logged.parameter($0) != nil })
    var codes = codes
    let whole = try LoweredOffer(
      offer, currency: book.currency(of: offer), on: quoter.asOf,
      knownAt: book.options.knownAt, creditWorth: worth, setting: setting, codes: &codes)
    var reads: [ColumnRead?] = []
    var columns: [Int?] = []
    var calls: [(column: Int, most: Int64, limit: Int64)] = []
    for input in whole.inputs {
      guard given.contains(input.name),
        let column = names.firstIndex(of: input.name)
      else {
        reads.append(nil)
        columns.append(nil)
        continue
      }
      let isNumber = if case .number = input.kind { true } else { false }
      guard isNumber != book.layout.values[book.known[key.logged][column]].isWord else {
        throw LoweringRefusal("'\(input.name)' is a word to some offers and a number to others")
      }
      let split = plan?.callColumns.first {
        $0.name == input.name && !$0.isOneEach && input.highest > 0
      }
      if let split { calls.append((column, input.highest, split.mostCalls)) }
      reads.append(
        ColumnRead(input, isSnapped: plan != nil && !input.isMeter, isSplit: split != nil))
      columns.append(column)
    }
    var outputs: [Int] = []
    var pooled: [(charge: Int, factor: Rational)] = []
    if pools.allSatisfy({ $0 == nil }) {
      outputs = [whole.amount]
    } else {
      outputs = zip(whole.charges, pools).filter { $1 == nil }.map { $0.0.picounits }
    }
    moneyCount = outputs.count
    for (index, pool) in pools.enumerated() {
      guard let pool else { continue }
      let value = pool.countsCost ? whole.charges[index].cost : whole.charges[index].quantity
      guard value.divisor == nil else {
        throw LoweringRefusal("what is pooled may be a fraction")
      }
      outputs.append(value.numerator)
      pooled.append((index, value.factor))
    }
    self.pooled = pooled
    outputs += [whole.isComplete, whole.isUnknown]
    undisputedPlace = whole.isUndisputed == nil ? nil : outputs.count
    outputs += [whole.isUndisputed].compactMap(\.self)
    program = try ColumnProgram(whole, reads: reads, outputs: outputs)
    self.columns = columns
    for (column, name) in names.enumerated() {
      guard let split = plan?.callColumns.first(where: { $0.name == name && $0.isOneEach }) else {
        continue
      }
      calls.append((column, 1, split.mostCalls))
    }
    self.calls = calls
    meters = names.indices.filter { given.contains(names[$0]) && offer.meters.contains(names[$0]) }
    refusedTruths = names.indices.filter {
      plan?.refusedTruths.contains(names[$0]) ?? false
        && book.layout.values[book.known[key.logged][$0]].isWord
    }
  }

  /// Whether every bill under the offer is open; and if not, the columns whose absence opens one.
  private static func openness(
    _ key: RatingBook.ProgramKey, _ book: RatingBook, names: [String], isPooled: Bool,
    counts: Set<String>
  ) -> (isOpen: Bool, needed: [Int]) {
    let (logged, offer) = (book.offers[key.logged], book.offers[key.target])
    // Rows of the offer itself are looked at one by one where they are open; see ``OpenRows``.
    if key.logged == key.target, !isPooled, book.options.target == .asLogged { return (false, []) }
    guard let rules = try? book.rules(of: key.target, version: key.version),
      offer.billing(of: key.outcome) != .unknown, !rules.isOpenAnyway
    else { return (true, []) }
    // Rows of the offer itself were sorted by what they give.
    guard key.logged != key.target else { return (false, []) }
    guard !offer.derivations.contains(where: { $0.spread != nil }) else { return (true, []) }
    guard !book.options.assumesDefaults else { return (false, []) }
    // How many are made moves the number of calls where one call makes fewer.
    let needed =
      rules.parametersNeeded(whenGiven: []).filter {
        $0 != Outcome.parameterName && logged.parameter($0) != nil && !counts.contains($0)
      } + counts.sorted()
    let columns = needed.map { names.firstIndex(of: $0) }
    return columns.contains(nil) ? (true, []) : (false, columns.compactMap(\.self))
  }
}
