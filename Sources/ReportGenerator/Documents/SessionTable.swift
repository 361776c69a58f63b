package import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension Sequence<SessionStudy> {
  /// How many sessions are open at once and what is held back for them, for people.
  package func blocks(in currency: Currency) -> [Report.Block] {
    var table = ReportTable([
      .init("feature"), .init("month"), .init("sessions", .right), .init("open, mean", .right),
      .init("95 % of the time", .right), .init("peak", .right), .init("high peak", .right),
      .init("held back, \(currency)", .right),
    ])
    for study in self {
      table.rows.append([
        .text(study.feature), .text(study.month.description),
        .figure(DisplayRounding.count(Rational(study.sessions))),
        .figure(DisplayRounding.text(Rational(statistic: study.meanOpen))),
        .figure(String(study.p95Open)), .figure(String(study.peak)),
        .figure(String(study.highPeak)), study.heldCell,
      ])
    }
    let held = compactMap { $0.escrowText(in: currency) }
    return [
      .paragraph(
        "Sessions that are open at once in the busiest month of each feature: on average, at most "
          + "for 95 % of the month, at the peak of a usual month, and at a peak that one month in "
          + "twenty passes. A session is open while it is used and while it idles."),
      .table(table),
    ]
      + (held.isEmpty
        ? []
        : [
          .bullets(held),
          .paragraph(
            "What is held back is part of the charge for a session's first minutes, taken when it "
              + "starts: no cost of its own, and in no total, but it has to be there."),
        ])
  }

  /// The same for programs.
  package func json(in currency: Currency) -> JSONText {
    .array(
      map { study in
        .object([
          ("feature", .string(study.feature)), ("offer", .id(study.offer)),
          ("month", .string(study.month.description)), ("sessions", .count(study.sessions)),
          ("open_mean", .statistic(study.meanOpen)), ("open_p95", .count(study.p95Open)),
          ("open_peak", .count(study.peak)), ("open_high_peak", .count(study.highPeak)),
          ("escrow", study.escrow.map { $0.json(in: currency) } ?? .null),
        ])
      })
  }
}

extension SessionStudy {
  /// What is held back at the peak; empty where the card states nothing.
  fileprivate var heldCell: ReportTable.Cell {
    guard let escrow else { return .empty }
    guard let money = escrow.money else { return .missing("what one credit is worth is not known") }
    return .figure(DisplayRounding.text(money))
  }

  /// What is held back, with the reason for its worth.
  fileprivate func escrowText(in currency: Currency) -> String? {
    guard let escrow else { return nil }
    let unit = escrow.unit.words(currency)
    let text =
      "\(feature): \(offer) holds back \(escrow.perSession) \(unit) when a session starts, "
      + "\(escrow.held) \(unit) with \(peak) open"
    guard escrow.unit != .money else { return text + "." }
    guard let money = escrow.money, let worth = escrow.worth else {
      return text + "; what one is worth in \(currency) is not known."
    }
    return text + ", worth \(DisplayRounding.text(money)) \(currency) (\(worth.words))."
  }
}

extension SessionStudy.Escrow {
  fileprivate func json(in currency: Currency) -> JSONText {
    .object([
      ("per_session", .string(DecimalText.print(perSession))),
      ("unit", .string(unit.words(currency))),
      ("held", .string(DecimalText.print(held))),
      ("amount", .optional(money.map { DecimalText.print($0, places: 12) })),
      ("currency", .string(currency.code)),
      ("worth", .optional(worth?.words)),
    ])
  }
}
