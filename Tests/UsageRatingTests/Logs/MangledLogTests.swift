import BillingTypes
import PricingRules
import SampleLogs
import TestSupport
import Testing

@testable import UsageRating

/// The quick reader against the plain one on logs in which bytes were changed.
@Suite("Mangled logs")
struct MangledLogTests {
  /// What stands in the place of a byte: what a reader of CSV looks for, and what it may not expect.
  private static let mistakes: [[UInt8]] =
    [",", ",,,,,,,,,", "\n", "\r\n", "\r", "\"", " ", "", "\0", "+", "-", ".", "9", "a", "é"].map {
      Array($0.utf8)
    } + [
      Array(repeating: UInt8(ascii: "7"), count: 70),
      Array(repeating: UInt8(ascii: "w"), count: 63),
    ]

  private func mangled(_ text: String, seed: UInt64) -> String {
    var random = SplitMix64(seed: seed)
    var bytes = Array(text.utf8)
    let header = (bytes.firstIndex(of: UInt8(ascii: "\n")) ?? 0) + 1
    for _ in 0..<60 {
      let place = Int.random(in: header..<bytes.count, using: &random)
      let mistake = Self.mistakes[Int.random(in: 0..<Self.mistakes.count, using: &random)]
      bytes.replaceSubrange(place..<place + 1, with: mistake)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Every record, cell by cell.
  private func plain(_ text: String) throws -> (rows: [String], rejects: [String]) {
    let catalogue = try Repository.catalogue()
    var bytes = Array(text.utf8)
    if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    return try bytes.withUnsafeBufferPointer { bytes in
      let header = CSVRecord(bytes, at: 0)
      let places = DecimalPlaces(catalogue)
      let layout = try LogLayout(
        header: Array(bytes[..<header.end]), catalogue: catalogue, places: places)
      let book = RatingBook(catalogue, RatingOptions(), layout, places: places)
      let rater = ExactRater(book)
      var (rows, rejects): ([String], [String]) = ([], [])
      var (place, line) = (header.end, 2)
      while place < bytes.count {
        let record = CSVRecord(bytes, at: place)
        let isEmptyLine = record.cells == [[]]
        switch isEmptyLine ? .rated([]) : rater.rate(bytes, DeferredRow(start: place, line: line)) {
        case .rated(let ratings):
          for rating in ratings {
            let amount = Money(picounits: rating.picounits, in: .usd).decimalText
            let shown = rating.completeness == .unknown ? "" : amount
            rows.append(
              "\(line),\(book.offers[rating.key.offer].id),\(shown),\(rating.completeness.rawValue)"
            )
          }
        case .rejected: rejects.append("\(line)")
        }
        place = record.end
        line += record.lineCount
      }
      return (rows, rejects)
    }
  }

  @Test("What was changed changes the same rows for both readers", arguments: 0..<24)
  func sameRows(seed: Int) throws {
    let whole = try SampleLog.text(rows: 300, badInMillion: 20_000, seed: UInt64(seed))
    let text = mangled(whole, seed: UInt64(seed))
    let (rows, rejects) = try plain(text)
    let log = try RatedLog(text, workers: 1, size: 1 << 20)
    #expect(log.rows == rows)
    #expect(log.rejects.compactMap { $0.split(separator: ",").first.map(String.init) } == rejects)
    #expect(rejects.count > 10)
  }
}
