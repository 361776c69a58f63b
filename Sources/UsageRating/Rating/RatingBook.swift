import BillingTypes
import CostAnalysis
import PricingRules
import Settlement
import Synchronization

/// Everything that prices a log's rows: offers by their place, their versions, and compiled rules.
final class RatingBook: Sendable {
  let catalogue: Catalogue
  let options: RatingOptions
  let layout: LogLayout
  let places: DecimalPlaces
  /// The offers that rows may name.
  let offers: [Offer]
  let versions: [OfferVersions]
  /// By offer: the value columns that it knows, ascending.
  let known: [[Int]]
  /// By offer: the places of the offers that its rows are priced under.
  let targets: [[Int]]
  /// Why offers are not among them, though they are of the category of some row.
  let excluded: [Comparison.Exclusion]
  /// Every word that a rule mentions, by its code.
  let words: [String]
  private let codes: WordCodes
  private let programs = Mutex<[ProgramKey: RatedProgram?]>([:])
  private let readings = Mutex<[ProgramKey: ReadingProgram?]>([:])
  private let rules = Mutex<[VersionKey: CompiledOffer]>([:])

  /// An offer's rules of some days.
  struct VersionKey: Hashable {
    let offer: Int
    let version: Int
  }

  /// Rules of one offer for the rows of another.
  struct ProgramKey: Hashable {
    let logged: Int
    let target: Int
    let version: Int
    let outcome: Outcome
  }

  init(_ catalogue: Catalogue, _ options: RatingOptions, _ layout: LogLayout, places: DecimalPlaces)
  {
    self.catalogue = catalogue
    self.options = options
    self.layout = layout
    self.places = places
    let offers = catalogue.offers
    self.offers = offers
    versions = offers.map { OfferVersions($0) }
    var codes = WordCodes()
    for parameter in offers.flatMap(\.allParameters) {
      guard case .choice(let words) = parameter.domain else { continue }
      for word in words { _ = codes.code(of: word) }
    }
    self.codes = codes
    words = codes.words
    known = offers.map { offer in
      let names = Set((offer.allParameters + offer.elements).map(\.name) + offer.meters)
      return layout.values.indices.filter { names.contains(layout.values[$0].name) }
    }
    targets = offers.indices.map { place in
      let category = offers[place].category
      switch options.target {
      case .asLogged: return [place]
      case .offer(let id):
        return offers.indices.filter { offers[$0].id == id && offers[$0].category == category }
      case .everyOffer:
        return offers.indices.filter {
          offers[$0].category == category
            && options.needs.reasonAgainst(offers[$0], isPlanned: $0 == place) == nil
        }
      }
    }
    excluded =
      options.target != .everyOffer
      ? []
      : offers.compactMap { offer in
        options.needs.reasonAgainst(offer).map { .init(offer: offer.id, reason: .need($0)) }
      }
  }

  /// Why a row of another category cannot go by the one offer that is asked for; nil where it can, or
  /// where every offer is.
  func otherCategory(_ logged: Int) -> RowRejection? {
    guard case .offer(let id) = options.target, targets[logged].isEmpty else { return nil }
    let asked = offers[logged].category
    return .request(
      .wrongCategory(offer: id, found: catalogue.offer(id)?.category ?? asked, asked: asked))
  }

  /// The version of an offer that prices a row of a day; -1 when it is not sold.
  func version(of offer: Int, on day: Int32) -> Int {
    versions[offer].index(on: options.asOf.map { Int32($0.number) } ?? day)
  }

  /// The rules that price rows of one offer under another; nil for those that only the exact rater
  /// can price.
  func program(_ key: ProgramKey) -> RatedProgram? {
    programs.withLock { programs in
      if let program = programs[key] { return program }
      let program = try? RatedProgram(key, self, codes)
      programs[key] = .some(program)
      return program
    }
  }

  /// The rules that bound rows of an offer whose bills are open for what sources say; nil where they are open for more.
  func readings(_ key: ProgramKey) -> ReadingProgram? {
    readings.withLock { readings in
      if let programs = readings[key] { return programs }
      let programs = ReadingProgram(key, self, codes)
      readings[key] = .some(programs)
      return programs
    }
  }

  /// The rules that single rows of an offer are priced by, for days of one version.
  ///
  /// - Throws: ``RequestError`` for rules that may not fit, which a checked card does not have.
  func rules(of offer: Int, version: Int) throws(RequestError) -> CompiledOffer {
    let key = VersionKey(offer: offer, version: version)
    if let kept = rules.withLock({ $0[key] }) { return kept }
    let quoter = quoter(of: offer, version: version)
    let own = offers[offer]
    let pools = pools(of: own, on: quoter.asOf)
    let compiled: CompiledOffer
    do {
      compiled = try CompiledOffer(
        own, currency: currency(of: own), on: quoter.asOf, knownAt: quoter.knownAt,
        creditWorth: quoter.creditWorth(of: own, pools: pools),
        otherWorths: otherWorths(of: own, quoter, pools),
        elements: own.elementCount(among: layout.given))
    } catch {
      throw .pricing(offer: own.id, error)
    }
    rules.withLock { $0[key] = compiled }
    return compiled
  }

  /// A quoter for a version's prices.
  func quoter(of offer: Int, version: Int) -> Quoter {
    Quoter(
      catalogue: catalogue,
      asOf: options.asOf ?? versions[offer].versions[version].day, knownAt: options.knownAt)
  }

  /// The largest metered value of a row of an offer at a version's prices.
  func meterLimit(of offer: Int, version: Int) -> MeterLimit {
    let quoter = quoter(of: offer, version: version)
    let offer = offers[offer]
    return MeterLimit(
      offer, currency: currency(of: offer), on: quoter.asOf, knownAt: options.knownAt,
      creditWorth: quoter.creditWorth(of: offer, pools: pools(of: offer, on: quoter.asOf)),
      places: places)
  }

  /// What an offer's amounts are in.
  func currency(of offer: Offer) -> Currency {
    catalogue.currency(of: offer.provider)
  }

  /// The pools of an offer's charges; nil for charges that are priced row by row.
  func pools(of offer: Offer, on day: Day) -> [PoolFinder.Found?] {
    PoolFinder(plans: options.plans, catalogue: catalogue)
      .settled(offer, on: day, knownAt: options.knownAt)
  }

  /// What else a credit may be worth that is valued row by row.
  private func otherWorths(
    of offer: Offer, _ quoter: Quoter, _ pools: [PoolFinder.Found?]
  ) -> [CreditID: [Rational]] {
    var others = quoter.defaultWorths(of: offer).others
    for (charge, pool) in zip(offer.charges, pools) where pool != nil {
      if case .credit(let id) = charge.price.unit { others[id] = nil }
    }
    return others
  }
}
