import BillingTypes
import CostAnalysis
import PricingRules
import ReportGenerator
import SampleLogs
import TestSupport
import Testing

@testable import UsageRating

/// Bulk rating against quotes, row by row, on random logs of every shipped offer.
@Suite("Laws of rating in bulk")
struct LogRatingLawTests {
  /// What each row of a plain log comes to as a quote: the amount, nothing where nothing is known, or
  /// `bad`.
  private func quotes(_ text: String) throws -> [(line: Int, offer: String, result: String)] {
    let catalogue = try #require(OfferShapes.logged)
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let head = try #require(lines.first)
    return lines.dropFirst().enumerated().map { index, cells in
      guard cells.count == head.count else { return (index + 2, "", "bad") }
      var request = Request()
      for (name, cell) in zip(head, cells).dropFirst(3) where !cell.isEmpty { request[name] = cell }
      guard let day = LogTimestamp.day(cells[0].utf8.map { $0 }),
        let quote = try? Quoter(catalogue: catalogue, asOf: day).quote(OfferID(cells[1]), request)
      else { return (index + 2, cells[1], "bad") }
      let amount = quote.completeness == .unknown ? "" : quote.amount?.decimalText ?? ""
      let codes = Set(quote.range.reasons.map(\.code.rawValue)).sorted()
      let range =
        "\(quote.range.floor.decimalText),\(quote.range.ceiling?.decimalText ?? ""),"
        + codes.joined(separator: " ")
      return (index + 2, cells[1], "\(amount),\(quote.completeness.rawValue),\(range)")
    }
  }

  @Test(
    "Sums are the same, ranges and reasons too, whether or not rows are looked at one by one",
    arguments: [true, false], [5, 6])
  func sumsAreThoseOfRows(assumesDefaults: Bool, seed: UInt64) throws {
    let count = Thoroughness.count(
      assumesDefaults ? 6_000 : 1000, few: assumesDefaults ? 3000 : 400)
    let text = try SampleLog.text(rows: count, badInMillion: 0, seed: seed)
    let options = RatingOptions(assumesDefaults: assumesDefaults)
    let rowByRow = try RatedLog(text, options)
    let byColumns = try RatedLog(text, options, listsRows: false)
    #expect(byColumns.document == rowByRow.document)
    let open = byColumns.rating.groups.filter { !$0.range.isSingle && $0.range.ceiling != nil }
    let reasons = Set(open.flatMap(\.range.reasons))
    #expect(reasons.isSuperset(of: [.outcomeUnknown, .sourcesDisagree]), "\(reasons)")
  }

