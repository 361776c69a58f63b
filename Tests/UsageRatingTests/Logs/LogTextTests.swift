import BillingTypes
import CostAnalysis
import PricingRules
import TestSupport
import Testing

@testable import UsageRating

/// What CSV may look like, and what is wrong with a row or a header, word for word.
@Suite("The text of a usage log")
struct LogTextTests {
  private static let high = "openai/gpt-image-2/generate,0.21102,complete,0.21102,0.21102,"

  @Test(
    "Logs that say the same are read the same",
    arguments: [
      "timestamp,offer,quality\n2027-03-01T00:00:00Z,openai/gpt-image-2/generate,high\n",
      "timestamp,offer,quality\n2027-03-01T00:00:00Z,openai/gpt-image-2/generate,high",
      "timestamp,offer,quality\r\n2027-03-01T00:00:00Z,openai/gpt-image-2/generate,high\r\n",
      "\u{FEFF}timestamp,offer,quality\n2027-03-01T00:00:00Z,openai/gpt-image-2/generate,high\n",
      "quality,offer,timestamp\nhigh,openai/gpt-image-2/generate,2027-03-01T00:00:00Z\n",
      "timestamp,offer,quality\n\"2027-03-01T00:00:00Z\",\"openai/gpt-image-2/generate\",\"high\"\n",
      "\"timestamp\",\"offer\",\"quality\"\n2027-03-01T00:00:00.250Z,openai/gpt-image-2/generate,high\n",
      "timestamp,offer,quality\n2027-02-28T23:30:00-01:00,openai/gpt-image-2/generate,high\n",
      "timestamp,offer,quality,feature\n2027-03-01T00:00:00Z,openai/gpt-image-2/generate,high,a b\n",
      "timestamp,offer,quality,width\n2027-03-01T00:00:00Z,openai/gpt-image-2/generate,high,1024.0\n",
    ])
  func sameLog(text: String) throws {
    let log = try RatedLog(text)
    #expect(log.rows == ["2,\(Self.high)"], "\(log.rejects)")
    #expect(log.rating.groups.map(\.month.description) == ["2027-03"])
  }

  @Test("Lines are counted through quoted line ends, empty lines and pieces")
  func linesAreCounted() throws {
    let row = "2027-03-01T00:00:00Z,openai/gpt-image-2/generate,"
    let text =
      "timestamp,offer,feature,quality\n\(row)\"a\nb\",high\n\n\(row)\"c \"\"d\"\"\",high\n"
      + "\(row)e,ultra\n\(row)f,high\n"
    for size in [64, 128, 1 << 12] {
      let log = try RatedLog(text, size: size)
      #expect(log.rows == ["2,\(Self.high)", "5,\(Self.high)", "7,\(Self.high)"])
      #expect(log.rejects.map { $0.prefix(2) } == ["6,"])
    }
  }

