import BillingTypes
import CostAnalysis
import PricingRules
import SampleLogs
import TestSupport
import Testing

@testable import UsageRating

/// What a row does not report leaves its bill open; what is metered closes it.
@Suite("Rows that do not report everything")
struct OpenRowTests {
  /// A log with the figure of its rows, and what their bills lie between.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let log: String
    let amount: String
    let floor: String
    let ceiling: String?
    var codes: [FactCode] = [.notReported]
    var assumesDefaults = false
  }

  static let cases = [
    Case(
      testDescription: "cached tokens are part of the prompt's",
      log: """
        timestamp,offer,prompt_tokens,cached_text_tokens,output_image_tokens,images,service_tier
        2026-10-15T08:00:00Z,openai/gpt-image-2/generate,2000,1024,1756,1,standard
        """, amount: "0.05884", floor: "0.05884", ceiling: "0.05884", codes: []),
    Case(
      testDescription: "a duration that holds both films",
      log: """
        timestamp,offer,seconds,input_seconds,resolution,video_seconds,region
        2026-11-28T08:00:00Z,alibaba/wan-2.7/generate,10,5,720p,15,beijing
        """, amount: "1.29018", floor: "1.29018", ceiling: "1.29018", codes: []),
    Case(
      testDescription: "a film out alone leaves the rest to the film in",
      log: """
        timestamp,offer,seconds,input_seconds,resolution,video_seconds,region
        2026-11-28T08:00:00Z,alibaba/wan-2.7/generate,10,5,720p,10,beijing
        """, amount: "1.29018", floor: "1.29018", ceiling: "1.29018", codes: []),
    Case(
      testDescription: "a film out without the length that was asked for: the film in is its own",
      log: """
        timestamp,offer,input_seconds,resolution,video_seconds,region
        2026-11-28T08:00:00Z,alibaba/wan-2.7/generate,5,720p,10,beijing
        """, amount: "1.29018", floor: "1.29018", ceiling: "1.29018", codes: []),
    Case(
      testDescription: "no film in is no film in, whatever the film out lacks of its length",
      log: """
        timestamp,offer,seconds,input_seconds,resolution,video_seconds,region
        2026-11-28T08:00:00Z,alibaba/wan-2.7/generate,5,0,720p,4.8,beijing
        """, amount: "0.4128576", floor: "0.4128576", ceiling: "0.4128576", codes: []),
    Case(
      testDescription: "a film of two seconds is no longer because less film was sent in",
      log: """
        timestamp,offer,seconds,input_seconds,resolution,input_video_seconds,region
        2026-11-28T08:00:00Z,alibaba/wan-2.7/generate,2,11,720p,5,beijing
        """, amount: "0.602084", floor: "0.602084", ceiling: "0.602084", codes: []),
    Case(
      testDescription: "a height that no default width goes with leaves the quality its default",
      log: """
        timestamp,offer,quality,width,height,images
        2026-10-01T00:00:00Z,fal/gpt-image-2/generate,,,2160,1
        """, amount: "0.401", floor: "0.012", ceiling: "0.401"),
    Case(
      testDescription:
        "tokens from the cache ask for a longer prompt, and for no other service tier",
      log: """
        timestamp,offer,quality,width,height,images,cached_prompt_tokens,partial_images
        2026-10-01T00:00:00Z,openai/gpt-image-2/generate,high,1024,1024,1,100,0
        """, amount: "0.210845", floor: "0.1054225", ceiling: "0.370345"),
    Case(
      testDescription: "a quality that nobody reported is any quality",
      log: """
        timestamp,offer,images,width,height,prompt_tokens,cached_prompt_tokens,partial_images,service_tier
        2026-06-15T00:00:00Z,openai/gpt-image-2/generate,1,1024,1024,0,0,0,standard
        """, amount: "0.05268", floor: "0.00588", ceiling: "0.21072"),
    Case(
      testDescription: "a side whose default is not legal beside the other is any that is",
      log: """
        timestamp,offer,quality,width,images,prompt_tokens,cached_prompt_tokens,partial_images,service_tier
        2026-06-15T00:00:00Z,openai/gpt-image-2/generate,low,3840,1,0,0,0,standard
        2026-06-15T00:00:00Z,openai/gpt-image-2/generate,high,3840,1,0,0,0,standard
        """, amount: "0.1635", floor: "0.1635", ceiling: "0.41139"),
    Case(
      testDescription: "unless the reader says that defaults hold",
      log: """
        timestamp,offer,images,width,height,prompt_tokens
        2026-06-15T00:00:00Z,openai/gpt-image-2/generate,1,1024,1024,0
        """, amount: "0.05268", floor: "0.05268", ceiling: "0.05268", codes: [],
      assumesDefaults: true),
    Case(
      testDescription: "what is metered needs no legal quality",
      log: """
        timestamp,offer,quality,input_text_tokens,input_image_tokens,output_image_tokens,service_tier
        2026-10-15T08:00:00Z,openai/gpt-image-2/edit,auto,19,352,439,standard
        """, amount: "0.016081", floor: "0.016081", ceiling: "0.016081", codes: []),
    Case(
      testDescription: "a failure that nobody knows the bill of is nothing to all",
      log: """
        timestamp,offer,outcome,images,quality,width,height,prompt_tokens,cached_prompt_tokens,partial_images,service_tier
        2026-10-15T08:00:00Z,openai/gpt-image-2/generate,failed,1,high,1024,1024,60,0,0,standard
        """, amount: "0", floor: "0", ceiling: "0.21102", codes: [.outcomeUnknown]),
    Case(
      testDescription: "a service tier that nobody reported may be the cheap one",
      log: """
        timestamp,offer,input_text_tokens,output_image_tokens
        2026-10-15T08:00:00Z,openai/gpt-image-2/generate,60,7024
        """, amount: "0.21102", floor: "0.10551", ceiling: "0.21102"),
    Case(
      testDescription: "a size in one cell is a width and a height",
      log: """
        timestamp,offer,quality,size,n,prompt_tokens,cached_prompt_tokens,partial_images,service_tier
        2026-10-15T08:00:00Z,openai/gpt-image-2/generate,medium,1024x1024,1,60,0,0,standard
        """, amount: "0.05298", floor: "0.05298", ceiling: "0.05298", codes: []),
    Case(
      testDescription: "an allowance counts credits that are open at both ends",
      log: """
        timestamp,offer,session_seconds,idle_seconds
        2026-10-02T00:00:00Z,heygen/liveavatar-full/session,120,
        """, amount: "475", floor: "475", ceiling: "475", codes: []),
  ]

  @Test("The amount, and what the bill lies between", arguments: cases)
  func range(item: Case) throws {
    let options = RatingOptions(
      plans: item.amount == "475" ? ["heygen/liveavatar-scale"] : [],
      assumesDefaults: item.assumesDefaults)
    let rated = try RatedLog(item.log + "\n", options)
    #expect(rated.rejects == [])
    #expect(rated.rating.totals.map(\.decimalText) == [item.amount])
    let range = try #require(rated.rating.totalRanges.first)
    #expect(range.floor.decimalText == item.floor)
    #expect(range.ceiling?.decimalText == item.ceiling)
    #expect(range.reasons == item.codes)
    #expect((rated.rating.completeness == .complete) == (item.floor == item.ceiling))
  }

  /// Everything is metered; no size is as narrow as the first one says, and none has to be.
  private static let (narrow, plain) = (
    "2026-10-01T00:00:00Z,openai/gpt-image-2/generate,high,16,,1,,100,0,100,7024,standard",
    "2026-10-01T00:00:00Z,openai/gpt-image-2/generate,high,,,1,,100,0,100,7024,standard"
  )

  @Test(
    "What became of earlier rows changes nothing of a later one",
    arguments: [[narrow], [plain], [narrow, plain], [plain, narrow], [narrow, plain, narrow]])
  func order(rows: [String]) throws {
    let header =
      "timestamp,offer,quality,width,height,images,prompt_tokens,cached_prompt_tokens,"
      + "input_text_tokens,cached_text_tokens,output_image_tokens,service_tier"
    let log = ([header] + rows).joined(separator: "\n") + "\n"
    let rated = try RatedLog(log, RatingOptions())
    #expect(rated.rejects == [])
    #expect(rated.rating.completeness == .complete)
    let each = try Rational(210_845, over: 1_000_000)
    #expect(try rated.rating.totals.map(\.units) == [each * Rational(Int128(rows.count))])
  }

  @Test("Parts that come to more than what was said are refused")
  func tooManyParts() throws {
    let rated = try RatedLog(
      """
      timestamp,offer,images,prompt_tokens,cached_text_tokens,input_text_tokens
      2026-10-15T08:00:00Z,openai/gpt-image-2/generate,1,2000,1500,500
      2026-10-15T08:00:00Z,openai/gpt-image-2/generate,1,2000,1500,501
      2026-10-15T08:00:00Z,openai/gpt-image-2/generate,1,,1500,501

      """, RatingOptions())
    #expect(rated.rejects.count == 1)
    #expect(rated.rejects[0].hasPrefix("3,"))
    #expect(rated.rejects[0].contains("input_text_tokens + cached_text_tokens are parts of"))
  }

  @Test(
    "A prompt that a metered part does not fit is no default, and what is left out may be"
  )
  func partsOfSeveralPictures() throws {
    let log = """
      timestamp,offer,images,prompt_tokens,input_text_tokens,output_image_tokens,cached_prompt_tokens
      2026-10-15T08:00:00Z,openai/gpt-image-2/generate,2,50,60,1000,
      2026-10-15T08:00:00Z,openai/gpt-image-2/generate,1,,60,1000,1000

      """
    // By the first reading a prompt of 50 is 100 for two pictures.
    #expect(try RatedLog(log, RatingOptions(assumesDefaults: true)).rejects.count == 1)
    let open = try RatedLog(log, RatingOptions())
    #expect(open.rejects == [])
    let quote = try Quoter(catalogue: Repository.catalogue(), asOf: Sample.day("2026-10-15")).quote(
      "openai/gpt-image-2/generate",
      ["prompt_tokens": "1060", "input_text_tokens": "60", "output_image_tokens": "1000"])
    let ceiling = try #require(open.rating.totalRanges.first?.ceiling)
    #expect(try ceiling.units > #require(quote.amount).units)
  }

  @Test(
    "Metered values that no legal request comes to are counted, in columns and one by one",
    arguments: [false, true])
  func outsideLegal(assumesDefaults: Bool) throws {
    let rated = try RatedLog(
      """
      timestamp,offer,output_image_tokens,input_text_tokens,cached_text_tokens,quality
      2026-06-01T00:00:00Z,openai/gpt-image-2/generate,1756,50,0,
      2026-06-01T00:00:00Z,openai/gpt-image-2/generate,1,50,0,
      2026-06-01T00:00:00Z,openai/gpt-image-2/generate,9999999,50,0,auto
      2026-06-01T00:00:00Z,openai/gpt-image-2/edit,9999999,50,,low

      """, RatingOptions(assumesDefaults: assumesDefaults))
    #expect(rated.rejects == [])
    let outside = rated.rating.outside
    #expect(
      outside.map { "\($0.offer) \($0.meter) \($0.rows)" } == [
        "openai/gpt-image-2/edit output_image_tokens 1",
        "openai/gpt-image-2/generate output_image_tokens 2",
      ])
    // Ten pictures of the dearest kind with three previews each: 10 * (13342 + 300) tokens, at least.
    #expect(outside.allSatisfy { $0.legal.contains(Rational(136_420)) && !$0.legal.contains(.one) })
  }

  @Test("Rejected rows leave no ceiling, and nothing is known where all are")
  func rejectedRows() throws {
    let some = try RatedLog(
      """
      timestamp,offer,images
      2026-10-15T08:00:00Z,stability/sd3.5-large/generate,1
      bad,stability/sd3.5-large/generate,1

      """, RatingOptions(assumesDefaults: true))
    #expect(some.rating.completeness == .partial)
    #expect(some.rating.totalRanges.map(\.ceiling) == [nil])
    #expect(some.rating.totalRanges.map(\.reasons) == [[.rowsRejected]])
    let none = try RatedLog("timestamp,offer\nbad,stability/sd3.5-large/generate\n")
    #expect(none.rating.completeness == .unknown)
    #expect(none.rating.totals == [])
  }

  @Test(
    "A row that does not say how many is made may take as many calls of an offer that makes one each",
    arguments: [
      // 1 to 10 pictures of 0.065 USD.
      ("width,height", "1024,1024", "0.065", "0.65"),
      ("width,height,images", "1024,1024,", "0.065", "0.65"),
      ("width,height,images", "1024,1024,3", "0.195", "0.195"),
    ])
  func unsaidCounts(names: String, cells: String, floor: String, ceiling: String) throws {
    let text = """
      timestamp,offer,\(names)
      2026-10-15T08:00:00Z,openai/gpt-image-2/generate,\(cells)

      """
    let target = RatingTarget.offer("stability/sd3.5-large/generate")
    for listsRows in [true, false] {
      let rated = try RatedLog(text, RatingOptions(target: target), listsRows: listsRows)
      let group = try #require(rated.rating.groups.first)
      #expect(group.range.floor.decimalText == floor)
      #expect(group.range.ceiling?.decimalText == ceiling)
      #expect(group.range.reasons == (floor == ceiling ? [] : [.notReported]))
      let assumed = try RatedLog(
        text, RatingOptions(target: target, assumesDefaults: true), listsRows: listsRows)
      #expect(assumed.rating.groups.first?.range.isSingle == true)
    }
  }

  @Test("Values are counted as given, defaulted or not needed, by offer and parameter")
  func assumptions() throws {
    let rated = try RatedLog(
      """
      timestamp,offer,quality,output_image_tokens,service_tier
      2026-10-15T08:00:00Z,openai/gpt-image-2/generate,high,,standard
      2026-10-15T08:00:00Z,openai/gpt-image-2/generate,,,standard
      2026-10-15T08:00:00Z,openai/gpt-image-2/generate,,7024,standard
      bad,openai/gpt-image-2/generate,,7024,standard

      """, RatingOptions())
    let own = try #require(rated.rating.assumed.first { $0.parameter == "quality" })
    #expect(own.offer == "openai/gpt-image-2/generate")
    #expect([own.given, own.defaulted, own.metered] == [1, 1, 1])
    let tier = try #require(
      rated.rating.assumed.first { $0.parameter == ServiceTier.parameterName })
    #expect([tier.given, tier.defaulted, tier.metered] == [3, 0, 0])
  }

  @Test(
    "The bill of a row lies inside what the same row may cost with less reported", arguments: 1...3)
  func completionsLieInside(seed: UInt64) throws {
    let text = try SampleLog.text(rows: 250, badInMillion: 0, seed: seed)
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let catalogue = try Repository.catalogue()
    var random = SplitMix64(seed: seed)
    let dropped = lines.enumerated().map { index, cells in
      guard index > 0, let offer = catalogue.offer(OfferID(rawValue: cells[1])) else {
        return cells
      }
      let metered = Set(zip(lines[0], cells).filter { !$1.isEmpty }.map(\.0))
      // A total that nobody reports is what was metered of it, so that leaving it out is no open value.
      let totals = offer.splits.filter { !metered.isDisjoint(with: $0.parts) }
        .flatMap { offer.parameters(of: $0.total) }
      return zip(lines[0], cells).map { name, cell in
        name != Outcome.parameterName && catalogue.vocabulary.parameters[name] != nil
          && !totals.contains(name) && random.below(2) == 0 ? "" : cell
      }
    }
    func rows(_ lines: [[String]]) throws -> [String: [String]] {
      let log = try RatedLog(
        lines.map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n", RatingOptions())
      return Dictionary(
        uniqueKeysWithValues: log.rows.map { row in
          let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
          return (cells[0], cells)
        })
    }
    let (full, open) = (try rows(lines), try rows(dropped))
    var opened = 0
    for (line, cells) in open {
      guard let whole = full[line] else { continue }
      let (floor, low) = (try DecimalText.parse(cells[4]), try DecimalText.parse(whole[4]))
      #expect(floor <= low, "row \(line): \(cells) against \(whole)")
      guard !cells[5].isEmpty else { continue }
      guard !whole[5].isEmpty else {
        Issue.record("row \(line) is bounded with less reported: \(cells) against \(whole)")
        continue
      }
      let (ceiling, high) = (try DecimalText.parse(cells[5]), try DecimalText.parse(whole[5]))
      #expect(high <= ceiling, "row \(line): \(cells) against \(whole)")
      if floor < ceiling { opened += 1 }
    }
    #expect(opened > 30)
  }
}
