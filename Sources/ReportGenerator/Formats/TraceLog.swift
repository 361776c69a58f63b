import BillingTypes
import PricingRules
package import WorkloadSimulator

/// Usage logs as CSV: the rows of a trace, each written in a few dozen nanoseconds.
///
/// What does not change from row to row, everything but the time, is written once per request and
/// outcome by the one writer of CSV.
package struct TraceLog {
  /// The first line.
  package let header: [UInt8]
  /// What follows the time, by feature, stage, point and place of the outcome.
  private let tails: [[[[[UInt8]]]]]
  private var day = Int.min
  private var date: [UInt8] = []

  /// Prepares a log of a trace's features.
  package init(_ features: [TraceFeature]) {
    let names = features.flatMap { $0.stages.joined().flatMap { $0.request.map(\.name) } }
    let own = LogColumn.allCases.map(\.rawValue) + [Outcome.parameterName]
    let columns = names.uniqued().filter { !own.contains($0) }
    let head = own + columns
    header = CSVText(header: head).bytes
    tails = features.map { feature in
      feature.stages.map { points in
        points.map { point in
          let values = Dictionary(point.request, uniquingKeysWith: { first, _ in first })
          return Outcome.allCases.sorted { $0.place < $1.place }.map { outcome in
            var csv = CSVText(continuing: head)
            csv.append(
              [
                .empty, .id(feature.feature.offer), .text(feature.feature.name),
                // A mix that says how its requests end has them end so.
                .text(values[Outcome.parameterName] ?? outcome.rawValue),
              ] + columns.map { .text(values[$0] ?? "") })
            return csv.bytes
          }
        }
      }
    }
  }

  /// Appends the row of an event.
  package mutating func append(_ event: UsageEvent, to bytes: inout [UInt8]) {
    let milliseconds = event.milliseconds % 86_400_000
    let day = event.milliseconds / 86_400_000
    if day != self.day {
      self.day = day
      date = Array("\(Day(number: day))T".utf8)
    }
    bytes += date
    let seconds = milliseconds / 1000
    Self.append(seconds / 3600, digits: 2, mark: ":", to: &bytes)
    Self.append(seconds / 60 % 60, digits: 2, mark: ":", to: &bytes)
    Self.append(seconds % 60, digits: 2, mark: ".", to: &bytes)
    Self.append(milliseconds % 1000, digits: 3, mark: "Z", to: &bytes)
    bytes += tails[event.feature][event.stage][event.point][event.outcome.place]
  }

  private static func append(
    _ number: Int, digits: Int, mark: Unicode.Scalar, to bytes: inout [UInt8]
  ) {
    if digits == 3 { bytes.append(UInt8(truncatingIfNeeded: 48 + number / 100)) }
    bytes.append(UInt8(truncatingIfNeeded: 48 + number / 10 % 10))
    bytes.append(UInt8(truncatingIfNeeded: 48 + number % 10))
    bytes.append(UInt8(truncatingIfNeeded: mark.value))
  }
}
