import BillingTypes
public import CostAnalysis
import PricingRules
import Settlement

/// A provider's plans for people and programs.
public struct PlansDocument: ReportDocument {
  let study: PlanStudy

  /// Creates a document.
  public init(_ study: PlanStudy) { self.study = study }

  /// For each allowance its plans, what a unit comes to, and where one overtakes another.
  public var report: Report {
    var blocks: [Report.Block] = [
      .heading(1, "Plans of \(study.card.name) (\(study.card.provider)) on \(study.asOf)")
    ]
    if let request = study.request { blocks.append(.paragraph(Self.words(of: request))) }
    if study.allowances.isEmpty, study.withoutAllowance.isEmpty {
      blocks.append(.paragraph("No plan and no pack of credits is sold on that day."))
    }
    let used = study.allowances.filter { $0.perRequest != nil }
    if study.request != nil, used.isEmpty, !study.allowances.isEmpty {
      blocks.append(.paragraph("It is paid with nothing that a plan includes or a pack holds."))
    }
    for allowance in used.isEmpty ? study.allowances : used { blocks += self.blocks(allowance) }
    if !study.withoutAllowance.isEmpty {
      blocks.append(.heading(2, "Plans without an allowance that is counted"))
      blocks.append(.table(Self.table(of: study.withoutAllowance, currency)))
    }
    if !study.notSold.isEmpty {
      blocks.append(
        .paragraph(
          "Not sold on that day: \(study.notSold.map(\.rawValue).joined(separator: ", ")).")
      )
    }
    return Report(blocks)
  }

  var currency: Currency { study.card.currency }

  private static func words(of request: PlanRequest) -> String {
    let given = request.quote.request.given.entries.map { "\($0.name)=\($0.text)" }
    return "One request is \(([request.quote.offer.rawValue] + given).joined(separator: " "))."
  }

  private func blocks(_ allowance: PlanStudy.Allowance) -> [Report.Block] {
    var blocks: [Report.Block] = [.heading(2, allowance.key)]
    if let uses = allowance.perRequest {
      blocks.append(
        .paragraph(
          "One request uses \(Self.count(uses)) of it; costs of a unit and uses a month are given for requests too."
        ))
    }
    if !allowance.plans.isEmpty {
      blocks.append(.table(table(allowance)))
      blocks.append(
        .paragraph(
          "Full and half are the parts of the allowance that are used. Breakage is what a half-used month pays for what is lost "
            + "unused, once the same is used in every month."))
    }
    blocks += doubts(allowance).map { .paragraph($0) }
    if !allowance.packs.isEmpty {
      let packs = allowance.packs.map { pack in
        let each = (try? pack.price / pack.credits).map {
          ", \(DisplayRounding.text($0)) \(currency) each"
        }
        return "\(pack.credits) for \(pack.price) \(currency)\(each ?? "")"
      }
      blocks.append(
        .paragraph(
          "Packs: \(packs.joined(separator: "; ")); how long they keep: \(Self.keeps(allowance.packsExpire))."
        ))
    }
    for ladder in allowance.ladders {
      let how = ladder.billed.map { ", billed by the \($0.rawValue)" } ?? ""
      blocks.append(.heading(3, "The cheapest by use of a month\(how)"))
      blocks.append(.bullets(words(of: ladder, allowance)))
    }
    return blocks
  }

