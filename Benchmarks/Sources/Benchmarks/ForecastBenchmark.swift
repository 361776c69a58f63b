import BillingTypes
import Foundation
import Measuring
import PricingRules
import RateCatalogue
import WorkloadSimulator

/// Measures forecasts, with the same model in NumPy beside them in the same run.
struct ForecastBenchmark {
  let setting: Setting

  private struct Answer: Decodable {
    let version: String
    let seconds: [Double]
    let mean: Double
  }

  func run() throws -> (section: Section, peers: [String: String]) {
    let card = try String(
      contentsOf: setting.root.appendingPathComponent("Benchmarks/bench.yaml"), encoding: .utf8)
    let catalogue = try CatalogueFiles(
      contents: setting.files.contents + [(name: "rates/bench.yaml", text: card)]
    ).catalogue()
    var own = timing(20, 24, 10_000)
    var peer = own
    peer.name = "the same in NumPy"
    var version = ""
    for _ in 0..<setting.times(5) {
      let mine = try forecast(20, 24, 10_000, catalogue)
      own.seconds.append(mine.seconds)
      let (theirs, memory) = try setting.peer(
        "numpy_forecast.py", ["20", "24", "10000", "2"], as: Answer.self)
      peer.seconds.append(theirs.seconds.min() ?? .nan)
      peer.memory = max(peer.memory ?? 0, memory)
      version = theirs.version
      // Both draw their own numbers: the means agree as means do.
      guard abs(theirs.mean / mine.mean - 1) < 0.02 else {
        throw BenchmarkError("NumPy's mean is \(theirs.mean), ours \(mine.mean)")
      }
    }
    var timings = [own, peer]
    if !setting.isShort {
      for (features, months, trials) in [
        (20, 24, 20_000), (20, 24, 40_000), (40, 24, 10_000), (80, 24, 10_000),
        (100, 36, 100_000),
      ] {
        var larger = timing(features, months, trials)
        for _ in 0..<(trials == 100_000 ? 1 : 3) {
          larger.seconds.append(try forecast(features, months, trials, catalogue).seconds)
        }
        // The process only grows, so this is the largest forecast so far.
        larger.memory = Self.peakMemory()
        timings.append(larger)
      }
    }
    return (
      Section(
        name: "forecasts", title: "Forecasts: Monte Carlo", method: Self.method, timings: timings,
        ratios: [Ratio("forecast over NumPy", of: own, over: peer)]), ["NumPy": version]
    )
  }

  private static let method = [
    """
    A made-up scenario of features with uncertain volume, growth, seasons, failures, graduated prices and a \
    plan with credits is drawn trial by trial; names say features × months × trials. The same model in NumPy \
    ([numpy_forecast.py](Benchmarks/Peers/numpy_forecast.py)) is written as somebody who knows NumPy would, on \
    one thread as NumPy is; ours takes two. Both draw their own random numbers and must have the same mean \
    within 2 %. A cell is one feature in one month of one trial.
    """
  ]

  private func timing(_ features: Int, _ months: Int, _ trials: Int) -> Timing {
    Timing(
      "forecast, \(features) × \(months) × \(trials)", count: Double(features * months * trials),
      unit: "cells", seconds: [])
  }

  private func forecast(
    _ features: Int, _ months: Int, _ trials: Int, _ catalogue: Catalogue
  ) throws -> (seconds: Double, mean: Double) {
    let scenario = try DataFile(name: "bench.yaml", text: Self.scenario(features, months))
      .scenario()
    let forecaster = Forecaster(catalogue: catalogue, asOf: setting.day)
    let (mean, seconds) = try timed {
      try forecaster.forecast(
        scenario,
        TrialOptions(trials: trials, seed: 1, workers: setting.cores)
      ).total.decimalText
    }
    return (seconds, Double(mean) ?? .nan)
  }

  /// The scenario that `numpy_forecast.py` has too.
  private static func scenario(_ features: Int, _ months: Int) -> String {
    let kinds = [
      ("metered", "image-generation", "{prompt_tokens: {p10: 30, p90: 200}}"),
      ("tiered", "image-generation", "{images: 1}"),
      ("metered", "image-generation", "{prompt_tokens: {p10: 30, p90: 200}, images: 2}"),
      ("credits", "video-generation", "{seconds: {uniform: [2, 9]}}"),
    ]
    var text = """
      scenario: Bench
      currency: USD
      start: 2027-01
      months: \(months)
      monthly_variation: none
      shared: {traffic: {p10: 0.8, p90: 1.25}}
      plans: [bench/pro]
      features:

      """
    for index in 0..<features {
      let (model, category, request) = kinds[index % 4]
      text += """
          - feature: f\(index)
            category: \(category)
            offer: bench/\(model)/generate
            requests_per_month: {p10: \(3000 + 100 * index), p90: \(9000 + 300 * index)}
            growth_per_month: {p10: 1%, p90: 5%}
            seasonality: {11: 1.6, 12: 1.9}
            request: \(request)
            takes_per_accepted: 1.5
            failure_rate: 2%

        """
    }
    return text
  }

  /// The largest resident memory of this process in bytes, from Linux's own account of it.
  private static func peakMemory() -> Double? {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }
    return line?.split(separator: " ").compactMap { Double($0) }.first.map { $0 * 1024 }
  }
}
