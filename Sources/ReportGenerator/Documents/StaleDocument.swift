public import BillingTypes
public import PricingRules

/// Figures that were read too long ago, for people and programs.
public struct StaleDocument: ReportDocument {
  /// Those that are too old, the oldest first.
  public let stale: [EvidenceAge]
  private let figures: Int
  private let addressed: Int
  private let asOf: Day
  private let limit: Int

  /// Creates it.
  ///
  /// - Parameters:
  ///   - catalogue: The rate cards.
  ///   - asOf: The day from which ages are counted.
  ///   - limit: The most days that may have passed.
  public init(catalogue: Catalogue, asOf: Day, limit: Int) {
    let ages = catalogue.evidenceAges(on: asOf)
    self.asOf = asOf
    self.limit = limit
    figures = ages.count
    addressed = ages.count(where: \.hasAddress)
    stale = ages.filter { $0.days.map { $0 > limit } ?? true }.sorted { left, right in
      (right.days ?? .max, left.offer, left.meter ?? "") < (
        left.days ?? .max, right.offer, right.meter ?? ""
      )
    }
  }

  /// What is too old, and how many figures there are.
  public var report: Report {
    var blocks: [Report.Block] = []
    if !stale.isEmpty {
      var table = ReportTable([
        .init("offer"), .init("of"), .init("read"), .init("days", .right), .init("source"),
      ])
      for age in stale {
        table.rows.append([
          .id(age.offer), .text(age.meter ?? "all"), .text(age.evidence.dateText),
          age.days.map { .figure(String($0)) } ?? .missing("not known"),
          .text(age.evidence.source),
        ])
      }
      blocks.append(.table(table))
    }
    blocks.append(
      .paragraph(
        "\(stale.count) of \(figures) sets of sources were last read more than \(limit) days before \(asOf), "
          + "or on a day that is not known. \(addressed) of all have an address."))
    return Report(blocks)
  }

  /// What is too old, as CSV.
  public func csv(in locale: CSVLocale) -> String {
    var csv = CSVText(in: locale, header: ["offer", "meter", "read", "days", "source", "url"])
    for age in stale {
      csv.append([
        .id(age.offer), .text(age.meter ?? ""), .text(age.evidence.read?.description ?? ""),
        .text(age.days.map(String.init) ?? ""), .text(age.evidence.source),
        .text(age.evidence.url ?? ""),
      ])
    }
    return csv.text
  }

  /// What is too old, and the counts, for programs.
  public var json: JSONText {
    .object([
      ("as_of", .string(asOf.description)), ("max_age_days", .count(limit)),
      ("figures", .count(figures)), ("with_address", .count(addressed)),
      (
        "stale",
        .array(
          stale.map { age in
            .object([
              ("offer", .id(age.offer)), ("meter", .optional(age.meter)),
              ("read", .optional(age.evidence.read?.description)),
              ("days", age.days.map { .count($0) } ?? .null),
              ("source", .string(age.evidence.source)), ("url", .optional(age.evidence.url)),
            ])
          })
      ),
    ])
  }
}
