import BillingTypes
import CostAnalysis
import PricingRules

extension UnitPrice {
  /// The price of one for programs; amounts are text.
  var json: JSONText {
    .object([
      ("unit", .string(unit.rawValue)), ("amount", .optional(amount.map { DecimalText.print($0) })),
      ("floor", .string(DecimalText.print(floor))),
      ("ceiling", .optional(ceiling.map { DecimalText.print($0) })),
      ("currency", .string(currency.code)),
    ])
  }
}

extension Latency {
  /// The seconds of an answer for programs; `n` is how many were observed, which no card tells.
  var json: JSONText {
    .object([
      ("p50", .optional(p50.map { DecimalText.print($0) })),
      ("p95", .optional(p95.map { DecimalText.print($0) })), ("n", .null),
    ])
  }

  /// The seconds in a cell, such as `30/90 s, n ?`: how many were observed is not known.
  var words: String { "\(p50?.description ?? "?")/\(p95?.description ?? "?") s, n ?" }
}
