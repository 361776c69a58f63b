import Foundation

/// How hard the store is tried, as `scripts/verify-store` asks in the environment.
enum StoreTrials {
  /// Where the random moments and places begin.
  static let seed = number("MEDIACOST_SEED").map { UInt64($0) } ?? 1

  /// A number of the environment; nil where there is none.
  static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
  }
}
