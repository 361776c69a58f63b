package import CostAnalysis
import PricingRules

/// A CSV file that grows while a log is read: a header, then lines for the rows of the log.
package struct LineFile<Line: Sendable>: Sendable {
  private let columns: [String]
  private let fields: @Sendable (Line) -> [CSVText.Field]

  /// The first line.
  package var header: [UInt8] { CSVText(header: columns).bytes }

  /// The lines of rows that follow each other.
  package func bytes(of lines: [Line]) -> [UInt8] {
    var csv = CSVText(continuing: columns)
    for line in lines { csv.append(fields(line)) }
    return csv.bytes
  }
}

extension LineFile<RatedLine> {
  /// What every row came to.
  package static let rated = LineFile(
    columns: ["line", "offer", "amount", "completeness"] + RatedRange.columns,
    fields: { row in
      [
        .figure("\(row.line)"), .text(row.offer.rawValue),
        row.completeness == .unknown ? .empty : .money(row.amount),
        .text(row.completeness.rawValue),
      ] + row.range.fields
    })
}

extension LineFile<RejectedLine> {
  /// The rows that are bad, with reasons.
  package static let rejected = LineFile(
    columns: ["line", "reason"],
    fields: { row in
      let words = row.reason.words
      // A cell may be a megabyte; its beginning tells which one it is.
      return [
        .figure("\(row.line)"),
        .text(words.utf8.count > 1000 ? "\(words.prefix(500))…" : words),
      ]
    })
}
