import CostAnalysis
import BillingTypes
import PricingRules

/// Reads one record of a log cell by cell and says what is wrong with it.
struct RowReader {
  /// A record whose columns are understood; its request is not checked yet.
  struct Row {
    let day: Day
    let offer: Int
    let request: Request
  }

  private let book: RatingBook
  private let offers: [OfferID: Int]

  init(_ book: RatingBook) {
    self.book = book
    offers = Dictionary(
      book.offers.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Reads the record that begins at a place of a piece.
  ///
  /// - Throws: ``RowRejection`` for what was found in place of what would be right.
  func read(_ piece: UnsafeBufferPointer<UInt8>, at start: Int) throws(RowRejection) -> Row {
    guard let cells = CSVRecord(piece, at: start).cells else {
      throw .brokenQuotes
    }
    let names = book.layout.names
    guard cells.count == names.count else {
      throw .cellCount(cells.count, columns: names.count)
    }
    var day = book.options.asOf
    var id = ""
    var request = Request()
    for (index, cell) in cells.enumerated() where !cell.isEmpty {
      guard !cell.contains(0) else { throw .nulByte(column: names[index]) }
      let role = book.layout.roles[index]
      guard role != .ignored else { continue }
      guard let text = String(validating: cell, as: UTF8.self) else {
        throw .notUTF8(column: names[index])
      }
      switch role {
      case .timestamp:
        guard let found = LogTimestamp.day(cell) else {
          throw .noTime(shown(text))
        }
        day = found
      case .offer: id = text
      case .value(let column): request[book.layout.values[column].name] = text
      case .size: request[names[index].lowercased()] = text
      case .ignored: break
      }
    }
    guard let day else { throw .emptyCell(column: "timestamp") }
    guard !id.isEmpty else { throw .emptyCell(column: "offer") }
    guard let offer = offers[OfferID(id)] else {
      let unknown = OfferID(shown(id))
      throw .request(
        .unknownOffer(unknown, nearest: book.catalogue.nearestOffers(to: unknown)))
    }
    return Row(day: day, offer: offer, request: request)
  }
}