  @Test(
    "A bad row says what was found and what would be right",
    arguments: [
      (
        "2027-03-01T00:00:00Z,openai/gpt-image-2/generate,ultra,",
        "\"openai/gpt-image-2/generate: quality: 'ultra' is not legal; legal are 'low', 'medium', 'high'\""
      ),
      (
        "2027-03-01T00:00:00Z,openai/gpt-image-2/generate,high",
        "the row has 3 cells and the header 4 columns"
      ),
      (
        "2027-03-01T00:00:00Z,openai/gpt-image-2/generate,high,,",
        "the row has 5 cells and the header 4 columns"
      ),
      (
        "yesterday,openai/gpt-image-2/generate,high,",
        "timestamp: 'yesterday' is no time such as 2027-03-01T12:00:00Z"
      ),
      (
        "2027-02-29T00:00:00Z,openai/gpt-image-2/generate,high,",
        "timestamp: '2027-02-29T00:00:00Z' is no time such as 2027-03-01T12:00:00Z"
      ),
      (
        "2027-03-01T24:00:00Z,openai/gpt-image-2/generate,high,",
        "timestamp: '2027-03-01T24:00:00Z' is no time such as 2027-03-01T12:00:00Z"
      ),
      (",openai/gpt-image-2/generate,high,", "timestamp: the cell is empty"),
      ("2027-03-01T00:00:00Z,,high,", "offer: the cell is empty"),
      (
        "2027-03-01T00:00:00Z,openai/gpt-image-2/generat,high,",
        "no offer is called 'openai/gpt-image-2/generat'; did you mean 'openai/gpt-image-2/generate' or 'openai/gpt-image-1/generate' or 'openai/gpt-image-1.5/generate'?"
      ),
      (
        "2026-01-01T00:00:00Z,openai/gpt-image-2/generate,high,",
        "openai/gpt-image-2/generate is not sold on 2026-01-01; it is sold from 2026-04-21"
      ),
      (
        "2027-03-01T00:00:00Z,stability/sd3.5-large/generate,high,",
        "\"stability/sd3.5-large/generate: unknown parameter 'quality'; the offer knows 'images', 'outcome', 'output_images'\""
      ),
      ("2027-03-01T00:00:00Z,openai/gpt-image-2/generate,\"high\"x,", "the quotes are not right"),
      ("2027-03-01T00:00:00Z,openai/gpt-image-2/generate,\"high\" ,", "the quotes are not right"),
      ("2027-03-01T00:00:00Z,\"openai/gpt-image-2\"/generate,high,", "the quotes are not right"),
      ("2027-03-01T00:00:00Z,openai/gpt-image-2/generate,high,\"\"1", "the quotes are not right"),
      ("2027-03-01T00:00:00Z,openai/gpt-image-2/generate,hi\"gh,", "the quotes are not right"),
      (
        "\0\0\0\0\0\0\0\0\0\0T12:00:00Z,openai/gpt-image-2/generate,high,",
        "timestamp: the cell holds a NUL byte; a log is plain text"
      ),
      (
        "2027-03-01T00:00:00Z,openai/gpt-image-2/generate,\0,",
        "quality: the cell holds a NUL byte; a log is plain text"
      ),
      (
        "2027-03-01T00:00:00.11111111111111111111111111111111111111111111Z,openai/gpt-image-2/generate,high,",
        "timestamp: '2027-03-01T00:00:00.1111111111111111111111111111111111111111…' is no time such as 2027-03-01T12:00:00Z"
      ),
      (
        "2027-03-01T00:00:00Z,openai/gpt-image-2/generate,high,16",
        "openai/gpt-image-2/generate: the longer side may be at most three times the shorter one"
      ),
    ])
  func badRow(row: String, reason: String) throws {
    let log = try RatedLog("timestamp,offer,quality,width\n\(row)\n")
    #expect(log.rejects == ["2,\(reason)"])
    #expect(log.rows == [])
    #expect(log.rating.rejected == 1)
  }

  @Test(
    "A header that cannot be understood says why",
    arguments: [
      (
        "timestamp,offer,qualty\n",
        "line 1: unknown column 'qualty'; did you mean 'quality'?; --ignore-columns leaves out what is not known"
      ),
      (
        "timestamp,quality\n",
        "line 1: no column is called 'offer'; the header is 'timestamp' and 'quality'"
      ),
      (
        "offer,quality\n",
        "line 1: no column is called 'timestamp'; the header is 'offer' and 'quality'"
      ),
      (
        "timestamp;offer;quality\n",
        "line 1: the header 'timestamp;offer;quality' is one column, separated by ';'; a usage log has ',' between cells, and '.' in numbers"
      ),
      (
        "offer\tquality\n",
        "line 1: the header 'offer\tquality' is one column, separated by tabs; a usage log has ',' between cells, and '.' in numbers"
      ),
      ("timestamp,offer,offer\n", "line 1: column 'offer' is there twice"),
      ("timestamp,,offer\n", "line 1: column 2 has no name"),
      ("timestamp,offer,\"quality\"x\n", "line 1: the header's quotes are not right"),
      (
        "timestamp,offer,\"quality\n",
        "line 1: the quote that opens a cell here is never closed; \(closing)"
      ),
      ("timestamp,offer,qual\0ity\n", "line 1: the name of column 3 holds a NUL byte"),
    ])
  func badHeader(text: String, message: String) {
    #expect(throws: LogError(message)) { try RatedLog(text) }
  }

  private static let closing =
    "behind the closing quote there must be a comma or the end of the line, and a quote inside of "
    + "quotes is written twice"

