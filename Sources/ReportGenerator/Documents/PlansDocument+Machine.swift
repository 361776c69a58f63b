import BillingTypes
import CostAnalysis
import PricingRules
import Settlement

extension PlansDocument {
  /// One row for each plan and what it includes, with exact figures.
  public func csv(in locale: CSVLocale) -> String {
    var csv = CSVText(
      in: locale,
      header: [
        "provider", "as_of", "plan", "key", "unit", "fee", "currency", "billed", "includes",
        "overage",
        "overage_state", "expires", "minimum_spend", "unit_cost_full", "unit_cost_half", "floor",
        "ceiling",
        "lost_at_half", "breakage_at_half", "per_request",
      ])
    for allowance in study.allowances {
      for row in allowance.plans {
        let overage = row.plan.overage(of: allowance.key)
        csv.append([
          .text(study.card.provider), .text(study.asOf.description), .id(row.plan.id),
          .text(allowance.key), .text(allowance.unit), .number(row.fee), .text(currency.code),
          .text(row.plan.billed.rawValue), .number(row.included), .optional(overage.amount),
          .text(overage.state), .text(row.plan.expires?.description ?? ""),
          .optional(row.plan.minimumSpend), .number(row.full.cost), .number(row.half.cost),
          .number(row.full.floor), .number(row.full.ceiling), .number(row.lostAtHalf),
          .number(row.breakage), .optional(allowance.perRequest),
        ])
      }
    }
    return csv.text
  }

  /// Plans, packs and where one overtakes another; amounts are text.
  public var json: JSONText {
    .object([
      ("provider", .string(study.card.provider)), ("as_of", .string(study.asOf.description)),
      ("currency", .string(currency.code)),
      ("offer", .optional(study.request?.quote.offer.rawValue)),
      ("request", study.request?.quote.request.json ?? .null),
      ("plans", .array(plans)), ("packs", .array(packs)), ("overtakes", .array(overtakes)),
      ("not_sold", .array(study.notSold.map { .id($0) })),
    ])
  }

  /// Each plan once, in the order of the first allowance that it includes.
  private var plans: [JSONText] {
    let included = study.allowances.flatMap { $0.plans.map(\.plan) }
    var seen: Set<PlanID> = []
    return (included + study.withoutAllowance).filter { seen.insert($0.id).inserted }.map(json)
  }

  private func json(_ plan: Plan) -> JSONText {
    let rows = study.allowances.compactMap { allowance in
      allowance.plans.first { $0.plan.id == plan.id }.map { (allowance: allowance, row: $0) }
    }
    let first = rows.first?.row
    let fee = first?.fee ?? (try? plan.fee / Rational(plan.every.months))
    return .object([
      ("plan", .id(plan.id)), ("name", .string(plan.name)), ("fee", Self.text(fee)),
      ("billed", .string(plan.billed.rawValue)),
      ("includes", .object(rows.map { ($0.allowance.key, Self.text($0.row.included)) })),
      (
        "overage",
        .object(
          rows.map { ($0.allowance.key, Self.text(plan.overage(of: $0.allowance.key).amount)) })
      ),
      (
        "overage_state",
        .object(rows.map { ($0.allowance.key, .string(plan.overage(of: $0.allowance.key).state)) })
      ),
      ("minimum_spend", Self.text(plan.minimumSpend)),
      ("expires", .optional(plan.expires?.description)),
      ("unit_cost_full", Self.text(first?.full.cost)), ("floor", Self.text(first?.full.floor)),
      ("ceiling", Self.text(first?.full.ceiling)),
      (
        "completeness",
        .string(
          (first.map { $0.full.floor == $0.full.ceiling ? Completeness.complete : .partial }
            ?? .unknown).rawValue)
      ),
      ("reasons", .array(plan.isDisputed ? [.string(FactCode.sourcesDisagree.rawValue)] : [])),
      ("unit_cost_half", Self.text(first?.half.cost)),
      (
        "units",
        .array(
          rows.map { allowance, row in
            .object([
              ("key", .string(allowance.key)), ("unit", .string(allowance.unit)),
              ("full", Self.text(row.full.cost)), ("half", Self.text(row.half.cost)),
              ("lost_at_half", Self.text(row.lostAtHalf)),
              ("breakage_at_half", Self.text(row.breakage)),
              ("per_request", Self.text(allowance.perRequest)),
            ])
          })
      ),
      ("evidence", .array(plan.evidence.map { .string($0.note) })),
    ])
  }

  private var packs: [JSONText] {
    study.allowances.flatMap { allowance in
      allowance.packs.map { pack in
        .object([
          ("credit", .string(allowance.key)), ("credits", Self.text(pack.credits)),
          ("price", Self.text(pack.price)),
          ("unit_cost", Self.text(try? pack.price / pack.credits)),
          ("expires", .optional(allowance.packsExpire?.description)),
        ])
      }
    }
  }

  private var overtakes: [JSONText] {
    study.allowances.flatMap { allowance in
      allowance.ladders.flatMap { ladder in
        ladder.steps.enumerated().map { index, step in
          .object([
            ("key", .string(allowance.key)), ("billed", .optional(ladder.billed?.rawValue)),
            (
              "from_plan",
              index == 0 ? .null : ladder.steps[index - 1].plan.map { .id($0) } ?? .null
            ),
            ("plan", step.plan.map { .id($0) } ?? .null), ("above", Self.text(step.from)),
            (
              "above_requests",
              Self.text(allowance.perRequest.flatMap { try? step.from / $0 })
            ),
            ("because", .optional(index == 0 ? nil : step.gap?.code.rawValue ?? "cheaper")),
          ])
        }
      }
    }
  }

  /// An exact number, or one with twelve places; nothing where it is not known.
  private static func text(_ number: Rational?) -> JSONText {
    .optional(number.map { DecimalText.print($0) })
  }
}

extension Plan.Overage {
  /// The price of one more; nil where there is none, or none is known.
  fileprivate var amount: Rational? { if case .price(let price) = self { price } else { nil } }

  /// Whether more is priced, not sold, or of unknown price.
  fileprivate var state: String {
    switch self {
    case .price: "priced"
    case .none: "not_sold"
    case .unknown: "unknown"
    }
  }
}
