import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension RunDifferenceDocument {
  /// One row for each effect of the whole and of each feature, then one for each changed value; exact amounts.
  public func csv(in locale: CSVLocale) -> String {
    var csv = CSVText(
      in: locale,
      header: [
        "kind", "feature", "effect", "currency", "amount", "known", "offer", "path", "before",
        "after",
      ])
    func row(
      _ kind: String, feature: String? = nil, effect: String = "", amount: Money? = nil,
      known: Money? = nil, currency: String = ""
    ) {
      csv.append([
        .text(kind), .text(feature ?? ""), .text(effect), .text(currency), .optional(amount),
        .optional(known), .empty, .empty, .empty, .empty,
      ])
    }
    func rows(_ kind: String, _ feature: String?, _ variance: CostVariance) {
      let currency = variance.before.currency.code
      for part in variance.parts {
        row(
          kind, feature: feature, effect: part.effect.rawValue, amount: part.amount,
          known: part.known, currency: currency)
      }
      let rest = (try? variance.unexplained()) ?? nil
      row(
        kind, feature: feature, effect: "unexplained", amount: rest, known: rest,
        currency: currency)
    }
    for (kind, side) in [("before", difference.before), ("after", difference.after)] {
      let whole = side.forecast.whole
      row(
        kind, amount: whole.completeness == .complete ? whole.known : nil,
        known: whole.completeness == .unknown ? nil : whole.known,
        currency: side.forecast.scenario.currency.code)
    }
    if let variance = difference.variance {
      rows("whole", nil, variance.whole)
      for feature in variance.features { rows("feature", feature.feature, feature.variance) }
    }
    func append(_ kind: String, _ offer: String, _ value: ChangedValue) {
      csv.append([
        .text(kind), .empty, .empty, .empty, .empty, .empty, .text(offer), .text(value.path),
        .text(value.before ?? ""), .text(value.after ?? ""),
      ])
    }
    for value in difference.inputs { append("input", "", value) }
    for offer in difference.offers {
      for value in offer.changes { append("catalogue", offer.id, value) }
    }
    return csv.text
  }

  /// What changed, for programs; amounts are text.
  public var json: JSONText {
    let variance = difference.variance
    return .object([
      ("command", .string("runs diff")),
      ("before", json(difference.before)), ("after", json(difference.after)),
      ("change", .optional((try? variance?.whole.change()).flatMap { $0 }?.decimalText)),
      ("effects", variance.map { json($0.whole) } ?? .array([])),
      (
        "features",
        .array(
          (variance?.features ?? []).map { feature in
            .object([
              ("feature", .optional(feature.feature)),
              ("before", .string(feature.variance.before.decimalText)),
              ("after", .string(feature.variance.after.decimalText)),
              ("change", .optional((try? feature.variance.change()).flatMap { $0 }?.decimalText)),
              ("effects", json(feature.variance)),
            ])
          })
      ),
      ("inputs", .array(difference.inputs.map { .object(Self.json($0)) })),
      (
        "catalogue",
        .object([
          ("before", .string(difference.before.forecast.catalogue)),
          ("after", .string(difference.after.forecast.catalogue)),
          (
            "offers",
            .array(
              difference.offers.map { offer in
                .object([
                  ("offer", .string(offer.id)), ("used", .boolean(difference.uses(offer.id))),
                  ("changes", .array(offer.changes.map { .object(Self.json($0)) })),
                ])
              })
          ),
          ("files", .array(difference.neighbours.map { .string($0) })),
        ])
      ),
    ])
  }

  private func json(_ side: RunDifference.Side) -> JSONText {
    let whole = side.forecast.whole
    return .object(
      [
        ("run", side.run.map { .count($0) } ?? .null), ("file", .string(side.file)),
        ("scenario", .string(side.forecast.scenario.name)),
        ("as_of", .string(side.forecast.asOf.description)),
        ("currency", .string(side.forecast.scenario.currency.code)),
        (
          "amount",
          whole.completeness == .unknown ? .null : .string(whole.known.decimalText)
        ),
      ] + whole.range.json + [("completeness", .string(whole.completeness.rawValue))])
  }

  /// Every effect in its order, what they leave at the end.
  private func json(_ variance: CostVariance) -> JSONText {
    var effects = variance.parts.map { part in
      JSONText.object([
        ("effect", .string(part.effect.rawValue)), ("amount", .optional(part.amount?.decimalText)),
        ("known", .string(part.known.decimalText)),
        ("unknown", .array(part.unknown.map { .string($0) })),
      ])
    }
    let rest = (try? variance.unexplained()) ?? nil
    effects.append(
      .object([
        ("effect", .string("unexplained")), ("amount", .optional(rest?.decimalText)),
        ("known", .optional(rest?.decimalText)), ("unknown", .array([])),
      ]))
    return .array(effects)
  }

  private static func json(_ value: ChangedValue) -> [(key: String, value: JSONText)] {
    [
      ("path", .string(value.path)), ("before", .optional(value.before)),
      ("after", .optional(value.after)),
    ]
  }
}
