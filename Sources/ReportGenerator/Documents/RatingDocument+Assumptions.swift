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
    notes += rating.outside.map { own in
      "\(own.offer): \(own.rows == 1 ? "1 row gives" : "\(Self.count(own.rows)) rows give") \(own.meter) that no legal "
        + "request comes to: that is from \(own.legal.lowerBound) to \(own.legal.upperBound)"
    }
    if !notes.isEmpty { blocks.append(.bullets(notes)) }
    return blocks
  }

  /// Why figures are ranges, each reason with the offers it holds for.
  var openSection: [Report.Block] {
    var offers: [FactCode: [OfferID]] = [:]
    var codes: [FactCode] = []
    for group in rating.groups + rating.logged {
      for code in group.range.reasons {
        if offers[code] == nil { codes.append(code) }
        offers[code, default: []].append(group.offer)
      }
    }
    for code in rating.statements.flatMap(\.range.reasons) where offers[code] == nil {
      codes.append(code)
      offers[code] = []
    }
    let lines = codes.sorted { $0.rawValue < $1.rawValue }.compactMap { code -> String? in
      guard let words = code.openingWords else { return nil }
      let own = (offers[code] ?? []).uniqued()
      if code == .rowsRejected || own.isEmpty { return words }
      return own.count > 3
        ? "\(own.count) offers: \(words)"
        : "\(own.map(\.rawValue).joined(separator: ", ")): \(words)"
    }
    return lines.isEmpty ? [] : [.heading(2, "Why figures are ranges"), .bullets(lines)]
  }
}
