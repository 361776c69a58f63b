public import BillingTypes

extension Offer {
  /// The first day for which an undated price has evidence.
  ///
  /// A price without a first day is taken to hold since always, and nobody said so: before its earliest source it is
  /// a guess.
  ///
  /// - Parameter charge: One of the offer's charges.
  /// - Returns: nil where the price or the offer has a first day, and where no source has a date.
  public func evidenceStart(of charge: Charge) -> Day? {
    guard validity.from == nil, let first = charge.price.history.first, first.from == nil else {
      return nil
    }
    let sources = charge.evidence.isEmpty ? evidence : charge.evidence
    return sources.compactMap(\.firstDay).min()
  }

  /// Whether the price that holds on a day is undated, and the day before its earliest evidence.
  package func isBeforeEvidence(_ charge: Charge, on day: Day) -> Bool {
    guard let start = evidenceStart(of: charge), day < start else { return false }
    return charge.price.history.dropFirst().allSatisfy { $0.from.map { day < $0 } ?? true }
  }

  /// Whether sources leave bills open on a day, whatever a request says.
  package func isOpenAnyway(on day: Day) -> Bool {
    charges.contains { $0.doubt != nil || isBeforeEvidence($0, on: day) }
  }

  /// The days on which a price begins, or its evidence.
  package var priceDays: [Day] {
    charges.flatMap { charge in
      charge.price.history.compactMap(\.from) + [evidenceStart(of: charge)].compactMap(\.self)
    }
  }
}

extension Evidence {
  /// The last day of what is known of the date: the day it was read, or the last of its month or year.
  package var lastDay: Day? {
    if let read { return read }
    guard let dated else { return nil }
    let text = String(dated.prefix { $0.isNumber || $0 == "-" })
    if let day = Day(text) { return day }
    return [text, text + "-12"].lazy.compactMap { Month($0) }.first.map { month in
      Day(number: month.firstDay.number + month.dayCount - 1)
    }
  }

  /// The first day of what is known of the date: the day it was read, or the first of its month or year.
  var firstDay: Day? {
    if let read { return read }
    guard let dated else { return nil }
    let text = String(
      decoding: dated.utf8.prefix { (48...57).contains($0) || $0 == UInt8(ascii: "-") },
      as: UTF8.self)
    return Day(text) ?? Day(text + "-01") ?? Day(text + "-01-01")
  }
}
