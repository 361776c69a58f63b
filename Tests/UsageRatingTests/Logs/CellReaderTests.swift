import BillingTypes
import PricingRules
import TestSupport
import Testing

@testable import UsageRating

/// Cells that are read eight bytes at a time against plain reading.
@Suite("Cells")
struct CellReaderTests {
  private func number(_ text: String, places: Int) -> Int64 {
    var bytes = Array(text.utf8) + Array(",999999999999999999999999".utf8)
    bytes += [UInt8](repeating: 0, count: 64)
    let scale = (0..<places).reduce(Int64(1)) { scale, _ in scale * 10 }
    return bytes.withUnsafeBufferPointer {
      $0.baseAddress.map { CellReader.number($0, text.utf8.count, scale, places) } ?? 0
    }
  }

  @Test("Whole numbers of every length are read", arguments: [0, 6])
  func wholeNumbers(places: Int) throws {
    let scale = (0..<places).reduce(Int64(1)) { scale, _ in scale * 10 }
    for digits in 1...12 {
      for text in [
        String(repeating: "9", count: digits), "1" + String(repeating: "0", count: digits - 1),
        String("1234567890123".prefix(digits)), String(repeating: "0", count: digits),
      ] {
        #expect(number(text, places: places) == (Int64(text) ?? -1) * scale, "\(text)")
      }
    }
  }

  @Test(
    "Decimals are read as far as the column counts, further ones are odd unless they are zeros",
    arguments: [
      ("1.5", 1_500_000), ("0.000001", 1), ("12.3456789", nil), ("7.50000000", 7_500_000),
      ("1.", nil), (".5", nil), ("-1", nil), ("1e3", nil), ("1 000", nil), ("12a", nil), ("a", nil),
      ("1234567890123456789", nil), ("12345678901.25", 12_345_678_901_250_000), ("1.2.3", nil),
      ("١", nil),
    ] as [(String, Int64?)])
  func decimals(text: String, value: Int64?) {
    #expect(number(text, places: 6) == value ?? ColumnRead.odd)
  }

  @Test("Words of every length are found, and no others")
  func words() {
    let words = (1...40).map { String(repeating: "w", count: $0) } + ["high", "low", "16:9"]
    let index = WordIndex(words)
    for (code, word) in words.enumerated() {
      for other in [word, word + "x", "x" + word] {
        var bytes = Array(other.utf8) + Array(",high".utf8)
        bytes += [UInt8](repeating: 0, count: 64)
        let found = bytes.withUnsafeBufferPointer {
          $0.baseAddress.map { CellReader.word($0, other.utf8.count, index) }
        }
        let expected = other == word ? Int64(code) : ColumnRead.odd
        #expect(found == expected, "\(other)")
      }
    }
  }

  @Test("Ids are found whatever stands behind them, and no others")
  func ids() throws {
    let ids = try Repository.catalogue().offers.map(\.id.rawValue)
    let index = OfferIndex(ids)
    for (place, id) in ids.enumerated() {
      for (other, expected) in [
        (id, place), (id + "x", -1), (String(id.dropLast()), -1), ("/", -1),
      ] {
        var bytes = Array(other.utf8) + Array(",x".utf8)
        bytes += [UInt8](repeating: 0, count: 64)
        let found = bytes.withUnsafeBufferPointer {
          $0.baseAddress.map { index.table.place(of: $0, other.utf8.count) }
        }
        #expect(found == Int32(expected), "\(other)")
      }
    }
  }

  @Test(
    "The quick reader of times accepts nothing that the plain one refuses, and finds the same days",
    arguments: [
      "2027-03-01T00:00:00Z", "2027-12-31T23:59:60Z", "2024-02-29T12:30:59.123456Z",
      "2027-02-29T00:00:00Z", "2027-03-01T24:00:00Z", "2027-03-01T12:60:00Z",
      "2027-03-01T12:00:61Z", "2027-03-01t12:00:00z", "2027-03-01 12:00:00Z",
      "2027-03-01T12:00:00.Z", "2027-03-01T12:00:00+00:00", "2027-03-01T1a:00:00Z",
      "2027-13-01T12:00:00Z", "2027-03-01T12:00:0Z", "2027/03/01T12:00:00Z", "2027-03-01T29:00:00Z",
    ])
  func times(text: String) {
    let reader = DateReader()
    var bytes = Array(text.utf8)
    let count = bytes.count
    bytes += [UInt8](repeating: 0, count: 64)
    // A second look finds the day that the first one kept.
    for _ in 1...2 {
      let day = bytes.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { reader.read($0, count) } ?? DateReader.none
      }
      let plain = LogTimestamp.day(Array(text.utf8))
      #expect(day == DateReader.none || day == plain.map { Int32($0.number) })
      if plain != nil, text.hasSuffix("Z"), text.contains("T") { #expect(day != DateReader.none) }
    }
  }

  @Test("Days of four years are told apart, whatever was read before")
  func days() throws {
    let reader = DateReader()
    let first = try #require(Day("2024-01-01")).number
    for number in Array(first..<first + 1461) + Array((first..<first + 1461).reversed()) {
      let bytes = Array("\(Day(number: number))T12:00:00Z".utf8) + [UInt8](repeating: 0, count: 64)
      let day = bytes.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { reader.read($0, 20) } ?? DateReader.none
      }
      #expect(day == Int32(number))
    }
  }
}