  private func table(_ allowance: PlanStudy.Allowance) -> ReportTable {
    let hasRequest = allowance.perRequest != nil
    let unit = hasRequest ? "a request" : "a \(allowance.unit)"
    var table = ReportTable([
      .init("plan", keepsWords: true), .init("\(currency) a month", .right),
      .init("includes", .right),
      .init("one more", .right), .init("\(unit) at full", .right),
      .init("\(unit) at half", .right), .init("breakage", .right, isOptional: true),
      .init("kept", isOptional: true),
      .init("lost at half", .right, isOptional: true), .init("billed by", isOptional: true),
    ])
    for row in allowance.plans {
      table.rows.append([
        .id(row.plan.id), .figure(DisplayRounding.text(row.fee)),
        .figure(Self.count(row.included)), Self.cell(row.plan.overage(of: allowance.key)),
        .figure(words(row.full.cost, allowance.perRequest)),
        .figure(words(row.half.cost, allowance.perRequest)),
        .figure(DisplayRounding.text(row.breakage)), .text(Self.keeps(row.plan.expires)),
        .figure(Self.count(row.lostAtHalf)), .text(row.plan.billed.rawValue),
      ])
    }
    return table
  }

  private func words(_ cost: Rational, _ uses: Rational?) -> String {
    DisplayRounding.text((try? cost * (uses ?? .one)) ?? cost)
  }

  /// What a unit costs where other sources are right about a plan.
  private func doubts(_ allowance: PlanStudy.Allowance) -> [String] {
    allowance.plans.filter { $0.full.floor != $0.full.ceiling }.map { row in
      let (least, most) = (
        words(row.full.floor, allowance.perRequest), words(row.full.ceiling, allowance.perRequest)
      )
      return
        "Sources disagree on \(row.plan.id): at full use it is \(least) to \(most) \(currency)."
    }
  }

  /// A quantity: whole where it is.
  private static func count(_ number: Rational) -> String {
    number.isWhole ? DisplayRounding.count(number) : DisplayRounding.text(number)
  }

  private func words(
    of ladder: PlanStudy.Ladder, _ allowance: PlanStudy.Allowance
  ) -> [String] {
    ladder.steps.map { step in
      let from =
        step.from == .zero ? "from the first on" : "above \(quantity(step.from, allowance))"
      let plan = step.plan.map { $0 == .packs ? "packs" : $0.rawValue } ?? "no price is known"
      return "\(from): \(plan)" + (step.gap.map { " (\($0.shortWords))" } ?? "")
    }
  }

  private func quantity(_ number: Rational, _ allowance: PlanStudy.Allowance) -> String {
    let requests = allowance.perRequest.flatMap { try? number / $0 }
    return Self.count(number) + (requests.map { " (\(Self.count($0)) requests)" } ?? "")
  }

  /// Plans with what the card says of them, for where nothing is worked out.
  static func table(of plans: [Plan], _ currency: Currency) -> ReportTable {
    ReportTable(
      [
        .init("plan"), .init("fee", .right), .init("includes"), .init("one more"),
        .init("kept", isOptional: true),
      ],
      rows: plans.map { plan in
        [
          .id(plan.id), .figure("\(plan.fee) \(currency) a \(plan.every.rawValue)"),
          .text(plan.includes.map { "\($0.quantity) \($0.key)" }.joined(separator: ", ")),
          .text(plan.overage.map { "\(cell($0.price).words)" }.uniqued().joined(separator: ", ")),
          .text(keeps(plan.expires)),
        ]
      })
  }

  static func cell(_ overage: Plan.Overage) -> ReportTable.Cell {
    switch overage {
    case .price(let price): .figure(DecimalText.print(price))
    case .none: .text("not sold")
    case .unknown: .missing("no source gives the price of more")
    }
  }

  static func keeps(_ expiry: Expiry?) -> String {
    switch expiry {
    case nil: "not said"
    case .unknown?: "unknown"
    case .never?: "until used"
    case let expiry?: expiry.description
    }
  }
}

extension SettlementGap {
  /// Why the plan before ends, in few words.
  fileprivate var shortWords: String {
    switch self {
    case .packPriceUnknown: "what packs cost is not known"
    case .overageNotSold(let plan, _, _, _): "\(plan) sells no more than it includes"
    case .overageUnknown(let plan, _, _, _): "what more costs at \(plan) is not known"
    case .overageInTrials(let percent): "more is used in \(percent) % of the trials"
    }
  }
}
