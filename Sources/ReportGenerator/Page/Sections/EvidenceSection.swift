import BillingTypes
import PricingRules
import WorkloadSimulator

extension PageSection {
  /// Where the figures come from, how old that is and how sure.
  static let evidence = PageSection(id: "evidence", topic: "Evidence", reader: .trust) { page in
    let entries = page.sources.entries
    guard !entries.isEmpty else { return nil }
    let ages = entries.map { PageSources.age(of: $0.evidence, on: page.forecast.asOf) }
    let old = ages.count { ($0 ?? 0) > PageSources.oldAge }
    let undated = ages.count { $0 == nil }
    var table = PageTable(
      caption: "Sources, their age in days on \(page.forecast.asOf.words), and how sure they are",
      style: "folds evidence", id: "sources",
      columns: [
        .init("No.", .text, sorts: true), .init("Source and what it says", sorts: true),
        .init("Supports", sorts: true, isSaid: true), .init("Age, days", .figure, sorts: true),
        .init("Confidence", sorts: true, isSaid: true),
      ])
    table.rows = entries.enumerated().map { place, entry in
      row(place, entry, ages[place])
    }
    return Drawing(
      finding: finding(entries.count, old, undated), body: filters + table.markup)
  }

  private static func finding(_ all: Int, _ old: Int, _ undated: Int) -> String? {
    guard old + undated > 0 else { return nil }
    let parts = [
      old > 0 ? "\(old) \(old == 1 ? "is" : "are") older than \(PageSources.oldAge) days" : nil,
      undated > 0 ? "\(undated) \(undated == 1 ? "carries" : "carry") only a year or no date" : nil,
    ]
    return "\(all) sources: \(parts.compactMap(\.self).sentence)"
  }

  /// Shown where the script runs that they need.
  private static let filters: Markup = """
    <div class='tools' hidden='hidden' data-filters='sources'>
    <div><label for='find'>Search sources, offers and figures</label><input type='search' id='find'/></div>
    <div><label for='sure'>Confidence</label><select id='sure' data-mark='confidence'><option value=''>all</option>\
    <option>high</option><option>medium</option><option>low</option></select></div>
    <div><label for='used'>Used by</label><select id='used' data-mark='used'><option value=''>plan and alternatives</option>\
    <option value='plan'>what is planned only</option></select></div>
    <p class='note' aria-live='polite' data-count='sources'></p></div>

    """

  private static func row(_ place: Int, _ entry: PageSources.Entry, _ age: Int?) -> PageTable.Row {
    let evidence = entry.evidence
    let link = evidence.url.flatMap(PageLink.init)
    let source: Markup = link.map { $0.around(evidence.source) } ?? "\(evidence.source)"
    let address: Markup? =
      link == nil ? evidence.url.map { "<span class='sub'><code>\($0)</code></span>" } : nil
    let shown = entry.supports.prefix(3).joined(separator: ", ")
    let rest = entry.supports.count - 3
    let region = evidence.region.map { " in \($0)" } ?? ""
    let scope = evidence.scope == .account ? " One account's price." : ""
    return PageTable.Row(
      [
        "\(place + 1)",
        "\(source)\(address)\(evidence.says.map { "<span class='sub'>\($0)\(region).\(scope)</span>" as Markup })",
        "<code>\(shown)</code>\(rest > 0 ? " and \(rest) more" : "")",
        PageTable.Cell(
          age.map {
            "\($0)\($0 > PageSources.oldAge ? " \(PageBadge.doubt("old").markup)" as Markup : "")"
              as Markup
          }
            ?? "\(evidence.dated.map { "dated \($0)" } ?? "day unknown")",
          key: String(age ?? 100_000)),
        PageTable.Cell(
          evidence.confidence == .low
            ? PageBadge.doubt("low").markup : "\(evidence.confidence.rawValue)",
          key: "\(3 - Confidence.allCases.count { evidence.confidence < $0 })"),
      ], id: "source-\(place + 1)",
      marks: [
        ("confidence", evidence.confidence.rawValue), ("used", entry.isPlanned ? "plan" : "other"),
      ])
  }
}
