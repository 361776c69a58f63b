import BillingTypes
package import PricingRules

extension BillRange {
  /// The codes of the reasons, each once.
  var reasonCodes: [String] { reasons.map(\.code.rawValue).uniqued() }

  /// What programs read beside an amount.
  var json: [(key: String, value: JSONText)] { json { .string($0.decimalText) } }

  private func json(_ end: (Money) -> JSONText) -> [(key: String, value: JSONText)] {
    [
      ("floor", end(floor)), ("ceiling", ceiling.map(end) ?? .null),
      ("reasons", .array(reasonCodes.map { .string($0) })),
    ]
  }

  /// What tables for programs have beside an amount, under the names of ``columns``.
  package var fields: [CSVText.Field] { fields { .money($0) } }

  /// The same, with its ends in a form of their own.
  func fields(_ end: (Money) -> CSVText.Field) -> [CSVText.Field] {
    [
      end(floor), ceiling.map(end) ?? .empty, .text(reasonCodes.joined(separator: " ")),
    ]
  }

  /// The names of ``fields``.
  package static var columns: [String] { ["floor", "ceiling", "reasons"] }
}
