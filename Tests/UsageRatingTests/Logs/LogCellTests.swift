import CostAnalysis
import PricingRules
import TestSupport
import Testing

@testable import UsageRating

/// Which cells are times and numbers; a warehouse is asked the same.
@Suite("The cells of a usage log")
struct LogCellTests {
  @Test("A time is in its month in UTC, in quotes too", arguments: LogCells.times)
  func times(text: String, month: String) throws {
    for cell in [text, "\"\(text)\""] {
      let log = try RatedLog("timestamp,offer\n\(cell),stability/sd3.5-large/generate\n")
      #expect(log.rating.groups.map { "\($0.month)" } == [month])
    }
  }

  @Test("What is no time makes its row bad, in quotes too", arguments: LogCells.noTimes)
  func noTimes(text: String) throws {
    for day in [nil, Repository.today] {
      for cell in [text, "\"\(text)\""] {
        let log = try RatedLog(
          "timestamp,offer\n\(cell),stability/sd3.5-large/generate\n",
          RatingOptions(asOf: day))
        #expect(log.rows == [])
        #expect(log.rejects.allSatisfy { $0.contains("is no time such as") })
      }
    }
  }

  @Test(
    "A metered value with decimals is a number or makes its row bad, in quotes too",
    arguments: LogCells.numbers)
  func decimals(text: String, isLegal: Bool) throws {
    for cell in text.contains(",") ? ["\"\(text)\""] : [text, "\"\(text)\""] {
      let log = try RatedLog(
        "timestamp,offer,video_seconds\n2026-10-01T00:00:00Z,google/veo-3.1-fast/generate,\(cell)\n"
      )
      #expect(log.rejects.isEmpty == isLegal, "\(log.rejects)")
    }
  }
}
