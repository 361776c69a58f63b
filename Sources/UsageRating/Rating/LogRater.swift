import BillingTypes
package import CostAnalysis
import Dispatch
package import PricingRules
import Settlement
import Synchronization

/// Prices a usage log of any size: threads take pieces in turn, and what each finds is added up.
///
/// Amounts are exact, so the sums are the same whoever does what; rows and rejected rows are written in
/// the order of the log.
package struct LogRater: Sendable {
  /// Takes lines in the order of the log.
  package typealias Taker<Line> = @Sendable ([Line]) throws -> Void

  private let book: RatingBook

  /// Prepares to price a log.
  ///
  /// - Parameters:
  ///   - catalogue: The rate cards.
  ///   - options: How rows are priced.
  ///   - layout: The log's columns.
  ///   - places: Decimals that numbers are counted in, as ``LogLayout`` took them.
  /// - Throws: ``RequestError`` for an offer or a plan that is not in the catalogue.
  package init(
    catalogue: Catalogue, options: RatingOptions, layout: LogLayout, places: DecimalPlaces
  ) throws(RequestError) {
    if case .offer(let id) = options.target, catalogue.offer(id) == nil {
      throw .unknownOffer(id, nearest: catalogue.nearestOffers(to: id))
    }
    try catalogue.check(plans: options.plans)
    book = RatingBook(catalogue, options, layout, places: places)
  }

  /// What the threads share: what was found, and what waits to be written.
  private struct Shared {
    var sums = RatingSums()
    var rejected = 0
    var waiting: [Int: Output] = [:]
    var next = 0
    /// Lines of the log before the next piece that is written.
    var lines: Int
    var error: (any Error)?
  }

  /// What a piece has to say, in lines of its own.
  private struct Output {
    let lineCount: Int
    var rows: [RatedRow] = []
    var rejects: [RejectedRow] = []
    /// What ends the reading, once everything before it was read.
    var fault: LineFault?
  }

  /// Prices every row.
  ///
  /// - Parameters:
  ///   - pieces: The log.
  ///   - workers: How many threads; it changes nothing but the time.
  ///   - rows: Takes what every row came to, if the options ask for it.
  ///   - rejects: Takes every row that is bad.
  ///   - progress: Is told the bytes read so far.
  /// - Throws: ``LogError``, and what the writers throw.
  /// - Returns: Sums by month and offer.
  package func rate(
    _ pieces: LogPieces, workers: Int, rows: Taker<RatedLine>? = nil,
    rejects: Taker<RejectedLine>? = nil,
    progress: @Sendable (Int) -> Void = { _ in }
  ) throws -> LogRating {
    let headerLines = pieces.header.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    let shared = Mutex(Shared(lines: max(1, headerLines)))
    DispatchQueue.concurrentPerform(iterations: max(1, workers)) { _ in
      do {
        let worker = LogWorker(book, pieces.buffer())
        while let piece = try pieces.next(into: worker.buffer) {
          let output = try Self.output(of: piece, worker)
          let stops = try shared.withLock { shared in
            shared.rejected += output.rejects.count
            shared.waiting[piece.number] = output
            try write(&shared, rows, rejects)
            return shared.error != nil
          }
          if stops { break }
          progress(pieces.bytesRead)
        }
        try shared.withLock { shared in
          do {
            try shared.sums.add(worker.sums)
          } catch {
            throw LogError("what the rows come to together: \(error)")
          }
        }
      } catch {
        shared.withLock { $0.error = $0.error ?? error }
      }
    }
    return try shared.withLock { shared in
      if let error = shared.error { throw error }
      return try Self.rating(shared, book)
    }
  }

  private static func rating(_ shared: Shared, _ book: RatingBook) throws -> LogRating {
    func tooLarge(_ error: any Error) -> LogError {
      LogError("what the rows come to together: \(error)")
    }
    do {
      return try LogRating(shared.sums, rejected: shared.rejected, book)
    } catch let error as NumberError {
      throw tooLarge(error)
    } catch let error as MoneyError {
      throw tooLarge(error)
    }
  }

  /// What a piece has to say; what ends the reading is said in its turn, so that the first one is, whoever
  /// finds another.
  private static func output(of piece: LogPiece, _ worker: LogWorker) throws -> Output {
    do {
      let (lineCount, rows, rejects) = try worker.rate(piece)
      return Output(lineCount: lineCount, rows: rows, rejects: rejects)
    } catch let fault as LineFault {
      return Output(lineCount: 0, fault: fault)
    }
  }

  /// Hands on what is next in the order of the log.
  private func write(
    _ shared: inout Shared, _ rows: Taker<RatedLine>?, _ rejects: Taker<RejectedLine>?
  ) throws {
    while let output = shared.waiting.removeValue(forKey: shared.next) {
      if let fault = output.fault { throw fault.error(after: shared.lines) }
      let lines = shared.lines
      if let rows, !output.rows.isEmpty { try rows(output.rows.map { line($0, after: lines) }) }
      if let rejects, !output.rejects.isEmpty {
        try rejects(
          output.rejects.map { RejectedLine(line: lines + $0.line + 1, reason: $0.reason) })
      }
      shared.lines += output.lineCount
      shared.next += 1
    }
  }

  private func line(_ row: RatedRow, after lines: Int) -> RatedLine {
    let offer = book.offers[row.offer]
    let amount = Money(picounits: row.picounits, in: book.currency(of: offer))
    return RatedLine(
      line: lines + row.line + 1, offer: offer.id, amount: amount,
      completeness: row.completeness, range: row.range ?? RatedRange(amount))
  }
}

