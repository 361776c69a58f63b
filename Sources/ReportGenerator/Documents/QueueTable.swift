import BillingTypes
import CostAnalysis
import PricingRules
import WorkloadSimulator

extension Sequence<QueueStudy> {
  /// Waits by feature and tier, for people.
  package var blocks: [Report.Block] {
    flatMap { study -> [Report.Block] in
      var table = ReportTable([
        .init("tier"), .init("lets through"),
        .init("mean wait, s", .right), .init("p95, s", .right), .init("longest, s", .right),
        .init("too long", .right),
        .init("enough"),
      ])
      for tier in study.tiers {
        table.rows.append([
          .text(tier.limit.tier),
          .text(tier.limit.words),
          .figure(DecimalText.print(Rational(statistic: tier.meanWait), places: 2)),
          .figure(DecimalText.print(Rational(statistic: tier.p95Wait), places: 2)),
          .figure(DecimalText.print(Rational(statistic: tier.longestWait), places: 1)),
          .figure(
            DecimalText.print(Rational(statistic: tier.shareWaiting * 100), places: 1) + " %"),
          .text(tier.verdict),
        ])
      }
      let percent = DisplayRounding.percent(study.patience.share)
      let verdict =
        study.needed.map { "'\($0.limit.tier)' is the lowest tier that is enough" }
        ?? "no tier is enough"
      let others =
        study.sharesWith.isEmpty
        ? "" : ", beside those of \(study.sharesWith.joined(separator: ", ")) in one queue"
      return [
        .heading(3, study.feature),
        .paragraph(
          "\(DisplayRounding.count(Rational(study.requests))) calls in \(study.month), its busiest "
            + "month\(others); at most \(percent) may wait longer than "
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
          ("feature", .string(study.feature)),
          ("shares_with", .array(study.sharesWith.map { .string($0) })),
          ("month", .string(study.month.description)),
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
                  ("counts", .string(tier.limit.counts.rawValue)),
                  ("burst", .optional(tier.limit.burst.map { DecimalText.print($0) })),
                  ("concurrent", tier.limit.concurrent.map { .count($0) } ?? .null),
                  (
                    "paces",
                    .array(
                      tier.limit.paces.map { pace in
                        .object([
                          ("at_most", .string(DecimalText.print(pace.atMost))),
                          ("seconds", .string(DecimalText.print(pace.seconds))),
                          ("counts", .string(pace.counts.rawValue)),
                        ])
                      })
                  ),
                  (
                    "spend_per_month",
                    .optional(tier.limit.spendPerMonth.map { DecimalText.print($0) })
                  ),
                  ("spend_beyond_cap", .optional(tier.spendBeyondCap?.decimalText)),
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

extension AccountLimit {
  /// What it lets through, in words.
  fileprivate var words: String {
    func count(_ number: Rational, _ counted: Counted) -> String {
      "\(number < .one ? DecimalText.print(number) : DisplayRounding.count(number)) \(counted.words)"
    }
    var parts: [String] = []
    if let perMinute {
      parts.append(
        "\(count(perMinute, counts)) a minute"
          + (burst.map { ", \(DisplayRounding.count($0)) at once" } ?? ""))
    }
    if let concurrent { parts.append("\(concurrent) running") }
    for pace in paces {
      let time =
        switch pace.seconds {
        case Rational(60): "a minute"
        case Rational(86_400): "a day"
        default: "in \(DecimalText.print(pace.seconds)) s"
        }
      parts.append("\(count(pace.atMost, pace.counts)) \(time)")
    }
    if let spendPerMonth { parts.append("\(DisplayRounding.count(spendPerMonth)) spent a month") }
    return parts.joined(separator: "; ")
  }
}

extension QueueStudy.Tier {
  /// Whether it is enough, and why not.
  fileprivate var verdict: String {
    if isEnough { return "yes" }
    let reasons = [
      isQuickEnough ? nil : "waits",
      spendBeyondCap.map {
        "\(DisplayRounding.count($0.units)) is spent in the dearest month on average"
      },
    ]
    return "no: " + reasons.compactMap(\.self).joined(separator: ", ")
  }
}
