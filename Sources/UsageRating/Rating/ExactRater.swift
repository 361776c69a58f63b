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
    /// What the bill lies between; nil where that is the amount.
    let range: RatedRange?
    let isLogged: Bool
    /// The value columns that the row gives, a bit for each; nil where they were counted before.
    let given: UInt64?
    /// Meters whose values no legal request comes to.
    let outside: [String: ClosedRange<Rational>]
  }

  private let book: RatingBook
  private let reader: RowReader
  private let pricer: RowPricer
  /// By target and logged offer.
  private var translations: [Int: OfferTranslation] = [:]

  private var isOneOffer: Bool {
    if case .offer = book.options.target { true } else { false }
  }

  init(_ book: RatingBook, _ pricer: RowPricer) {
    self.book = book
    self.pricer = pricer
    reader = RowReader(book)
  }

  /// Prices the record that begins at a place of a piece.
  func rate(_ piece: UnsafeBufferPointer<UInt8>, _ odd: DeferredRow) -> Outcome {
    do throws(RowRejection) {
      let row = try reader.read(piece, at: odd.start)
      let own = try rating(
        row, row.request, row.offer, calls: 1, isLogged: true,
        counts: odd.target == nil || isOneOffer)
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
        key: own.key, tally: own.tally, completeness: own.completeness, range: own.range,
        isLogged: false, given: nil, outside: [:])
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
    let said = said(row.request)
    return try rating(
      row, translated.request, target, calls: translated.calls,
      reach: book.options.assumesDefaults ? nil : translation.callsUnsaid(given: said),
      isLogged: false, assumed: Set(translated.request.entries.map(\.name)).subtracting(said))
  }

  /// The names that a row says something of.
  private func said(_ request: Request) -> Set<String> {
    Set(
      request.spelledOut(book.catalogue.vocabulary).entries.flatMap { entry in
        [entry.name] + [ElementName(parsing: entry.name)?.base].compactMap(\.self)
      })
  }

  /// One row under one offer.
  ///
  /// - Parameters:
  ///   - row: The row.
  ///   - request: What it asks for, in the offer's terms.
  ///   - place: The offer.
  ///   - calls: How many calls it takes.
  ///   - reach: How many it may take; nil where the row says how many are made.
  ///   - isLogged: Whether this is the offer that it ran on.
  ///   - counts: Whether what the row gives is counted here.
  ///   - assumed: What the request has from defaults of the offer that the row ran on.
  /// - Throws: ``RowRejection``.
  /// - Returns: What it comes to.
  private func rating(
    _ row: RowReader.Row, _ request: Request, _ place: Int, calls: Int,
    reach: ClosedRange<Int>? = nil, isLogged: Bool, counts: Bool = false,
    assumed: Set<String> = []
  ) throws(RowRejection) -> Rating {
    let (offer, logged) = (book.offers[place], book.offers[row.offer])
    let version = book.version(of: place, on: Int32(row.day.number))
    guard version >= 0 else {
      throw .request(
        .notSold(offer: offer.id, validity: offer.validity, day: book.options.asOf ?? row.day))
    }
    let bill = try pricer.bill(
      request, RatingBook.VersionKey(offer: place, version: version), calls: calls,
      reach: reach ?? calls...calls, assumed: assumed
    ) { logged.parameter($0) != nil }
    return Rating(
      key: GroupKey(month: row.day.month.index, offer: place, version: version), tally: bill.tally,
      completeness: bill.completeness, range: bill.range, isLogged: isLogged,
      given: counts ? book.layout.given(in: request) : nil, outside: bill.outside)
  }
}
