import BillingTypes
import Foundation
import Measuring
import PricingRules
import UsageRating

/// Measures pricing from columns in memory.
struct PricingBenchmark {
  let setting: Setting

  /// An offer with the columns that are given, and a legal value of each for a row.
  private struct Case: Sendable {
    let offer: OfferID
    let columns: [String]
    let value: @Sendable (_ column: String, _ row: Int) -> String
  }

  private static let cases = [
    Case(offer: "fal/sd3.5-large/generate", columns: ["images"]) { _, row in String(row % 10 + 1) },
    Case(offer: "fal/sd3.5-large/generate", columns: ["width", "height"]) { _, row in
      String(64 + row % 1985)
    },
    Case(offer: "vertex/veo-3.1-fast/generate", columns: ["seconds", "resolution"]) { column, row in
      column == "seconds" ? ["4", "6", "8"][row % 3] : ["720p", "1080p", "4k"][row / 3 % 3]
    },
    Case(offer: "heygen/liveavatar-full/session", columns: ["session_seconds"]) { _, row in
      String(row % 3600 + 1)
    },
    Case(
      offer: "openai/gpt-image-2/generate",
      columns: ["quality", "width", "height", "prompt_tokens"]
    ) { column, row in
      switch column {
      case "quality": ["low", "medium", "high"][row % 3]
      case "prompt_tokens": String(row % 1000)
      default: String(1024 + row / (column == "width" ? 1 : 7) % 16 * 16)
      }
    },
  ]

  func run() throws -> (section: Section, peers: [String: String]) {
    let quoter = Quoter(catalogue: try setting.files.catalogue(), asOf: setting.day)
    let rows = setting.isShort ? 2_000_000 : 20_000_000
    var timings: [Timing] = []
    var ratios: [Ratio] = []
    let flood = [[Int64](repeating: 3, count: rows), [Int64](repeating: 5, count: rows)]
    let limit = Timing(
      "summing two columns, no pricing", count: Double(rows), unit: "rows",
      bytes: Double(16 * rows),
      seconds: PhysicalLimits.summing(flood, workers: setting.cores, times: setting.times(5)),
      isLimit: true)
    for (place, one) in Self.cases.enumerated() {
      let measured = try measure(one, quoter, rows)
      timings.append(measured)
      // The last is no per-unit rule: it divides, rounds and checks rules across columns.
      ratios.append(
        Ratio(
          "rows a second, \(measured.name)", measured.rate,
          target: place < Self.cases.count - 1 ? .atLeast(100e6) : nil,
          limit: limit.rate * 2 / Double(one.columns.count), isGuarded: false))
    }
    timings.append(limit)
    let single = try oneByOne(quoter)
    timings.append(single)
    ratios.append(
      Ratio("columns over compiled quotes one by one", timings[0].rate / single.rate))
    return (
      Section(
        name: "pricing", title: "Pricing from memory", method: Self.method,
        timings: timings,
        ratios: ratios), [:]
    )
  }

  private static let method = [
    """
    `ColumnPricer` prices columns of 64-bit numbers in memory and sums the amounts, on two threads: defaults, \
    checks of every value, the rules and the exact sum. A sample of the rows is also priced one by one by the \
    plain quoter, and the sums must be equal. The limit is summing columns of the same \
    size and doing nothing else, which is as much as memory gives.
    """
  ]

  private func measure(_ one: Case, _ quoter: Quoter, _ rows: Int) throws -> Timing {
    let pricer = try ColumnPricer(one.offer, quoter, columns: one.columns)
    let columns = pricer.columns.map { column in
      // Values repeat, so that making them is quick.
      let cycle = (0..<10_080).map { row in
        column.cell(one.value(column.name, row)) ?? 0
      }
      return (0..<rows).map { cycle[$0 % cycle.count] }
    }
    try check(one, pricer, columns, quoter)
    let seconds = try (0..<setting.times(7)).map { _ in
      let (total, seconds) = timed { pricer.price(columns, workers: setting.cores) }
      guard total.rows == rows else { throw BenchmarkError("\(one.offer): rows were refused") }
      return seconds
    }
    return Timing(
      "\(one.offer) by \(one.columns.joined(separator: ", "))", count: Double(rows), unit: "rows",
      bytes: Double(8 * rows * columns.count), seconds: seconds)
  }

  /// The first case, one request after the other on one core, for the guard to compare with.
  private func oneByOne(_ quoter: Quoter) throws -> Timing {
    let quotes = QuoteBenchmark(setting: setting)
    let count = 1_000_000
    let seconds = try (0..<5).map { _ in
      try timed {
        try quotes.compiledTotal(Self.cases[0].offer, "images", Array(1...10), count, quoter)
      }.seconds
    }
    return Timing(
      "\(Self.cases[0].offer), quotes one by one, one thread", count: Double(count), unit: "rows",
      seconds: seconds)
  }

  private func check(
    _ one: Case, _ pricer: ColumnPricer, _ columns: [[Int64]], _ quoter: Quoter
  ) throws {
    let sample = 0..<2000
    let total = pricer.price(columns.map { Array($0[sample]) })
    var sum: Int128 = 0
    for row in sample {
      let request = Request(one.columns.map { ($0, one.value($0, row)) })
      sum += try quoter.quote(one.offer, request).amount?.picounits ?? 0
    }
    guard total.amount.picounits == sum, total.rows == sample.count else {
      throw BenchmarkError("\(one.offer): columns and quotes disagree")
    }
  }
}
