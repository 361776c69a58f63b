import BillingTypes
import PricingRules

extension OfferDoubt {
  /// What programs read beside a figure.
  var json: [(key: String, value: JSONText)] {
    [
      ("confidence", .string(confidence.rawValue)), ("life", .string(life.rawValue)),
      ("not_included", .array(notIncluded.map { .string($0) })),
    ] + (life == .retiring ? [("lasts_until", .optional(lastsUntil?.description))] : [])
      + (successor.map { [("successor", .id($0))] } ?? [])
  }

  /// The same, with the sentences that stand with every figure of the offer.
  var jsonWithWarnings: [(key: String, value: JSONText)] {
    json + [("warnings", .array(words.map { .string($0) }))]
  }

  /// The columns of ``fields``.
  static let columns = ["confidence", "life", "warnings", "not_included"]

  /// What tables for programs have beside a figure.
  var fields: [CSVText.Field] {
    [
      .text(confidence.rawValue), .text(life.rawValue), .text(words.joined(separator: "; ")),
      .text(notIncluded.joined(separator: "; ")),
    ]
  }

  /// What a reader should know, in sentences.
  var words: [String] {
    let warnings: [QuoteWarning] =
      [warningOfLife].compactMap(\.self)
      + (notIncluded.isEmpty ? [] : [.notIncluded(notIncluded)])
      + cautions.map { .caution($0) }
    return warnings.map(\.words)
  }
}

extension OfferDoubt? {
  /// The fields of a row; empty where it has no offer.
  var fields: [CSVText.Field] { self?.fields ?? OfferDoubt.columns.map { _ in .empty } }
}
