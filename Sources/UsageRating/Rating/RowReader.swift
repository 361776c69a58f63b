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

  /// Why a record cannot be read.
  private struct Reason: Error, CustomStringConvertible { let description: String }

  private let book: RatingBook
  private let offers: [String: Int]

  init(_ book: RatingBook) {
    self.book = book
    offers = Dictionary(
      book.offers.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Reads the record that begins at a place of a piece.
  ///
  /// - Throws: an error that says what was found and what would be right.
  func read(_ piece: UnsafeBufferPointer<UInt8>, at start: Int) throws -> Row {
    guard let cells = CSVRecord(piece, at: start).cells else {
      throw Reason(description: "the quotes are not right")
    }
    let names = book.layout.names
    guard cells.count == names.count else {
      throw Reason(
        description: "the row has \(cells.count) cells and the header \(names.count) columns")
    }
    var day = book.options.asOf
    var id = ""
    var request = Request()
    for (index, cell) in cells.enumerated() where !cell.isEmpty {
      let role = book.layout.roles[index]
      guard role != .ignored else { continue }
      guard let text = String(validating: cell, as: UTF8.self) else {
        throw Reason(description: "\(names[index]): the cell is not UTF-8")
      }
      switch role {
      case .timestamp:
        guard let found = LogTimestamp.day(cell) else {
          throw Reason(
            description: "timestamp: '\(shown(text))' is no time such as 2027-03-01T12:00:00Z")
        }
        day = found
      case .offer: id = text
      case .value: request[names[index]] = text
      case .ignored: break
      }
    }
    guard let day else { throw Reason(description: "timestamp: the cell is empty") }
    guard !id.isEmpty else { throw Reason(description: "offer: the cell is empty") }
    guard let offer = offers[id] else {
      throw RequestError.unknownOffer(
        shown(id), nearest: book.catalogue.nearestOffers(to: shown(id)))
    }
    return Row(day: day, offer: offer, request: request)
  }

  /// Text of a log as a message shows it: what is long is cut short.
  private func shown(_ text: String) -> String {
    text.count <= 60 ? text : "\(text.prefix(60))…"
  }
}