/// One thread's work on a log.
private final class LogWorker {
  let buffer: PieceBuffer
  private let scanner: LogScanner
  private let sorter: RowSorter
  private let rater: BatchRater
  private let exact: ExactRater

  init(_ book: RatingBook, _ buffer: PieceBuffer) {
    self.buffer = buffer
    scanner = LogScanner(
      book.layout, words: book.words, offers: book.offers.map(\.id.rawValue), day: book.options.asOf
    )
    sorter = RowSorter(book)
    let pricer = RowPricer(book)
    rater = BatchRater(book, pricer)
    exact = ExactRater(book, pricer)
  }

  var sums: RatingSums { rater.allSums }

  /// Prices a piece.
  func rate(
    _ piece: LogPiece
  ) throws -> (lineCount: Int, rows: [RatedRow], rejects: [RejectedRow]) {
    let content = buffer.content(piece)
    guard !piece.isEndless else { throw LineFault(endless: content) }
    var cursor = LogScanner.Cursor()
    var odd: [DeferredRow] = []
    while cursor.place < content.count {
      scanner.scan(content, from: &cursor, into: sorter, odd: &odd)
      if let fault = scanner.fault { throw LineFault.quote(fault) }
      let isDone = cursor.place >= content.count
      let rate = { (part: RowSorter.Batch) in
        let last = part.rows.count - 1
        try Self.adding(until: part.rows.tags[last].line) { try self.rater.rate(part, odd: &odd) }
      }
      try isDone ? sorter.takeAll(rate) : sorter.takeFull(rate)
    }
    var rejects = rater.takeRejects()
    for row in odd {
      switch exact.rate(content, row) {
      case .rated(let ratings):
        try Self.adding(until: Int32(truncatingIfNeeded: row.line)) { try rater.add(ratings, row) }
      case .rejected(let reason): rejects.append(RejectedRow(line: row.line, reason: reason))
      }
    }
    rejects.sort { $0.line < $1.line }
    var rows = rater.takeRows()
    rows.sort { ($0.start, $0.offer) < ($1.start, $1.offer) }
    return (cursor.line, rows, rejects)
  }

  /// Names the row with which a sum no longer fits.
  private static func adding(until line: Int32, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch is NumberError {
      throw LineFault.tooMuch(line: Int(line))
    }
  }
}