  @Test(
    "Every row costs exactly what a quote says, range and all; what a quote prices is never bad",
    arguments: [3, 4])
  func rowsAreQuotes(seed: UInt64) throws {
    let count = Thoroughness.count(3000, few: 1000)
    let text = try SampleLog.text(rows: count, badInMillion: 60_000, seed: seed)
    let head = try #require(text.split(separator: "\n").first)
    #expect(head.hasPrefix("timestamp,offer,feature,"))
    let log = try RatedLog(text, RatingOptions(assumesDefaults: true))
    let expected = try quotes(text)
    let quoted = expected.filter { $0.result != "bad" }.map {
      "\($0.line),\($0.offer),\($0.result)"
    }
    let rows = Dictionary(uniqueKeysWithValues: log.rows.map { ($0.prefix { $0 != "," }, $0) })
    for quote in quoted {
      let row = try #require(rows[quote.prefix { $0 != "," }], "\(quote)")
      guard row != quote else { continue }
      // Charge by charge, and searched less far, a range may be wider; it is never narrower.
      let (own, whole) = (
        row.split(separator: ",", omittingEmptySubsequences: false),
        quote.split(separator: ",", omittingEmptySubsequences: false)
      )
      #expect(own[..<4] == whole[..<4], "\(row) against \(quote)")
      #expect(
        try DecimalText.parse(String(own[4])) <= DecimalText.parse(String(whole[4])),
        "\(row) against \(quote)")
      #expect(
        try own[5].isEmpty
          || !whole[5].isEmpty
            && DecimalText.parse(String(own[5])) >= DecimalText.parse(String(whole[5])),
        "\(row) against \(quote)")
    }
    let bad = Set(expected.filter { $0.result == "bad" }.map { "\($0.line)" })
    // Logs and SQL share a limit of metered values that is lower than that of a quote.
    let rejected = log.rejects.filter { !$0.contains("is not legal; legal are numbers from 0 to") }
    #expect(rejected.filter { !bad.contains(String($0.prefix { $0 != "," })) } == [])
    #expect(log.rows.count + log.rejects.count == count)
    // What is fully metered needs no legal parameters, here and there.
    #expect(rows.count == quoted.count)
    #expect(log.rating.rejected > count / 30)
    #expect(log.rating.rows + log.rating.rejected == count)
  }

  @Test("Sums are those of the rows")
  func sumsAreThoseOfRows() throws {
    let log = try RatedLog(try SampleLog.text(rows: 3000, badInMillion: 20_000))
    var amounts: [String: Rational] = [:]
    for row in log.rows {
      let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let amount = cells[2].isEmpty ? Rational.zero : try DecimalText.parse(cells[2])
      amounts[cells[1]] = try (amounts[cells[1]] ?? .zero) + amount
    }
    let groups = Dictionary(grouping: log.rating.groups, by: \.offer)
    for (offer, own) in groups {
      #expect(try Money.sum(own.map(\.amount), in: .usd).units == amounts[offer.rawValue])
    }
    #expect(groups.count > 35)
  }

  @Test(
    "Threads and the size of pieces change nothing",
    arguments: [(1, 1 << 18), (1, 300), (3, 1000), (8, 1 << 12)])
  func threadsChangeNothing(workers: Int, size: Int) throws {
    let text = try SampleLog.text(rows: 2000, badInMillion: 50_000)
    let usual = try RatedLog(text)
    let other = try RatedLog(text, workers: workers, size: size)
    #expect(other.document == usual.document)
    #expect(other.rows == usual.rows)
    #expect(other.rejects == usual.rejects)
  }

  @Test("More rows of one offer than wait at once cost the same as in small pieces")
  func fullPart() throws {
    let rows = (0..<2500).map { row in
      "2026-11-\(10 + row % 20)T00:00:00Z,openai/gpt-image-2/generate,\(row % 9 == 8 ? "huge" : "low"),\(row % 4000)"
    }
    let text = (["timestamp,offer,quality,prompt_tokens"] + rows).joined(separator: "\n") + "\n"
    let whole = try RatedLog(text, workers: 1, size: 1 << 20)
    let cut = try RatedLog(text, workers: 1, size: 1 << 12)
    #expect(whole.rating.rows == 2500 - 277)
    #expect(whole.document == cut.document)
    #expect(whole.rows == cut.rows)
    #expect(whole.rejects == cut.rejects)
  }

  @Test("More offers, months and outcomes than wait at once cost the same as in small pieces")
  func manyParts() throws {
    let text = try SampleLog.text(rows: 4000, badInMillion: 20_000)
    let whole = try RatedLog(text, workers: 1, size: 1 << 21)
    let cut = try RatedLog(text, workers: 1, size: 1 << 12)
    // 256 wait at once.
    #expect(whole.rating.groups.count > 256)
    #expect(whole.document == cut.document)
    #expect(whole.rows == cut.rows)
  }

  /// The same log with quotes around every cell: columns leave such rows to the exact rater.
  private func quoted(_ text: String) -> String {
    text.split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map { "\"\($0)\"" }
        .joined(separator: ",")
    }.joined(separator: "\n") + "\n"
  }

  /// The same log without some of its columns.
  private func without(_ names: Set<String>, _ text: String) -> String {
    let rows = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let kept = (rows.first ?? []).map { !names.contains(String($0)) }
    return rows.map { cells in
      zip(cells, kept).filter(\.1).map(\.0).joined(separator: ",")
    }.joined(separator: "\n") + "\n"
  }

  @Test(
    "Columns and the exact rater agree under other offers too",
    arguments: [
      (RatingTarget.everyOffer, 3, []), (.everyOffer, 8, []),
      (.everyOffer, 3, ["seconds", "audio"]), (.everyOffer, 5, ["images", "videos", "width"]),
      (.offer("fal/gpt-image-2/generate"), 3, []), (.offer("google/veo-3.1-fast/generate"), 3, []),
      (.offer("runway/gen4.5/generate"), 4, ["seconds"]),
      (.offer("heygen/liveavatar-lite/session"), 3, []), (.offer("openai/gpt-image-2/edit"), 3, []),
      (.offer("stability/sd3.5-large/generate"), 6, []),
    ] as [(RatingTarget, UInt64, Set<String>)])
  func columnsAndExactRaterAgree(
    target: RatingTarget, seed: UInt64, dropped: Set<String>
  ) throws {
    let text = without(
      dropped,
      try SampleLog.text(
        rows: target == .everyOffer ? 150 : 400, badInMillion: 30_000, seed: seed))
    let fast = try RatedLog(text, RatingOptions(target: target), catalogue: OfferShapes.logged)
    let exact = try RatedLog(
      quoted(text), RatingOptions(target: target), catalogue: OfferShapes.logged)
    #expect(fast.document == exact.document)
    #expect(fast.rows == exact.rows)
    #expect(fast.rejects == exact.rejects)
    #expect(!fast.rows.isEmpty)
  }

  @Test("Under its own offer a row costs the same as under every offer")
  func everyOfferHoldsTheOwn() throws {
    let text = try SampleLog.text(rows: 1000, badInMillion: 0)
    let own = Set(try RatedLog(text).rows)
    let all = Set(
      try RatedLog(
        text, RatingOptions(target: .everyOffer, assumesDefaults: true),
        catalogue: OfferShapes.logged
      ).rows)
    #expect(own.isSubset(of: all))
    #expect(all.count > 3 * own.count)
  }

  @Test("Prices of a day are used for all rows when one is named")
  func asOfIsUsedForAllRows() throws {
    let day = try #require(Day("2026-11-22"))
    let text = """
      timestamp,offer,feature,quality
      2020-01-01T00:00:00Z,openai/gpt-image-2/generate,a,high
      ,openai/gpt-image-2/generate,b,low

      """
    let log = try RatedLog(text, RatingOptions(asOf: day, assumesDefaults: true))
    #expect(
      log.rows == [
        "2,openai/gpt-image-2/generate,0.21102,complete,0.21102,0.21102,",
        "3,openai/gpt-image-2/generate,0.00618,complete,0.00618,0.00618,",
      ])
    #expect(log.rating.groups.map(\.month.description) == ["2020-01", "2026-11"])
  }

  @Test("An amount that sums could not hold makes its row bad; the others are priced")
  func largeAmounts() throws {
    let catalogue = try PlanCard.catalogue(replacing: "price: 0.03", with: "price: 1000000000000")
    let log = try RatedLog(
      """
      timestamp,offer,seconds,video_seconds
      2026-10-01T00:00:00Z,acme/reel/generate,8,
      2026-10-01T00:00:00Z,acme/reel/generate,,100
      2026-10-01T00:00:00Z,acme/reel/generate,,100.000001

      """, catalogue: catalogue)
    #expect(
      log.rows == [
        "2,acme/reel/generate,8000000000000,complete,8000000000000,8000000000000,",
        "3,acme/reel/generate,100000000000000,complete,100000000000000,100000000000000,",
      ])
    #expect(log.rejects == ["4,the amount is too large to be added up with those of other rows"])
    #expect(log.rating.totals.map(\.decimalText) == ["108000000000000"])
  }

  @Test(
    "A metered value beyond what 64 bits hold is refused with the largest one, as SQL refuses it")
  func meterLimit() throws {
    let row = "2026-10-01T00:00:00Z,replicate/sd3.5-large/generate"
    let log = try RatedLog(
      "timestamp,offer,output_images\n\(row),100000000\n\(row),100000001\n")
    #expect(log.rows.map { $0.prefix(2) } == ["2,"])
    #expect(
      log.rejects == [
        "3,replicate/sd3.5-large/generate: output_images: '100000001' is not legal; legal are whole numbers from 0 to 100000000"
      ])
  }
}
