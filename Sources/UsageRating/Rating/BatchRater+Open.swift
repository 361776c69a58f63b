import CostAnalysis
import PricingRules

// Rows whose bills are not known to the last digit.
extension BatchRater {
  /// Prices those rows that are open one by one, and leaves to the exact rater what is not fine, or has to be
  /// settled or compared as well.
  func rateOpen(
    _ priced: PricedRows, _ part: RowSorter.Batch, _ odd: inout [DeferredRow]
  ) throws {
    let (rows, fine) = (part.rows, priced.fine)
    let key = RatingBook.VersionKey(offer: part.key.offer, version: part.key.version)
    let open = priced.program.pooled.isEmpty && !isWhatIf ? pricer.openRows(key) : nil
    var total = GroupTotal()
    var pattern: (given: UInt64, isOpen: Bool)?
    for place in 0..<rows.count {
      guard fine[place] != 0 else {
        odd.append(rows.odd(place))
        continue
      }
      let tag = rows.tags[place]
      if pattern?.given != tag.given {
        pattern = (tag.given, book.pattern(of: key.offer, given: tag.given).isOpen)
      }
      guard pattern?.isOpen == true || priced.isOpen(place) || open?.opensEvery == true else {
        continue
      }
      fine[place] = 0
      guard let bill = open?.bill(priced, place) else {
        odd.append(rows.odd(place))
        continue
      }
      try total.add(bill.tally)
      sums.patterns[PatternKey(offer: key.offer, given: tag.given), default: 0] += 1
      guard book.options.listsRows else { continue }
      self.rows.append(
        RatedRow(
          start: Int(tag.start), line: Int(tag.line), offer: key.offer,
          picounits: bill.tally.picounits, completeness: bill.completeness, range: bill.range))
    }
    if total.rows > 0 { try sums.rated[part.key, default: GroupTotal()].add(total) }
  }
}
