import BillingTypes
import PricingRules

extension Offer {
  /// How long an answer takes and what an account may send, for people.
  ///
  /// - Parameters:
  ///   - currency: What the card's amounts are in.
  ///   - place: The place of a source among the notes of the document.
  /// - Returns: Headings with what stands below them.
  func serviceBlocks(
    _ currency: Currency, _ place: (Evidence) -> Int?
  ) -> [Report.Block] {
    var blocks: [Report.Block] = [
      .heading(2, "How long an answer takes"), .paragraph(latencyWords),
    ]
    guard !limits.isEmpty else {
      return blocks + [
        .heading(2, "Limits"), .paragraph("What an account may send was not found."),
      ]
    }
    blocks.append(.heading(2, "Limits"))
    if let account {
      blocks.append(
        .paragraph("They hold for all offers of the account '\(account)' together."))
    }
    blocks.append(.table(limitTable(currency, place)))
    return blocks
  }

  /// The seconds of an answer, and how many were measured, as far as the card says.
  private var latencyWords: String {
    let seconds = latency.map { latency in
      [
        latency.p50.map { "half of the answers take \($0) s or less" },
        latency.p95.map { "95 of 100 take \($0) s or less" },
      ].compactMap { $0 }.joined(separator: ", ")
    }
    guard let seconds, !seconds.isEmpty else { return "Nothing was found." }
    return seconds.prefix(1).uppercased() + seconds.dropFirst()
      + ". The card does not tell how many were observed; its sources are those of the offer, below."
  }

  private func limitTable(
    _ currency: Currency, _ place: (Evidence) -> Int?
  ) -> ReportTable {
    let hasOthers = limits.contains { !$0.paces.isEmpty || $0.burst != nil }
    let hasSpend = limits.contains { $0.spendPerMonth != nil }
    var columns: [ReportTable.Column] = [
      .init("tier"), .init("a minute"), .init("at once", .right),
    ]
    if hasOthers { columns.append(.init("other paces")) }
    if hasSpend { columns.append(.init("spent in a month", .right)) }
    return ReportTable(
      columns + [.init("sources")],
      rows: limits.map { limit in
        var row: [ReportTable.Cell] = [
          .text(limit.tier), .text(limit.perMinute.map { "\($0) \(limit.counts.words)" } ?? ""),
          .text(limit.concurrent?.description ?? ""),
        ]
        if hasOthers { row.append(.text(limit.otherPaces(currency))) }
        if hasSpend {
          row.append(limit.spendPerMonth.map { .figure("\($0) \(currency)") } ?? .empty)
        }
        let notes = limit.evidence.compactMap(place).map { "[\($0 + 1)]" }
        return row + [.text(notes.joined())]
      })
  }
}

extension AccountLimit {
  /// The paces beside the one of a minute, in words.
  fileprivate func otherPaces(_ currency: Currency) -> String {
    let burst = burst.map { ["\($0) after a pause"] } ?? []
    return
      (burst
      + paces.map { pace in
        let amount = pace.counts == .spend ? "\(pace.atMost) \(currency)" : "\(pace.atMost)"
        return "\(amount) \(pace.counts.words) in \(Self.words(ofSeconds: pace.seconds))"
      }).joined(separator: "; ")
  }

  private static func words(ofSeconds seconds: Rational) -> String {
    switch seconds {
    case Rational(60): "a minute"
    case Rational(3600): "an hour"
    case Rational(86_400): "a day"
    default: "\(seconds) s"
    }
  }
}
