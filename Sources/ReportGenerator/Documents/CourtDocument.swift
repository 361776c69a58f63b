import BillingTypes
public import CostAnalysis
import PricingRules

/// What came of a list of prices that others publish, for people and programs: counts on top.
public struct CourtDocument: ReportDocument {
  let record: CourtRecord
  /// The SHA-256 of the file.
  let digest: String

  /// Creates it.
  ///
  /// - Parameters:
  ///   - record: What came of the list.
  ///   - digest: The SHA-256 of its file.
  public init(_ record: CourtRecord, digest: String) {
    self.record = record
    self.digest = digest
  }

  /// Counts, then disagreements, the largest factor first, then the rest in short.
  public var report: Report {
    var blocks: [Report.Block] = [
      .heading(1, "\(record.list.format) held against the rate cards"),
      .paragraph(
        "\(record.mediaEntries) of \(record.list.entries.count) entries are about media, with "
          + "\(record.findings.count) figures; \(record.otherProducts) are about other products. "
          + "Prices are those of \(record.asOf). What the list says is a claim; no card was changed."
      ),
      .table(counts), .paragraph(record.witnessSentence),
    ]
    blocks += disagreements
    blocks += rest
    return Report(blocks)
  }

  private var counts: ReportTable {
    var table = ReportTable([
      .init("verdict"), .init("figures", .right), .init("why"), .init("of them", .right),
    ])
    for kind in CourtVerdict.Kind.allCases {
      let codes = record.codes(of: kind)
      table.rows.append([
        .text(kind.rawValue), .figure(String(record.count(kind))),
        .text(codes.first?.code.rawValue ?? ""),
        codes.first.map { .figure(String($0.count)) } ?? .empty,
      ])
      for (code, count) in codes.dropFirst() {
        table.rows.append([.empty, .empty, .text(code.rawValue), .figure(String(count))])
      }
    }
    return table
  }

  private var disagreements: [Report.Block] {
    let found = CourtGroup.grouped(record.disagreements)
    guard !found.isEmpty else { return [] }
    var table = ReportTable([
      .init("offer"), .init("price of"), .init("theirs", .right), .init("ours", .right),
      .init("theirs ÷ ours", .right), .init("theirs − ours", .right), .init("why"),
      .init("entries"),
    ])
    for group in found {
      let finding = group.finding
      table.rows.append([
        finding.offer.map { .id($0) } ?? .empty, .text(finding.subject),
        .figure(CourtWords.figure(finding.theirs)),
        finding.ours.map { .figure(CourtWords.figure($0)) } ?? .missing("not known"),
        CourtWords.ratio(finding.ratio).map { .figure($0) } ?? .empty,
        finding.difference.map { .figure(CourtWords.figure($0)) } ?? .empty,
        .text(finding.reason), .text(group.entries.joined(separator: ", ")),
      ])
    }
    return [
      .heading(2, "\(record.count(.disagrees)) figures disagree"),
      .paragraph(
        "For one unit, in \(record.list.currency.code); the largest factor first. Entries that say the same of one offer stand in one row."
      ),
      .table(table),
    ]
  }

  /// The rest, by what it is: for each offer or provider how many figures.
  private var rest: [Report.Block] {
    var blocks: [Report.Block] = []
    for kind in [CourtVerdict.Kind.notComparable, .pastItsEnd, .noCounterpart, .agrees] {
      let own = record.findings.filter { $0.verdict.kind == kind }
      guard !own.isEmpty else { continue }
      blocks.append(.heading(2, "\(own.count) figures \(kind.words)"))
      blocks.append(.bullets(CourtGroup.short(own, byEntry: kind == .noCounterpart)))
    }
    if !record.withoutFigure.isEmpty {
      blocks.append(
        .heading(2, "\(record.withoutFigure.count) entries have no figure that is read"))
      blocks.append(.paragraph(record.withoutFigure.joined(separator: ", ")))
    }
    if !record.unread.isEmpty {
      blocks.append(.heading(2, "Keys of prices that are not compared"))
      blocks.append(
        .paragraph(record.unread.map { "\($0.key) (\($0.count))" }.joined(separator: ", ")))
    }
    if !record.silent.isEmpty {
      blocks.append(.heading(2, "The list is silent on \(record.silent.count) offers"))
      blocks.append(
        .paragraph(
          "They are sold by providers that it has; that it does not have them says nothing of them. "
            + record.silent.map(\.rawValue).joined(separator: ", ")))
    }
    return blocks
  }

  /// Every figure as CSV.
  public func csv(in locale: CSVLocale) -> String {
    var csv = CSVText(
      in: locale,
      header: [
        "entry", "key", "provider", "verdict", "code", "offer", "price_of", "settings", "theirs",
        "ours", "ratio",
        "difference", "why",
      ])
    for finding in record.findings {
      csv.append([
        .text(finding.entry), .text(finding.price.key), .text(finding.provider),
        .text(finding.verdict.kind.rawValue), .text(finding.verdict.code.rawValue),
        .id(finding.offer),
        .text(finding.price.subject.words),
        .text(finding.settings.map(\.words).joined(separator: " ")),
        .number(finding.theirs), .optional(finding.ours), .optional(finding.ratio),
        .optional(finding.difference), .text(finding.reason),
      ])
    }
    return csv.text
  }

  /// Counts, then every figure, for programs.
  public var json: JSONText {
    .object([
      ("list", .string(record.list.format)), ("sha256", .string(digest)),
      ("as_of", .string(record.asOf.description)), ("currency", .string(record.list.currency.code)),
      ("entries", .count(record.list.entries.count)),
      ("media_entries", .count(record.mediaEntries)),
      ("other_products", .count(record.otherProducts)), ("figures", .count(record.findings.count)),
      (
        "counts",
        .object(CourtVerdict.Kind.allCases.map { ($0.rawValue, .count(record.count($0))) })
      ),
      (
        "codes",
        .object(
          CourtVerdict.Kind.allCases.map { kind in
            (
              kind.rawValue,
              .object(record.codes(of: kind).map { ($0.code.rawValue, .count($0.count)) })
            )
          })
      ),
      (
        "agreeing_witness",
        .object(record.witnesses.map { ($0.witness.rawValue, .count($0.count)) })
      ),
      ("findings", .array(record.findings.map(json))),
      ("without_figure", .array(record.withoutFigure.map { .string($0) })),
      ("unread", .object(record.unread.map { ($0.key, .count($0.count)) })),
      ("silent", .array(record.silent.map { .id($0) })),
    ])
  }

  private func json(_ finding: CourtFinding) -> JSONText {
    func number(_ number: Rational?) -> JSONText {
      .optional(number.map { DecimalText.print($0, places: 18) })
    }
    return .object([
      ("entry", .string(finding.entry)), ("key", .string(finding.price.key)),
      ("provider", .string(finding.provider)), ("verdict", .string(finding.verdict.kind.rawValue)),
      ("code", .string(finding.verdict.code.rawValue)), ("offer", .id(finding.offer)),
      ("price_of", .string(finding.price.subject.words)), ("meter", .optional(finding.meter)),
      ("settings", .object(finding.settings.map { ($0.name, .string($0.text)) })),
      ("service_tier", .optional(finding.price.tier)), ("theirs", number(finding.theirs)),
      ("ours", number(finding.ours)), ("ratio", number(finding.ratio)),
      ("difference", number(finding.difference)),
      ("witness", .optional(finding.witness(of: record.list.format)?.rawValue)),
      ("why", .string(finding.reason)),
    ])
  }
}
