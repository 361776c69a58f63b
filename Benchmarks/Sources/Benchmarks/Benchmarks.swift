import BillingTypes
import Foundation
import PricingRules
import RateCatalogue

/// Measures how many requests one core prices with a compiled card, and the plain quoter beside it.
///
/// The plain quoter resolves text, explains every step and builds a whole quote; the compiled card
/// does what bulk work needs: quantities, costs, the exact amount and its completeness. Both must
/// come to the same total.
@main
struct Benchmarks {
  static func main() throws {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = try DataFolder.locate(
      rates: root.appendingPathComponent("data").path, environment: [:], currentFolder: root,
      executable: nil)
    let files = try CatalogueFiles(folder)
    if CommandLine.arguments.contains("forecasts") {
      return try ForecastBenchmark.run(root: root, catalogue: files)
    }
    let catalogue = try files.catalogue()
    let day = Day("2026-11-22") ?? Day(number: 0)
    let quoter = Quoter(catalogue: catalogue, asOf: day)
    print("offer                               compiled quotes/s   full quotes/s   ratio")
    for (id, varied, values) in [
      ("openai/gpt-image-2/generate", "prompt_tokens", Array(1...1000)),
      ("openai/gpt-image-2/edit", "prompt_tokens", Array(1...1000)),
      ("fal/sd3.5-large/generate", "width", (32...64).map { $0 * 16 }),
      ("vertex/veo-3.1-fast/generate", "seconds", [4, 6, 8]),
      ("fal/seedance-2.0/generate", "seconds", Array(4...15)),
      ("heygen/liveavatar-full/session", "session_seconds", Array(1...1000)),
    ] {
      try measure(id, varied: varied, values: values, quoter)
    }
  }

  private static func measure(
    _ id: String, varied: String, values: [Int], _ quoter: Quoter
  ) throws {
    let offer = try quoter.offer(id)
    let compiled = try quoter.compile(offer, worths: quoter.creditWorths(of: offer, plan: nil))
    guard let slot = compiled.slot(of: varied) else { return }
    var run = PricingRun(compiled)
    let count = 2_000_000
    var total: Int128 = 0
    let clock = ContinuousClock()
    var best = Duration.seconds(1000)
    for _ in 0..<3 {
      total = 0
      let time = try clock.measure {
        var index = 0
        for _ in 0..<count {
          run.set(slot, to: values[index])
          total += try run.price().picounits
          index += 1
          if index == values.count { index = 0 }
        }
      }
      best = min(best, time)
    }
    let sample = 20_000
    var sum: Int128 = 0
    let slow = try clock.measure {
      for index in 0..<sample {
        let request = Request([(varied, String(values[index % values.count]))])
        sum += try quoter.quote(id, request).amount?.picounits ?? 0
      }
    }
    precondition(
      sum * Int128(count / sample) == total || sample % values.count != 0,
      "\(id): the compiled card and the quoter disagree")
    let fast = Double(count) / best.seconds
    let full = Double(sample) / slow.seconds
    print(
      id.padding(toLength: 36, withPad: " ", startingAt: 0)
        + String(Int(fast)).leftPadded(17) + String(Int(full)).leftPadded(16)
        + String(Int((fast / full).rounded())).leftPadded(8))
  }
}

extension Duration {
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}

extension String {
  fileprivate func leftPadded(_ width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
