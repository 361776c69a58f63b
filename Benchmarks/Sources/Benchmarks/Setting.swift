import BillingTypes
import Foundation
import RateCatalogue

/// How a run measures, and where its files are.
struct Setting {
  let root: URL
  let files: CatalogueFiles
  /// The short form, for the guard.
  let isShort: Bool
  /// Whether the log of 100 million rows is measured too.
  let isLong: Bool
  let python: String
  /// The release program.
  let mediacost: String
  let cores = min(2, ProcessInfo.processInfo.activeProcessorCount)
  let day = Day("2026-11-22") ?? Day(number: 0)

  /// Reads the environment that `scripts/benchmark` sets.
  init(isShort: Bool, isLong: Bool) throws {
    root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    files = try CatalogueFiles(
      DataFolder.locate(
        rates: root.appendingPathComponent("data").path, environment: [:], currentFolder: root,
        executable: nil))
    (self.isShort, self.isLong) = (isShort, isLong)
    let environment = ProcessInfo.processInfo.environment
    guard let python = environment["BENCHMARK_PYTHON"],
      let mediacost = environment["BENCHMARK_MEDIACOST"]
    else { throw BenchmarkError("scripts/benchmark says where Python and mediacost are; run that") }
    (self.python, self.mediacost) = (python, mediacost)
  }

  /// How often something is measured.
  func times(_ full: Int) -> Int { isShort ? min(full, 5) : full }

  /// Runs a peer's script and reads the JSON that it prints.
  func peer<Answer: Decodable>(
    _ script: String, _ arguments: [String], as type: Answer.Type = Answer.self
  ) throws -> (answer: Answer, memory: Double) {
    let path = root.appendingPathComponent("Benchmarks/Peers/\(script)").path
    let program = Program(python, [path] + arguments)
    let run = try program.run()
    return (try JSONDecoder().decode(Answer.self, from: run.output), run.memory)
  }

  /// Where logs are made; git ignores it.
  var dataFolder: URL { root.appendingPathComponent("Benchmarks/.data") }
}

/// Why a timing cannot be made, or may not count.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

extension Duration {
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}

/// How long something takes, with what it gives.
func timed<Value>(_ body: () throws -> Value) rethrows -> (value: Value, seconds: Double) {
  let clock = ContinuousClock()
  let start = clock.now
  let value = try body()
  return (value, (clock.now - start).seconds)
}
