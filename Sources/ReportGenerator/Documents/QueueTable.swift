import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension Sequence<QueueStudy> {
  /// Waits by feature and tier, for people.
  package var blocks: [Report.Block] {
    flatMap { study -> [Report.Block] in
      var table = ReportTable([
        .init("tier"), .init("a minute", .right), .init("at once", .right),
        .init("mean wait, s", .right), .init("p95, s", .right), .init("longest, s", .right),
        .init("too long", .right),
        .init("enough"),
      ])
      for tier in study.tiers {
        table.rows.append([
          .text(tier.limit.tier),
          .figure(tier.limit.perMinute.map { DecimalText.print($0) } ?? ""),
          .figure(tier.limit.concurrent.map { String($0) } ?? ""),
          .figure(DecimalText.print(Rational(statistic: tier.meanWait), places: 2)),
          .figure(DecimalText.print(Rational(statistic: tier.p95Wait), places: 2)),
          .figure(DecimalText.print(Rational(statistic: tier.longestWait), places: 1)),
          .figure(
            DecimalText.print(Rational(statistic: tier.shareWaiting * 100), places: 1) + " %"),
          .text(tier.isEnough ? "yes" : "no"),
        ])
      }
      let percent = DisplayRounding.percent(study.patience.share)
      let verdict =
        study.needed.map { "'\($0.limit.tier)' is the lowest tier that is enough" }
        ?? "no tier is enough"
      return [
        .heading(3, study.feature),
        .paragraph(
          "\(DisplayRounding.count(Rational(study.requests))) calls in \(study.month), its busiest "
            + "month; at most \(percent) may wait longer than "
            + "\(DecimalText.print(study.patience.seconds)) s: \(verdict)."
            + (study.hasArrivals
              ? ""
              : " The scenario does not say when they come ('arrivals'): they are spread evenly.")),
        .table(table),
      ]
    }
  }

  /// Waits for programs.
  package var json: JSONText {
    .array(
      map { study in
        .object([
          ("feature", .string(study.feature)), ("month", .string(study.month.description)),
          ("requests", .count(study.requests)),
          ("arrivals", .string(study.hasArrivals ? "given" : "even")),
          ("may_wait_seconds", .string(DecimalText.print(study.patience.seconds))),
          ("may_wait_longer", .string(DecimalText.print(study.patience.share))),
          ("needed", .optional(study.needed?.limit.tier)),
          (
            "tiers",
            .array(
              study.tiers.map { tier in
                .object([
                  ("tier", .string(tier.limit.tier)),
                  ("per_minute", .optional(tier.limit.perMinute.map { DecimalText.print($0) })),
                  ("concurrent", tier.limit.concurrent.map { .count($0) } ?? .null),
                  ("mean_wait_seconds", .statistic(tier.meanWait)),
                  ("p95_wait_seconds", .statistic(tier.p95Wait)),
                  ("longest_wait_seconds", .statistic(tier.longestWait)),
                  ("waiting_longer", .statistic(tier.shareWaiting)),
                  ("peak_concurrent", tier.peak.map { .count($0) } ?? .null),
                  ("enough", .boolean(tier.isEnough)),
                ])
              })
          ),
        ])
      })
  }
}
