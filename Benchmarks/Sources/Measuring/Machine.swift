import Foundation

/// Where, when and with what a benchmark ran.
public struct Machine: Codable, Equatable, Sendable {
  /// The day in UTC.
  public var date: String
  /// The commit that was built.
  public var commit: String
  /// The processor's own name.
  public var processor: String
  /// How many cores there are.
  public var cores: Int
  /// Memory in 10⁹ bytes, rounded.
  public var memoryGB: Int
  /// The operating system.
  public var system: String
  /// The compiler.
  public var swift: String
  /// How many cores other programs kept busy meanwhile; nil where that is not known.
  public var otherCores: Double?
  /// The peers by name, with their versions.
  public var peers: [String: String]

  /// Describes this machine.
  ///
  /// - Parameter environment: `scripts/benchmark` sets what only other programs know.
  /// - Returns: The description, without peers.
  public static func here(environment: [String: String]) -> Machine {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "UTC")
    format.dateFormat = "yyyy-MM-dd"
    return Machine(
      date: format.string(from: Date()),
      commit: environment["BENCHMARK_COMMIT"] ?? "unknown",
      processor: environment["BENCHMARK_PROCESSOR"] ?? "unknown",
      cores: ProcessInfo.processInfo.activeProcessorCount,
      memoryGB: Int((Double(ProcessInfo.processInfo.physicalMemory) / 1e9).rounded()),
      system: environment["BENCHMARK_SYSTEM"] ?? "unknown",
      swift: environment["BENCHMARK_SWIFT"] ?? "unknown", peers: [:])
  }
}
