import BillingTypes
import PricingRules
package import WorkloadSimulator

extension ForecastRange {
  /// The range in words, for people: `1,200.00 to 1,310.55 USD`, or `at least 1,200.00 USD`.
  package var words: String {
    guard let ceiling else { return "at least \(DisplayRounding.text(floor)) \(floor.currency)" }
    if isSingle { return "\(DisplayRounding.text(floor)) \(floor.currency)" }
    return "\(DisplayRounding.text(floor)) to \(DisplayRounding.text(ceiling)) \(floor.currency)"
  }

  /// What stands before a figure that nothing limits above; nothing where something does.
  package var mark: String { ceiling == nil ? "≥ " : "" }

  /// What programs read beside a mean; only means have ends, quantiles follow none yet.
  var json: [(key: String, value: JSONText)] { json { $0.decimalText } }

  /// The same, with its ends in a form of their own.
  func json(_ text: (Money) -> String?) -> [(key: String, value: JSONText)] {
    func end(_ amount: Money) -> JSONText {
      text(amount).map { .object([("mean", .string($0))]) } ?? .null
    }
    return [
      ("floor", end(floor)), ("ceiling", ceiling.map(end) ?? .null),
      ("reasons", .array(reasons.map { .string($0.rawValue) })),
    ]
  }

  /// What tables for programs read beside a mean, under the names of `RatedRange.columns`.
  var fields: [CSVText.Field] { fields { .money($0) } }

  /// The same, with its ends in a form of their own.
  func fields(_ field: (Money) -> CSVText.Field) -> [CSVText.Field] {
    [
      field(floor), ceiling.map(field) ?? .empty,
      .text(reasons.map(\.rawValue).joined(separator: " ")),
    ]
  }
}

extension ExpectedCost {
  /// A figure of it for people, with what it can be where that is more than the figure.
  ///
  /// `12.00`, `12.00 (10.00 to 13.00)`, `≥ 12.00` where nothing limits it, and the ends alone where nothing is known
  /// between them.
  ///
  /// - Parameters:
  ///   - figure: The figure as it is shown.
  ///   - end: An end as it is shown beside the figure.
  /// - Returns: The figure and its range.
  func words(_ figure: String, end: (Money) -> String) -> String {
    if completeness == .unknown { return "unknown" }
    guard let ceiling = range.ceiling else {
      return range.floor == known ? range.mark + figure : "\(figure) (≥ \(end(range.floor)))"
    }
    if range.isSingle { return figure }
    let ends = "\(end(range.floor)) to \(end(ceiling))"
    return amount == nil ? ends : "\(figure) (\(ends))"
  }

  /// The same where there is no room for a range, which then stands elsewhere.
  func shortWords(_ figure: String, end: (Money) -> String) -> String {
    range.ceiling != nil && amount != nil ? figure : words(figure, end: end)
  }

  /// The mean for programs; null where nothing is known.
  var meanJSON: JSONText { completeness == .unknown ? .null : .string(known.decimalText) }
}
