import BillingTypes
import CostAnalysis
import PricingRules
import Settlement

/// Prices rows one by one as a quote is priced: what the columns leave to it, and every reason why a
/// row is bad.
final class ExactRater {
  /// What a row came to: the offers it was priced under, or why it is bad.
  enum Outcome {
    case rated([Rating])
    case rejected(RowRejection)
  }

  /// A row under one offer.
  struct Rating {
    let key: GroupKey
    let tally: GroupTotal
    /// The amount, with what is pooled left out.
    var picounits: Int128 { tally.picounits }
    let completeness: Completeness
    let isLogged: Bool
  }

  private let book: RatingBook
  private let reader: RowReader
  private var cache: [VersionKey: Compiled] = [:]
  /// By target and logged offer.
  private var translations: [Int: OfferTranslation] = [:]

  private struct VersionKey: Hashable {
    let offer: Int
    let version: Int
  }

  private struct Compiled {
    let offer: CompiledOffer
    let pools: [Bool?]
  }

  init(_ book: RatingBook) {
    self.book = book
    reader = RowReader(book)
  }

  /// Prices the record that begins at a place of a piece.
  func rate(_ piece: UnsafeBufferPointer<UInt8>, _ odd: DeferredRow) -> Outcome {
    do throws(RowRejection) {
      let row = try reader.read(piece, at: odd.start)
      let own = try rating(row.request, row.offer, on: row.day, calls: 1, isLogged: true)
      if book.options.target == .asLogged { return .rated([own]) }
      if let target = odd.target {
        guard let other = try self.other(row, own, target) else { return .rated([]) }
        // A row that goes by the other offer is compared with what it cost; see ``BatchRater``.
        if case .offer = book.options.target { return .rated([own, other]) }
        return .rated([other])
      }
      var ratings = [own]
      for target in book.targets[row.offer] {
        if let other = try other(row, own, target) { ratings.append(other) }
      }
      if let reason = book.otherCategory(row.offer) { throw reason }
      return .rated(ratings)
    } catch {
      return .rejected(error)
    }
  }

  /// The row under another offer; nil where that cannot do it and every offer is asked.
  private func other(
    _ row: RowReader.Row, _ own: Rating, _ target: Int
  ) throws(RowRejection) -> Rating? {
    if target == row.offer {
      return Rating(
        key: own.key, tally: own.tally, completeness: own.completeness, isLogged: false)
    }
    do {
      return try adapted(row, target)
    } catch {
      if case .offer = book.options.target { throw error }
      return nil
    }
  }

  /// The row in another offer's terms, as a comparison would put it.
  private func adapted(_ row: RowReader.Row, _ target: Int) throws(RowRejection) -> Rating {
    let place = target * book.offers.count + row.offer
    let translation =
      translations[place]
      ?? OfferTranslation(
        from: book.offers[row.offer], to: book.offers[target],
        vocabulary: book.catalogue.vocabulary)
    translations[place] = translation
    let translated: TranslatedRequest
    do {
      translated = try translation.translate(row.request)
    } catch {
      throw .translation(error, offer: translation.to.id)
    }
    return try rating(
      translated.request, target, on: row.day, calls: translated.calls, isLogged: false)
  }

  /// One row under one offer.
  private func rating(
    _ request: Request, _ place: Int, on day: Day, calls: Int, isLogged: Bool
  ) throws(RowRejection) -> Rating {
    let offer = book.offers[place]
    let version = book.version(of: place, on: Int32(day.number))
    guard version >= 0 else {
      throw .request(
        .notSold(offer: offer.id, validity: offer.validity, day: book.options.asOf ?? day))
    }
    let compiled: Compiled
    var priced: (run: RequestRun, picounits: Int128, pricing: Completeness)
    do {
      compiled = try self.compiled(VersionKey(offer: place, version: version))
      let resolved = try offer.resolve(request, vocabulary: book.catalogue.vocabulary)
      priced = try Quoter.price(resolved, compiled.offer)
    } catch {
      throw .request(error)
    }
    var tally = GroupTotal()
    tally.rows = 1
    tally.partial = priced.pricing == .partial ? 1 : 0
    tally.unknown = priced.pricing == .unknown ? 1 : 0
    do throws(NumberError) {
      tally.picounits = try priced.picounits.times(Int128(calls))
      for (charge, countsCost) in compiled.pools.enumerated() {
        guard let countsCost else { continue }
        let billed = priced.run.billed(charge)
        tally.picounits = try tally.picounits.minus(billed.picounits.times(Int128(calls)))
        let used = countsCost ? billed.cost : billed.quantity
        try tally.addPooled(charge, used * Rational(calls))
      }
      guard tally.picounits.magnitude <= GroupTotal.mostOfRow else { throw NumberError.overflow }
    } catch {
      throw .number(error)
    }
    return Rating(
      key: GroupKey(month: day.month.index, offer: place, version: version), tally: tally,
      completeness: priced.pricing, isLogged: isLogged)
  }

  private func compiled(_ key: VersionKey) throws(RequestError) -> Compiled {
    if let compiled = cache[key] { return compiled }
    let offer = book.offers[key.offer]
    let quoter = book.quoter(of: key.offer, version: key.version)
    let pools = book.pools(of: offer, on: quoter.asOf)
    let rules: CompiledOffer
    do {
      rules = try CompiledOffer(
        offer, currency: book.currency(of: offer), on: quoter.asOf, knownAt: quoter.knownAt,
        creditWorth: book.creditWorth(of: offer, quoter, pools))
    } catch {
      throw .pricing(offer: offer.id, error)
    }
    let compiled = Compiled(offer: rules, pools: pools.map { $0?.countsCost })
    cache[key] = compiled
    return compiled
  }
}
