import BillingTypes
public import CostAnalysis
import PricingRules

/// What was measured of estimators, and how much bills speak for each reading of a dispute.
public struct CalibrationDocument: ReportDocument {
  private let findings: [CalibrationFinding]
  private let weights: [ReadingWeight]
  private let latencies: [LatencyFinding]

  /// Creates a document.
  public init(
    _ findings: [CalibrationFinding], weights: [ReadingWeight], latencies: [LatencyFinding]
  ) {
    self.findings = findings
    self.weights = weights
    self.latencies = latencies
  }

  /// The ratios, then the readings.
  public var report: Report {
    guard !findings.isEmpty || !weights.isEmpty || !latencies.isEmpty else {
      return Report([
        .paragraph("No observations. 'mediacost probe plan' shows what could be measured.")
      ])
    }
    var blocks: [Report.Block] = []
    if !findings.isEmpty {
      blocks.append(.heading(1, "Measured over estimated"))
      blocks.append(
        .table(
          ReportTable(
            [
              .init("offer"), .init("tier"), .init("meter"), .init("n", .right),
              .init("ratio", .right), .init("low", .right), .init("high", .right),
            ],
            rows: findings.map { found in
              let own = found.calibration
              return [
                .text(own.offer.rawValue), .text(own.tierText), .text(own.meter),
                .figure(String(own.count)), .figure(DecimalText.print(own.ratio)),
                .figure(DecimalText.print(own.low)), .figure(DecimalText.print(own.high)),
              ]
            })))
      let drifting = findings.filter(\.drifts).map {
        "\($0.calibration.offer), \($0.calibration.meter): the later measurements lie elsewhere than the earlier ones; the ratio is of both"
      }
      if !drifting.isEmpty { blocks.append(.bullets(drifting)) }
    }
    if !weights.isEmpty {
      blocks.append(.heading(2, "Where sources disagree"))
      blocks.append(
        .table(
          ReportTable(
            [
              .init("offer"), .init("question"), .init("reading"), .init("share", .right),
              .init("bills", .right),
            ],
            rows: weights.map { found in
              [
                .text(found.offer.rawValue), .text(found.dispute), .text(found.reading),
                .figure(Self.share(found.weight)), .figure(String(found.count)),
              ]
            })))
    }
    if !latencies.isEmpty {
      blocks.append(.heading(2, "How long calls took, in seconds"))
      blocks.append(
        .table(
          ReportTable(
            [
              .init("recipe"), .init("n", .right), .init("p50", .right), .init("p95", .right),
              .init("waiting p50", .right), .init("at work p50", .right),
            ],
            rows: latencies.map { found in
              [
                .text(found.recipe), .figure(String(found.count)),
                .figure(DecimalText.print(found.total.p50)),
                .figure(DecimalText.print(found.total.p95)),
                found.queued.map { .figure(DecimalText.print($0.p50)) } ?? .missing("-"),
                found.ran.map { .figure(DecimalText.print($0.p50)) } ?? .missing("-"),
              ]
            })))
    }
    return Report(blocks)
  }

  /// One row for each ratio.
  public func csv(in locale: CSVLocale) -> String {
    var csv = CSVText(
      in: locale, header: ["offer", "tier", "meter", "n", "ratio", "low", "high", "drifts"])
    for found in findings {
      let own = found.calibration
      csv.append([
        .text(own.offer.rawValue), .text(own.tierText), .text(own.meter),
        .figure(String(own.count)), .figure(DecimalText.print(own.ratio)),
        .figure(DecimalText.print(own.low)), .figure(DecimalText.print(own.high)),
        .text(found.drifts ? "yes" : "no"),
      ])
    }
    return csv.text
  }

  /// The ratios and readings for programs.
  public var json: JSONText {
    .object([
      (
        "offers",
        .array(
          findings.map { found in
            let own = found.calibration
            return .object([
              ("offer", .string(own.offer.rawValue)), ("tier", .string(own.tierText)),
              ("meter", .string(own.meter)), ("n", .count(own.count)),
              ("ratio", .string(DecimalText.print(own.ratio))),
              ("low", .string(DecimalText.print(own.low))),
              ("high", .string(DecimalText.print(own.high))), ("drifts", .boolean(found.drifts)),
            ])
          })
      ),
      (
        "readings",
        .array(
          weights.map { found in
            .object([
              ("offer", .string(found.offer.rawValue)), ("question", .string(found.dispute)),
              ("reading", .string(found.reading)), ("share", .string(Self.share(found.weight))),
              ("n", .count(found.count)),
            ])
          })
      ),
      (
        "latency",
        .array(
          latencies.map { found in
            .object([
              ("recipe", .string(found.recipe)), ("n", .count(found.count)),
              ("total", Self.ends(found.total)), ("queued", Self.ends(found.queued)),
              ("ran", Self.ends(found.ran)),
            ])
          })
      ),
    ])
  }

  private static func ends(_ ends: LatencyFinding.Ends?) -> JSONText {
    guard let ends else { return .null }
    return .object([
      ("p50", .string(DecimalText.print(ends.p50))), ("p95", .string(DecimalText.print(ends.p95))),
    ])
  }

  private static func share(_ weight: Double) -> String {
    DecimalText.text(mantissa: Int128((min(max(weight, 0), 1) * 1000).rounded()), places: 3)
  }
}

extension EstimatorCalibration {
  fileprivate var tierText: String {
    tier.entries.map { "\($0.name)=\($0.text)" }.sorted().joined(separator: " ")
  }
}
