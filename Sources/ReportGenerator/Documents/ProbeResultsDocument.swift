import BillingTypes
public import LiveProbe
import PricingRules

/// What runs of probes found.
public struct ProbeResultsDocument: ReportDocument {
  private let results: [ProbeResult]

  /// Creates a document.
  public init(_ results: [ProbeResult]) { self.results = results }

  /// Each run: how it ended, what was billed, how that compares.
  public var report: Report {
    Report(results.flatMap(blocks))
  }

  private func blocks(_ result: ProbeResult) -> [Report.Block] {
    var blocks: [Report.Block] = [.heading(1, title(result))]
    var rows: [[ReportTable.Cell]] = [
      [.text("billed"), .text(billed(result))],
      [.text("worst case"), .figure(result.worstCase.description)],
    ]
    if let estimate = result.estimate {
      rows.append([.text("our price"), .text(estimate.amountWords)])
    }
    if let price = result.usagePrice {
      rows.append([.text("what was used, at our prices"), .figure(price.description)])
    }
    for (name, value) in result.usage.sorted(by: { $0.key < $1.key }) {
      rows.append([.text(name), .figure(value)])
    }
    if let latency = result.latency { rows.append([.text("seconds"), .figure(latency.words)]) }
    if let asset = result.asset { rows.append([.text("made"), .text(asset.words)]) }
    blocks.append(.table(ReportTable([.init("what"), .init("found", .right)], rows: rows)))
    if !result.facts.isEmpty { blocks.append(.bullets(result.facts.map(\.words))) }
    return blocks
  }

  private func title(_ result: ProbeResult) -> String {
    let run = result.run.map { "run \($0), " } ?? ""
    return "\(run)\(result.recipe): \(result.outcome.words)"
  }

  private func billed(_ result: ProbeResult) -> String {
    switch (result.billed, result.amount, result.amountSource) {
    case (_, let amount?, let source?): "\(amount), \(source.words)"
    case (.no, _, _): "nothing"
    case (.yes, nil, _): "yes; how much nobody said"
    default: "not known"
    }
  }

  /// One row for each run.
  public func csv(in locale: CSVLocale) -> String {
    var csv = CSVText(
      in: locale,
      header: [
        "run", "recipe", "offer", "outcome", "billed", "amount", "currency", "amount_source",
        "worst_case", "latency_seconds",
      ])
    for result in results {
      csv.append([
        .figure(result.run.map { String($0) } ?? ""), .text(result.recipe.rawValue),
        .id(result.offer), .text(result.outcome.rawValue), .text(result.billed.rawValue),
        .figure(result.amount?.decimalText ?? ""), .text(result.worstCase.currency.code),
        .text(result.amountSource?.rawValue ?? ""), .figure(result.worstCase.decimalText),
        .figure(result.latency.map { DecimalText.seconds($0.total) } ?? ""),
      ])
    }
    return csv.text
  }

  /// The runs for programs.
  public var json: JSONText { .object([("runs", .array(results.map(Self.object)))]) }

  /// The first run alone, to be kept as an observation.
  public var observation: JSONText { results.first.map(Self.object) ?? .null }

  private static func object(_ result: ProbeResult) -> JSONText {
    .object([
      ("run", result.run.map { .count(Int($0)) } ?? .null),
      ("recipe", .string(result.recipe.rawValue)), ("offer", .id(result.offer)),
      ("outcome", .string(result.outcome.rawValue)), ("billed", .string(result.billed.rawValue)),
      ("amount", .optional(result.amount?.decimalText)),
      ("currency", .string(result.worstCase.currency.code)),
      ("amount_source", .optional(result.amountSource?.rawValue)),
      ("worst_case", .string(result.worstCase.decimalText)),
      ("estimate", result.estimate?.brief ?? .null),
      (
        "usage",
        .object(result.usage.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
      ),
      (
        "meters",
        .array(
          result.meters.map { meter in
            .object([
              ("meter", .string(meter.name)),
              ("estimated", .string(DecimalText.print(meter.estimated))),
              ("measured", .string(DecimalText.print(meter.measured))),
            ])
          })
      ),
      (
        "readings",
        .object(
          result.readings.sorted { $0.key < $1.key }.map { dispute, said in
            (
              dispute,
              .object(
                said.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value.decimalText)) })
            )
          })
      ),
      ("usage_amount", .optional(result.usagePrice?.decimalText)),
      ("latency", result.latency?.json ?? .null), ("asset", result.asset?.json ?? .null),
      ("reasons", .array(result.facts.map { .string($0.code) })),
      ("notes", .array(result.facts.map { .string($0.words) })),
    ])
  }
}

extension ProbeResult.Outcome {
  fileprivate var words: String {
    switch self {
    case .succeeded: "succeeded"
    case .failed: "failed"
    case .blocked: "blocked by moderation"
    case .refused: "refused"
    case .notSent: "not sent"
    case .unclear: "unclear"
    }
  }
}

extension ProbeAmountSource {
  /// Who says so, in words.
  var words: String {
    switch self {
    case .stated: "as the provider states"
    case .usage: "by what was used, at our prices"
    case .balance: "by the balance"
    case .predicted: "as we predicted; nobody says"
    case .hand: "as was said by hand"
    }
  }
}

extension ProbeLatency {
  fileprivate var words: String {
    let parts = [
      queued.map { "\(DecimalText.seconds($0)) waiting" },
      ran.map { "\(DecimalText.seconds($0)) at work" },
    ].compactMap(\.self)
    return DecimalText.seconds(total) + (parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))")
  }

  fileprivate var json: JSONText {
    .object([
      ("total", .string(DecimalText.seconds(total))),
      ("queued", .optional(queued.map { DecimalText.seconds($0) })),
      ("ran", .optional(ran.map { DecimalText.seconds($0) })),
    ])
  }
}

extension DecimalText {
  /// Measured seconds to the thousandth.
  static func seconds(_ seconds: Double) -> String {
    let thousandths = seconds.isFinite ? Int128((max(0, min(seconds, 1e12)) * 1000).rounded()) : 0
    return DecimalText.text(mantissa: thousandths, places: 3)
  }
}

extension AssetHeader {
  fileprivate var words: String {
    var parts = [format, "\(bytes) bytes"]
    if let width, let height { parts.append("\(width)x\(height)") }
    if let seconds { parts.append("\(DecimalText.print(seconds, places: 3)) seconds") }
    if let codec { parts.append(codec) }
    if let hasAudio { parts.append(hasAudio ? "with sound" : "silent") }
    return parts.joined(separator: ", ")
  }

  fileprivate var json: JSONText {
    .object([
      ("format", .string(format)), ("bytes", .count(bytes)),
      ("width", width.map { .count($0) } ?? .null),
      ("height", height.map { .count($0) } ?? .null),
      ("seconds", .optional(seconds.map { DecimalText.print($0, places: 3) })),
      ("audio", hasAudio.map { .boolean($0) } ?? .null), ("codec", .optional(codec)),
    ])
  }
}
