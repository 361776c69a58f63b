import CostAnalysis
import PricingRules

// Rows whose bills are not known to the last digit.
extension BatchRater {
  /// Bounds those rows that are open.
  ///
  /// Columns do it where what sources say is all that opens them; others are looked at one by one. What is not fine,
  /// or has to be settled or compared as well, is left to the exact rater.
  func rateOpen(
    _ priced: PricedRows, _ part: RowSorter.Batch, _ odd: inout [DeferredRow]
  ) throws {
    let (rows, fine) = (part.rows, priced.fine)
    let key = RatingBook.VersionKey(offer: part.key.offer, version: part.key.version)
    let open = priced.program.pooled.isEmpty && !isWhatIf ? pricer.openRows(key) : nil
    let opensEvery = open?.opensEvery == true
    let isOpen = priced.openness()
    let readings =
      open == nil || opensEvery || book.options.listsRows ? nil : self.readings(part)
    var bounds = readings == nil ? nil : BoundedRows(priced)
    var hasEnds = false
    var total = GroupTotal()
    var patterns = patterns[key.offer] ?? RowPatterns(key.offer, book)
    defer { self.patterns[key.offer] = patterns }
    for place in 0..<rows.count {
      guard fine[place] != 0 else {
        odd.append(rows.odd(place))
        continue
      }
      let given = rows.tags[place].given
      let isPatternOpen = patterns.opens(given)
      guard isPatternOpen || opensEvery || isOpen(place) else { continue }
      if !isPatternOpen, let readings, bounds != nil {
        if !hasEnds { ends.find(readings, rows) }
        hasEnds = true
        if bounds?.add(place, ends) == true { continue }
      }
      fine[place] = 0
      guard let bill = open?.bill(priced, place) else {
        odd.append(rows.odd(place))
        continue
      }
      try total.add(bill.tally)
      patternCounts.add(PatternKey(offer: key.offer, given: given))
      countOutside(part, place)
      guard book.options.listsRows else { continue }
      self.rows.append(
        RatedRow(
          start: Int(rows.tags[place].start), line: Int(rows.tags[place].line), offer: key.offer,
          picounits: bill.tally.picounits, completeness: bill.completeness, range: bill.range))
    }
    if let readings, let bounds, !bounds.isEmpty {
      try total.add(bounds.total(isOutcomeUnknown: readings.isOutcomeUnknown))
    }
    if total.rows > 0 || bounds?.isEmpty == false {
      try sums.rated[part.key, default: GroupTotal()].add(total)
    }
  }

  private func readings(_ part: RowSorter.Batch) -> ReadingProgram? {
    let key = RatingBook.ProgramKey(
      logged: part.key.offer, target: part.key.offer, version: part.key.version,
      outcome: part.outcome)
    if let kept = readings[key] { return kept }
    let found = book.readings(key)
    readings[key] = .some(found)
    return found
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
