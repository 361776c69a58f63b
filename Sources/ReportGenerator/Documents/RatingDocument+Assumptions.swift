import CostAnalysis
import PricingRules

// What was taken for granted: parameters that rows did not give, columns that were left out or renamed.
extension RatingDocument {
  /// The parameters that some rows left to their defaults, and what became of the columns.
  var assumptionSection: [Report.Block] {
    var blocks: [Report.Block] = []
    let defaulted = rating.assumed.filter { $0.defaulted > 0 }
    if !defaulted.isEmpty {
      var table = ReportTable([
        .init("offer"), .init("parameter"), .init("rows that gave it", .right),
        .init("took the default", .right), .init("needed none", .right),
      ])
      for own in defaulted {
        table.rows.append([
          .id(own.offer), .text(own.parameter), .figure(Self.count(own.given)),
          .figure(Self.count(own.defaulted)), .figure(Self.count(own.metered)),
        ])
      }
      blocks += [.heading(2, "What rows did not say"), .table(table)]
    }
    var notes = reading.synonyms.map { "column '\($0.column)' is read as '\($0.name)'" }
    if !reading.ignored.isEmpty {
      notes.append("left out: columns \(quotedList(reading.ignored))")
    }
    if !notes.isEmpty { blocks.append(.bullets(notes)) }
    return blocks
  }
}
