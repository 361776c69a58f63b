import BillingTypes
import Foundation
import PricingRules
import RateCatalogue
import WorkloadSimulator

/// Measures forecasts, with the same model in NumPy beside them in the same run.
enum ForecastBenchmark {
  /// Runs the small model against NumPy, the large one alone, and how cost grows.
  static func run(root: URL, catalogue files: CatalogueFiles) throws {
    let folder = root.appendingPathComponent("Benchmarks")
    let card = try String(contentsOf: folder.appendingPathComponent("bench.yaml"), encoding: .utf8)
    let catalogue = try CatalogueFiles(
      contents: files.contents + [(name: "rates/bench.yaml", text: card)]
    ).catalogue()
    let cores = min(2, ProcessInfo.processInfo.activeProcessorCount)
    print("\nforecasts, \(cores) threads: features × months × trials, seconds (best of three)")
    let small = try measure(20, 24, 10_000, catalogue, workers: cores)
    print("20 × 24 × 10000      \(text(small.seconds))  mean total \(small.mean)")
    let peer = try numpy(folder.appendingPathComponent("numpy_forecast.py"), [20, 24, 10_000])
    print("the same in NumPy    \(text(peer.seconds))  mean total \(peer.mean)")
    print("ratio                \(text(peer.seconds / small.seconds)) times")
    for (features, months, trials) in [
      (20, 24, 20_000), (20, 24, 40_000), (40, 24, 10_000), (80, 24, 10_000), (100, 36, 100_000),
    ] {
      let result = try measure(
        features, months, trials, catalogue, workers: cores, times: trials == 100_000 ? 1 : 3)
      let size = "\(features) × \(months) × \(trials)"
      print(
        "\(size.padding(toLength: 21, withPad: " ", startingAt: 0))\(text(result.seconds))  "
          + "\(Int(result.seconds * 1e9) / (features * months * trials)) ns per feature, month and trial"
      )
    }
    print("largest memory so far \(peakMemory()) MB")
  }

  private static func measure(
    _ features: Int, _ months: Int, _ trials: Int, _ catalogue: Catalogue, workers: Int,
    times: Int = 3
  ) throws -> (seconds: Double, mean: String) {
    let scenario = try DataFile(name: "bench.yaml", text: scenario(features, months)).scenario()
    let forecaster = Forecaster(catalogue: catalogue, asOf: Day("2026-11-22") ?? Day(number: 0))
    var best = Double.infinity
    var mean = ""
    for _ in 0..<times {
      let time = try ContinuousClock().measure {
        let forecast = try forecaster.forecast(
          scenario,
          TrialOptions(trials: trials, seed: 1, workers: workers, findsDrivers: false))
        mean = forecast.total.decimalText
      }
      best = min(best, time.seconds)
    }
    return (best, mean)
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

  private static func numpy(_ script: URL, _ sizes: [Int]) throws -> (seconds: Double, mean: String)
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let python = ProcessInfo.processInfo.environment["MEDIACOST_PYTHON"] ?? "python3"
    process.arguments = [python, script.path] + sizes.map(String.init)
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let words = String(decoding: output, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard words.count == 2, let seconds = Double(words[0]) else {
      throw BenchmarkError(
        message: "numpy_forecast.py gave no figures; scripts/benchmark installs NumPy")
    }
    return (seconds, String(words[1]))
  }

  /// The largest resident memory of this process, from Linux's own account of it.
  private static func peakMemory() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }
    return (line?.split(separator: " ").compactMap { Int($0) }.first ?? 0) / 1024
  }

  private static func text(_ number: Double) -> String {
    String(format: "%.3f", number)
  }
}

/// Why a measurement cannot be made.
struct BenchmarkError: Error, CustomStringConvertible {
  let message: String
  var description: String { message }
}
