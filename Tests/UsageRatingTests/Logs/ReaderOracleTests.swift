import BillingTypes
import CostAnalysis
import Foundation
import PricingRules
import ReportGenerator
import SampleLogs
import Synchronization
import TestSupport
import Testing

@testable import UsageRating

/// The quick reader and the plain one, each the other's oracle, on logs in which bytes were changed.
///
/// `scripts/verify-logs` reads a million rows so.
@Suite("The two readers of a log")
struct ReaderOracleTests {
  private static let partCount = 8
  private static let rowCount =
    ProcessInfo.processInfo.environment["MEDIACOST_MUTATED_ROWS"].flatMap { Int($0) }
    ?? Thoroughness.count(2_400, few: 1_500)

  @Test("What was changed changes the same rows for both readers", arguments: 0..<partCount)
  func sameRows(part: Int) throws {
    let readers = try TwoReaders()
    let whole = try SampleLog.text(
      rows: Self.rowCount / Self.partCount, badInMillion: 20_000, seed: UInt64(part + 1))
    let lines = whole.split(separator: "\n").map { Array($0.utf8) }
    var mutation = LogMutation(seed: UInt64(part))
    var (readCount, badCount, refusedCount) = (0, 0, 0)
    for first in stride(from: 1, to: lines.count, by: 40) {
      let rows = lines[first..<min(first + 40, lines.count)]
      let log = mutation.mutated(Array(rows), below: lines[0])
      let (quick, plain) = (
        Outcome { try readers.quick(log) }, Outcome { try readers.plain(log) }
      )
      guard quick == plain else {
        Issue.record(
          """
          the readers differ on this log:
          \(String(decoding: log, as: UTF8.self).debugDescription)
          the quick one: \(quick)
          the plain one: \(plain)
          """)
        return
      }
      switch quick {
      case .read(let found):
        readCount += found.rows.count
        badCount += found.rejects.count
      case .refused: refusedCount += 1
      }
    }
    // Changes that nobody sees prove nothing, and neither do those that nothing survives.
    #expect(readCount > lines.count / 4)
    #expect(badCount > lines.count / 20)
    // In few rows hardly any change ends the reading of a whole log.
    #expect(refusedCount > 0 || Self.rowCount < 8_000)
  }

  private enum Outcome: Equatable {
    case read(TwoReaders.Found)
    case refused(String)

    init(_ body: () throws -> TwoReaders.Found) {
      do { self = .read(try body()) } catch { self = .refused("\(error)") }
    }
  }
}

/// Changes to the bytes of rows, the same for the same seed.
private struct LogMutation {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// What stands in the place of a byte: what a reader of CSV looks for, and what it may not expect.
  private static let mistakes: [[UInt8]] =
    [
      ",", ",,,,,,,,,", "\n", "\r\n", "\r", " ", "", "\0", "+", "-", ".", "0", "9", "a", "é",
      "\"\"",
      "\"x\"", "\"1\"0", "\n\n", "\t", "T", "Z", ":", "/", "\u{FEFF}", "00",
    ].map { Array($0.utf8) } + [
      [0xff], [UInt8](repeating: 0, count: 10), Array(repeating: UInt8(ascii: "7"), count: 70),
      Array(".".utf8) + Array(repeating: UInt8(ascii: "7"), count: 50),
      Array(repeating: UInt8(ascii: "w"), count: 63),
    ]

  /// What often opens quotes and closes them elsewhere, so that nothing of the log is read; it is rare.
  private static let openQuotes: [[UInt8]] = [",\"", "\",", "\"\n", "\""].map { Array($0.utf8) }

