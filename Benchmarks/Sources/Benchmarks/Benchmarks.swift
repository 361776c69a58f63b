import Foundation
import Measuring

/// Measures mediacost beside its peers: `scripts/benchmark` builds and runs this.
///
/// Benchmarks [--check] [--long] [NAME…]
@main
struct Benchmarks {
  static func main() {
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      FileHandle.standardError.write(Data("benchmarks: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func run(_ arguments: [String]) throws {
    let isCheck = arguments.contains("--check")
    let setting = try Setting(isShort: isCheck, isLong: arguments.contains("--long"))
    let named = arguments.filter { !$0.hasPrefix("--") }
    let names = named.isEmpty ? Section.names : Section.names.filter(named.contains)
    let file = setting.root.appendingPathComponent("Benchmarks/results.json")
    let committed = try Self.results(in: file)
    if isCheck { return try check(names, setting, committed) }
    var results = committed
    for name in names {
      results.merge([try measure(name, setting)])
      // What was measured stays, whatever becomes of the next.
      try write(results, to: file, setting)
    }
    print("\nwritten: Benchmarks/results.json, BENCHMARKS.md")
  }

  private static func measure(_ name: String, _ setting: Setting) throws -> Section {
    print("\n== \(name)")
    let before = ProcessorUse()
    var machine = Machine.here(environment: ProcessInfo.processInfo.environment)
    let (measured, peers) =
      switch name {
      case "logs": try LogBenchmark(setting: setting).run()
      case "pricing": try PricingBenchmark(setting: setting).run()
      case "quotes": try QuoteBenchmark(setting: setting).run()
      case "bodies": try BodyBenchmark(setting: setting).run()
      default: try ForecastBenchmark(setting: setting).run()
      }
    var section = measured
    machine.peers = peers
    machine.otherCores = before.othersUntilNow()
    section.machine = machine
    for timing in section.timings {
      let bandwidth = timing.bandwidth.map { ", \(Figures.short($0 / 1e9)) GB/s" } ?? ""
      let memory = timing.memory.map { ", \(Int($0 / 1e6)) MB" } ?? ""
      print(
        "\(timing.name): \(Figures.time(timing.median))"
          + " (best \(Figures.time(timing.best))), \(Figures.short(timing.rate))"
          + " \(timing.unit)/s\(bandwidth)\(memory)")
    }
    for ratio in section.ratios {
      let target = ratio.target.map { " (target: \(Figures.target($0)))" } ?? ""
      print("\(ratio.name): \(Figures.short(ratio.value))\(target)")
    }
    if let others = machine.otherCores {
      print("other programs kept \(Figures.short(others)) cores busy")
    }
    return section
  }

  // MARK: - The guard

  /// Measures the short form; what fell is measured once more before it counts.
  private static func check(_ names: [String], _ setting: Setting, _ committed: Results) throws {
    var falls: [RatioGuard.Fall] = []
    for name in names where committed.sections.contains(where: { $0.name == name && $0.isGuarded })
    {
      var fallen = RatioGuard.falls([try measure(name, setting)], below: committed)
      if !fallen.isEmpty {
        print("measuring \(name) again: \(fallen.map(\.description).joined(separator: "; "))")
        let again = RatioGuard.falls([try measure(name, setting)], below: committed)
        fallen = again.filter { second in fallen.contains { $0.ratio == second.ratio } }
      }
      falls += fallen
    }
    guard falls.isEmpty else {
      throw BenchmarkError(
        "slower than the committed results:\n" + falls.map(\.description).joined(separator: "\n"))
    }
    print("\nno ratio has fallen")
  }

  // MARK: - Files

  private static func results(in file: URL) throws -> Results {
    guard FileManager.default.fileExists(atPath: file.path) else { return Results() }
    return try JSONDecoder().decode(Results.self, from: Data(contentsOf: file))
  }

  private static func write(_ results: Results, to file: URL, _ setting: Setting) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try (encoder.encode(results) + Data("\n".utf8)).write(to: file)
    try Data(ResultsDocument(results).text.utf8)
      .write(to: setting.root.appendingPathComponent("BENCHMARKS.md"))
  }
}

extension Section {
  fileprivate var isGuarded: Bool { ratios.contains(where: \.isGuarded) }
}
