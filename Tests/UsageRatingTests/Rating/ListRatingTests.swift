import BillingTypes
import CostAnalysis
import PricingRules
import SampleLogs
import TestSupport
import Testing

@testable import UsageRating

/// Logs that give sizes of single pictures sent in.
@Suite("Lists in logs")
struct ListRatingTests {
  static let edits: [OfferID] = [
    "openai/gpt-image-2/edit", "gmi-cloud/gpt-image-2/edit", "fal/gpt-image-2/edit",
  ]

  /// A random log of edits, up to three pictures of which have sizes of their own.
  static func log(rows: Int, seed: UInt64) throws -> String {
    let catalogue = try Repository.catalogue()
    var options = SampleLog.Options(rows: rows, from: try #require(Month("2026-06")))
    options.seed = seed
    options.badInMillion = 30_000
    options.elements = 3
    var bytes: [UInt8] = []
    try SampleLog(catalogue, offers: edits.compactMap { catalogue.offer($0) }, options)
      .write { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The same log with quotes around every cell: columns leave such rows to the exact rater.
  static func quoted(_ text: String) -> String {
    text.split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map { "\"\($0)\"" }
        .joined(separator: ",")
    }.joined(separator: "\n") + "\n"
  }

  @Test(
    "Columns and the exact rater agree about every row",
    arguments: [
      (RatingTarget.asLogged, true), (.asLogged, false), (.everyOffer, true), (.everyOffer, false),
      (.offer("openai/gpt-image-2/edit"), true), (.offer("gmi-cloud/gpt-image-2/edit"), true),
      (.offer("stability/stable-image/inpaint"), true),
    ])
  func columnsAgree(target: RatingTarget, assumesDefaults: Bool) throws {
    let rows = assumesDefaults ? Thoroughness.count(400, few: 100) : Thoroughness.count(80, few: 50)
    let text = try Self.log(rows: rows, seed: assumesDefaults ? 5 : 6)
    #expect(text.prefix { $0 != "\n" }.contains("reference_height_3"))
    let options = RatingOptions(target: target, assumesDefaults: assumesDefaults)
    let fast = try RatedLog(text, options)
    let exact = try RatedLog(Self.quoted(text), options)
    #expect(fast.document == exact.document)
    #expect(fast.rows == exact.rows)
    #expect(fast.rejects == exact.rejects)
    #expect(fast.rows.count > rows / 3)
  }

  @Test("Columns in memory sum what quotes come to, whichever pictures have sizes of their own")
  func columnsInMemory() throws {
    let quoter = Quoter(catalogue: try Repository.catalogue(), asOf: Repository.today)
    let names = [
      "reference_images", "reference_width", "reference_width_1", "reference_height_1",
      "reference_height_2", "reference_width_4",
    ]
    let pricer = try ColumnPricer(Self.edits[0], quoter, columns: names)
    var random = SplitMix64(seed: 8)
    let cells: [[String?]] = (0..<400).map { _ in
      names.map { name in
        if random.below(3) == 0 { return nil }
        return name == "reference_images"
          ? "\(1 + random.below(6))" : "\([64, 512, 900, 1179, 2556, 6000][random.below(6)])"
      }
    }
    var (sum, refused) = (Int128(0), 0)
    for row in cells {
      let request = Request(
        zip(names, row).compactMap { name, cell in cell.map { (name: name, text: $0) } })
      do throws(RequestError) {
        sum += try quoter.quote(Self.edits[0], request).amount?.picounits ?? 0
      } catch {
        #expect(error.description.contains("there is no such one"))
        refused += 1
      }
    }
    let total = pricer.price(
      names.indices.map { column in
        cells.map {
          $0[column].flatMap { pricer.columns[column].cell($0) } ?? ColumnPricer.notGiven
        }
      })
    #expect(total.amount.picounits == sum)
    #expect(total.refused == refused && refused > 20)
  }

  static let head =
    "timestamp,offer,quality,width,height,images,partial_images,prompt_tokens,cached_prompt_tokens,service_tier"
  static let row = "2026-09-01T00:00:00Z,openai/gpt-image-2/edit,low,1024,1024,1,0,60,0,standard"

  @Test("A column with a list of sizes is read as the columns of single pictures are, and said")
  func listColumn() throws {
    let list = try RatedLog(
      "\(Self.head),reference_sizes\n\(Self.row),1179x2556+512x512+64x64\n", RatingOptions())
    let single = try RatedLog(
      "\(Self.head),reference_width_1,reference_height_1,reference_width_2,reference_height_2,"
        + "reference_width_3,reference_height_3\n\(Self.row),1179,2556,512,512,64,64\n",
      RatingOptions())
    // 60 tokens of text, 1482 + 1024 + 16 of pictures and 196 that come out.
    #expect(single.rows == ["2,openai/gpt-image-2/edit,0.026356,complete,0.026356,0.026356,"])
    #expect(list.rows == single.rows)
    let catalogue = try Repository.catalogue()
    let layout = try LogLayout(
      header: Array("\(Self.head),Reference_sizes\n".utf8), catalogue: catalogue,
      places: DecimalPlaces(catalogue))
    #expect(
      layout.reading.synonyms.map { "\($0.column) \($0.name)" } == [
        "Reference_sizes reference_width x reference_height"
      ])
    #expect(layout.values.count { $0.name.hasPrefix("reference_width_") } == 16)
  }

  @Test(
    "Where a picture's size is not reported, its row is open; where all are, nothing is",
    arguments: [
      ("2,1179,2556,512,512", "0.02622800", "0.026228"),
      (",1179,2556,512,512", "0.026228", "0.026228"),
      // The second picture may have any size: from one token to 1536.
      ("2,1179,2556,,", "0.018044", "0.030324"),
    ])
  func openness(cells: String, floor: String, ceiling: String) throws {
    let log = try RatedLog(
      "\(Self.head),reference_images,reference_width_1,reference_height_1,reference_width_2,"
        + "reference_height_2\n\(Self.row),\(cells)\n", RatingOptions())
    let row = try #require(log.rows.first?.split(separator: ",", omittingEmptySubsequences: false))
    #expect(try DecimalText.parse(String(row[4])) == Sample.number(floor))
    #expect(String(row[5]) == ceiling)
  }

  @Test("A picture beyond the count, and a text that is no list, make bad rows")
  func badRows() throws {
    let beyond = try RatedLog(
      "\(Self.head),reference_images,reference_width_3\n\(Self.row),2,64\n", RatingOptions())
    #expect(
      beyond.rejects == [
        "2,openai/gpt-image-2/edit: reference_width_3: there is no such one; 'reference_images' is 2"
      ])
    let text = try RatedLog("\(Self.head),reference_sizes\n\(Self.row),big\n", RatingOptions())
    #expect(
      text.rejects == [
        "2,\"reference_sizes: 'big' is not a list of sizes; write width and height of each, such as 1024x768+512x512, 256 at most\""
      ] || text.rejects.first?.contains("'big' is not a list of sizes") == true)
  }

  @Test(
    "A list beside the columns of its pictures is refused",
    arguments: ["reference_sizes,reference_width_2", "reference_height_1,Reference_Sizes"])
  func twice(columns: String) throws {
    let error = try #require(throws: LogError.self) {
      try RatedLog("\(Self.head),\(columns)\n", RatingOptions())
    }
    #expect(error.description.contains("means the same as"), "\(error)")
  }
}