  @Test(
    "A quote that is not closed ends the reading and names its line, however the log is cut",
    arguments: [64, 300, 1 << 12, 1 << 20], [1, 3])
  func openQuote(size: Int, workers: Int) {
    let row = "2027-03-01T00:00:00Z,openai/gpt-image-2/generate,high,"
    func log(_ cells: [String]) -> String {
      "timestamp,offer,quality,feature\n" + cells.map { "\(row)\($0)\n" }.joined()
    }
    let plain = [String](repeating: "shop", count: 30)
    let quoted = [String](repeating: "\"shop\"", count: 30)
    for (text, message) in [
      (
        log(plain + ["\"shop"] + plain), "line 32: the quote that opens a cell here is never closed"
      ),
      (
        log(plain + ["\"a\nb\"", "\""]), "line 34: the quote that opens a cell here is never closed"
      ),
      (
        log(quoted + ["\"shop"] + quoted),
        "line 32: the quote that opens a cell here is closed on line 33 with something behind it"
      ),
      (
        log(plain + ["\"shop", "shop\" "] + plain),
        "line 32: the quote that opens a cell here is closed on line 33 with something behind it"
      ),
    ] {
      #expect(throws: LogError("\(message); \(Self.closing)")) {
        try RatedLog(text, workers: workers, size: size)
      }
    }
  }

  @Test("A row, or a quote, that goes on for more than is read names its line")
  func endlessRow() {
    let rows = [String](
      repeating: "2027-03-01T00:00:00Z,openai/gpt-image-2/generate,high,shop\n", count: 320_000)
    let head = "timestamp,offer,quality,feature\n\(rows[0])"
    let quote = "2027-03-01T00:00:00Z,openai/gpt-image-2/generate,high,\"\n"
    #expect(
      throws: LogError(
        "line 3: the quote that opens a cell here is never closed; \(Self.closing)")
    ) { try RatedLog(head + quote + rows.joined()) }
    let long = String(repeating: "x", count: LogPieces.longestRecord)
    #expect(throws: LogError("line 3: the row that begins here is longer than 16 MiB")) {
      try RatedLog(head + "2027-03-01T00:00:00Z,openai/gpt-image-2/generate,high,\(long)\n")
    }
  }

  @Test("A NUL byte makes a row bad wherever it stands, in what is not looked at too")
  func nulByte() throws {
    let row = "2027-03-01T00:00:00Z,openai/gpt-image-2/generate,high"
    let log = try RatedLog(
      "timestamp,offer,quality,feature\n\(row),a\0b\n\(row),\"\0\"\n\(row),a\n")
    #expect(log.rows == ["4,\(Self.high)"])
    #expect(
      log.rejects == [2, 3].map { "\($0),feature: the cell holds a NUL byte; a log is plain text" })
  }

  @Test("A line without anything is no row, even where there is but one column")
  func emptyLines() throws {
    let log = try RatedLog(
      "offer\n\nopenai/gpt-image-2/generate\n\r\n\n", RatingOptions(asOf: Repository.today))
    #expect(log.rows.map { $0.prefix(2) } == ["3,"])
    #expect(log.rejects == [])
  }

  @Test("A hundred thousand columns are read once, not once for each other")
  func manyColumns() throws {
    let count = 100_000
    let names = (0..<count).map { "c\($0)" }.joined(separator: ",")
    let cells = [String](repeating: "", count: count).joined(separator: ",")
    let text =
      "timestamp,offer,quality,\(names)\n2027-03-01T00:00:00Z,openai/gpt-image-2/generate,high,\(cells)\n"
    #expect(try RatedLog(text, ignoresUnknown: true).rows == ["2,\(Self.high)"])
    let error = #expect(throws: LogError.self) { try RatedLog("\(names)\n", ignoresUnknown: true) }
    #expect((error?.description.utf8.count ?? 0) < 1000)
    #expect(error?.description.hasSuffix("'c39' and 99960 more") == true)
  }

  @Test("Columns that nobody knows can be left out")
  func unknownColumnsCanBeIgnored() throws {
    let text =
      "timestamp,cost center,offer,quality\n2027-03-01T00:00:00Z,x y,openai/gpt-image-2/generate,high\n"
    #expect(try RatedLog(text, ignoresUnknown: true).rows == ["2,\(Self.high)"])
  }
}