  mutating func mutated(_ rows: [[UInt8]], below header: [UInt8]) -> [UInt8] {
    let end: [UInt8] = random.next() % 4 == 0 ? Array("\r\n".utf8) : Array("\n".utf8)
    var log = header + end
    for row in rows {
      var row = random.next() % 6 == 0 ? quoted(row) : row
      if random.next() % 3 == 0 {
        // Most of what a row may say wrongly stands at its beginning.
        let place = Int.random(in: 0..<(random.next() % 3 == 0 ? 24 : row.count), using: &random)
        let choices = random.next() % 100 == 0 ? Self.openQuotes : Self.mistakes
        let mistake = choices[Int.random(in: 0..<choices.count, using: &random)]
        let length = random.next() % 8 == 0 ? 10 : Int.random(in: 0...1, using: &random)
        row.replaceSubrange(place..<min(place + length, row.count), with: mistake)
      }
      log += row + end
    }
    if random.next() % 4 == 0 { log.removeLast(end.count) }
    return log
  }

  /// The row with some of its cells in quotes.
  private mutating func quoted(_ row: [UInt8]) -> [UInt8] {
    let cells = row.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    let quote = [UInt8(ascii: "\"")]
    return Array(
      cells.map { random.next() % 2 == 0 ? quote + $0 + quote : Array($0) }
        .joined(separator: [UInt8(ascii: ",")]))
  }
}

/// Both readers of the logs of one header.
private struct TwoReaders {
  struct Found: Equatable {
    /// `line,offer,amount,completeness`.
    var rows: [String] = []
    /// The lines of bad rows.
    var rejects: [String] = []
  }

  private let rater: LogRater
  private let exact: ExactRater
  private let book: RatingBook

  init() throws {
    let catalogue = try #require(OfferShapes.logged)
    let places = DecimalPlaces(catalogue)
    let head = try SampleLog.text(rows: 1, badInMillion: 0).prefix { $0 != "\n" }
    let layout = try LogLayout(header: Array(head.utf8), catalogue: catalogue, places: places)
    var options = RatingOptions()
    options.listsRows = true
    rater = try LogRater(catalogue: catalogue, options: options, layout: layout, places: places)
    book = RatingBook(catalogue, options, layout, places: places)
    exact = ExactRater(book, RowPricer(book))
  }

  /// The way of every log: pieces, columns, and the exact rater for the rest.
  func quick(_ log: [UInt8]) throws -> Found {
    let pieces = try LogPieces(.bytes(log[...]), size: 1 << 12)
    let found = Mutex(Found())
    _ = try rater.rate(
      pieces, workers: 1,
      rows: { rows in
        let text = String(decoding: LineFile.rated.bytes(of: rows), as: UTF8.self)
        found.withLock { $0.rows += text.split(separator: "\r\n").map(String.init) }
      },
      rejects: { rows in found.withLock { $0.rejects += rows.map { "\($0.line)" } } })
    return found.withLock { $0 }
  }

  /// Every record, cell by cell, and every row as a quote.
  func plain(_ log: [UInt8]) throws -> Found {
    let log = log.last == UInt8(ascii: "\n") ? log : log + [UInt8(ascii: "\n")]
    var found = Found()
    try log.withUnsafeBufferPointer { bytes in
      let header = CSVRecord(bytes, at: 0)
      var (place, line) = (header.end, header.lineCount + 1)
      while place < bytes.count {
        let record = CSVRecord(bytes, at: place)
        if let quote = record.fault {
          throw LineFault.quote(quote).error(after: line - 1)
        }
        if record.cells != [[]] {
          add(exact.rate(bytes, DeferredRow(start: place, line: line)), line, to: &found)
        }
        place = record.end
        line += record.lineCount
      }
    }
    return found
  }

  private func add(_ outcome: ExactRater.Outcome, _ line: Int, to found: inout Found) {
    guard case .rated(let ratings) = outcome else { return found.rejects.append("\(line)") }
    for rating in ratings {
      let amount = Money(picounits: rating.picounits, in: .usd)
      let shown = rating.completeness == .unknown ? "" : amount.decimalText
      let range = rating.range ?? RatedRange(amount)
      found.rows.append(
        [
          "\(line)", "\(book.offers[rating.key.offer].id)", shown, rating.completeness.rawValue,
          range.floor.decimalText, range.ceiling?.decimalText ?? "",
          range.reasons.map(\.rawValue).joined(separator: " "),
        ].joined(separator: ","))
    }
  }
}
