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
      countOutside(part, place)
      guard book.options.listsRows else { continue }
      self.rows.append(
        RatedRow(
          start: Int(tag.start), line: Int(tag.line), offer: key.offer,
          picounits: bill.tally.picounits, completeness: bill.completeness, range: bill.range))
    }
    if total.rows > 0 { try sums.rated[part.key, default: GroupTotal()].add(total) }
  }

  /// Counts the metered values of a row that no legal request comes to.
  func countOutside(_ part: RowSorter.Batch, _ place: Int) {
    let key = RatingBook.VersionKey(offer: part.key.offer, version: part.key.version)
    for meter in watched(key) where part.rows.tags[place].given & meter.bit != 0 {
      guard !meter.cells.contains(part.rows.column(meter.column)[place]) else { continue }
      sums.outside.add(offer: key.offer, meter: meter.name, legal: meter.legal)
    }
  }

  private func watched(_ key: RatingBook.VersionKey) -> [WatchedMeter] {
    if let last = lastWatched, last.key == key { return last.meters }
    let meters = pricer.watchedMeters(key)
    lastWatched = (key, meters)
    return meters
  }
}
