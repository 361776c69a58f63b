import BillingTypes
import CostAnalysis
import PricingRules

/// Bounds the bills of rows that columns have priced: what is not known to the last digit, one row after
/// another.
final class OpenRows {
  /// Whether every bill is open, whatever a row gives.
  let opensEvery: Bool
  private let book: RatingBook
  private let offer: Int
  private let rules: RowPricer.Rules
  /// By the columns that rows give.
  private var patterns: [UInt64: Pattern?] = [:]

  /// Rows that give the same columns.
  private struct Pattern {
    let ranges: RangePattern
    /// By cell: the place of its column among those that the offer knows, and what its numbers become.
    let columns: [(place: Int, cells: CellReading)]
  }

  /// Bounds rows of an offer.
  ///
  /// - Parameters:
  ///   - book: What the log is priced by.
  ///   - offer: The offer's place there.
  ///   - rules: Its rules.
  init(_ book: RatingBook, _ offer: Int, _ rules: RowPricer.Rules) {
    self.book = book
    self.offer = offer
    self.rules = rules
    opensEvery = rules.offer.opensEveryRange
  }

  /// What a row comes to and lies between; nil for one that only the exact rater can read.
  func bill(_ priced: PricedRows, _ place: Int) -> RowPricer.Bill? {
    guard let pattern = pattern(priced.rows.tags[place].given) else { return nil }
    var cells: [Int64] = []
    for (column, reading) in pattern.columns {
      guard let cell = reading.cell(priced.rows.column(column)[place]) else { return nil }
      cells.append(cell)
    }
    guard let range = pattern.ranges.range(cells) else { return nil }
    do throws(NumberError) {
      var tally = GroupTotal()
      tally.rows = 1
      tally.picounits = priced.picounits(place)
      guard tally.picounits.magnitude <= GroupTotal.mostOfRow else { return nil }
      tally.openness = try Openness(tally.picounits, range, calls: 1...1)
      return try RowPricer.Bill(
        tally, rules.offer.currency, priced.pricing(place), isSettled: true)
    } catch {
      return nil
    }
  }

  private func pattern(_ given: UInt64) -> Pattern? {
    if let kept = patterns[given] { return kept }
    let pattern = makePattern(given)
    patterns[given] = .some(pattern)
    return pattern
  }

  private func makePattern(_ given: UInt64) -> Pattern? {
    let known = book.known[offer]
    let names = Set(
      known.filter { given & 1 << UInt64($0) != 0 }.map { book.layout.values[$0].name })
    let open = book.openParameters(
      of: rules.offer.offer, given: names, said: names, needed: rules.needed(names)
    ) { _ in true }
    // Single ones of a list say how many there are, which the exact rater knows.
    guard rules.offer.offer.elementCount(among: names) == 0,
      let ranges = rules.ranges.pattern(given: names, open: Set(open))
    else { return nil }
    var columns: [(place: Int, cells: CellReading)] = []
    for slot in ranges.slots {
      let name = rules.offer.inputName(slot)
      guard let place = known.firstIndex(where: { book.layout.values[$0].name == name }),
        let reading = rules.offer.reading(of: slot, words: book.words, places: book.places)
      else { return nil }
      columns.append((place, reading))
    }
    return Pattern(ranges: ranges, columns: columns)
  }
}

extension RatingBook {
  /// The parameters that may have any legal value.
  ///
  /// These are those that a row does not give, and those whose value was kept out; what moves no price may still
  /// be tied by a rule to what does.
  ///
  /// - Parameters:
  ///   - offer: The offer.
  ///   - given: The names whose values count.
  ///   - said: The names that the row gives, legal or not.
  ///   - needed: The parameters that its bill may depend on.
  ///   - reportable: Whether the row could have given one.
  /// - Returns: Their names, in the order of the card.
  func openParameters(
    of offer: Offer, given: Set<String>, said: Set<String>, needed: [String],
    reportable: (String) -> Bool
  ) -> [String] {
    // A prompt that nobody reports is what was metered of it; see ``Split``.
    let counted = offer.splits.filter { said.contains($0.parts[0]) }.flatMap { split in
      offer.parameters(of: split.total)
        + offer.derivations.filter { split.parts.contains($0.name) }
        .flatMap { offer.parameters(of: $0.expression) }
    }
    return offer.allParameters.map(\.name).filter { name in
      guard !given.contains(name), name != Outcome.parameterName else { return false }
      let isOpen = !options.assumesDefaults && reportable(name)
      guard isOpen || said.contains(name) else { return false }
      return needed.contains(name) || !counted.contains(name)
    }
  }
}
