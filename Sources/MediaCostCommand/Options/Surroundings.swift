import BillingTypes
import Foundation
import RateCatalogue

/// What the outside world tells the program; the core is handed it.
enum Surroundings {
  /// The day in the local calendar.
  static var today: Day {
    // The C library's calendar starts in microseconds, Foundation's in a millisecond.
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    return Day(
      year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
      ?? Day(number: 0)
  }

  /// Where what data files say is kept between runs; nil where the environment names no place.
  static var cache: CatalogueCache? {
    CatalogueCache.user(
      environment: ProcessInfo.processInfo.environment, program: Bundle.main.executablePath ?? "")
  }

  /// The time in UTC, such as `2026-11-22T14:30:00Z`.
  static var nowUTC: String { utc(in: 0) }

  /// The time in UTC some seconds from now.
  static func utc(in seconds: Double) -> String {
    Date(timeIntervalSinceNow: seconds).formatted(.iso8601)
  }
}
