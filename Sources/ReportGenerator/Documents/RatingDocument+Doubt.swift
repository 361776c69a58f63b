import BillingTypes
import CostAnalysis
import PricingRules

/// What is to be known of the figures of a log, beside each of them.
extension RatingDocument {
  /// The offers of the log with their doubts, in words.
  var doubtSection: [Report.Block] {
    let known = (rating.groups + rating.logged).map(\.offer).uniqued().sorted()
      .compactMap { id in doubts[id].map { (id: id, doubt: $0) } }
      .filter {
        $0.doubt.confidence != .high || $0.doubt.life != .active || !$0.doubt.words.isEmpty
      }
    guard !known.isEmpty else { return [] }
    var notes = FootnoteList()
    var table = ReportTable([.init("offer"), .init("sure"), .init("life"), .init("notes")])
    for (id, doubt) in known {
      table.rows.append([
        .id(id), .text(doubt.confidence.rawValue), .text(doubt.life.rawValue),
        notes.references(to: doubt.words),
      ])
    }
    return [.heading(2, "Before you use a figure"), .table(table), .footnotes(notes.notes)]
  }

  /// What programs read beside a group's amount.
  func doubtJSON(of group: LogRating.Group) -> [(key: String, value: JSONText)] {
    doubts[group.offer]?.jsonWithWarnings ?? []
  }
}
