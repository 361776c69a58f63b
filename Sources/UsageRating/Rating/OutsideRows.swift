import BillingTypes
import CostAnalysis
import PricingRules

/// Counts of metered values that no legal request comes to, by offer and meter.
struct OutsideRows: Sendable {
  private struct Key: Hashable {
    let offer: Int
    let meter: String
  }

  private struct Count {
    var rows: Int
    var legal: ClosedRange<Rational>
  }

  private var counts: [Key: Count] = [:]

  /// Adds rows.
  mutating func add(_ rows: Int = 1, offer: Int, meter: String, legal: ClosedRange<Rational>) {
    let key = Key(offer: offer, meter: meter)
    guard let own = counts[key] else {
      counts[key] = Count(rows: rows, legal: legal)
      return
    }
    let least = min(own.legal.lowerBound, legal.lowerBound)
    counts[key] = Count(
      rows: own.rows + rows, legal: least...max(own.legal.upperBound, legal.upperBound))
  }

  /// Adds the counts of another thread.
  mutating func add(_ other: OutsideRows) {
    for (key, own) in other.counts {
      add(own.rows, offer: key.offer, meter: key.meter, legal: own.legal)
    }
  }

  /// What was found, by offer and meter.
  func findings(_ book: RatingBook) -> [MeteredOutside] {
    counts.sorted { ($0.key.offer, $0.key.meter) < ($1.key.offer, $1.key.meter) }.map {
      MeteredOutside(
        offer: book.offers[$0.offer].id, meter: $0.meter, rows: $1.rows, legal: $1.legal)
    }
  }
}

/// A meter's column among those that an offer knows, with what legal requests come to.
struct WatchedMeter {
  let name: String
  let column: Int
  /// The column's bit in what a row gives.
  let bit: UInt64
  let legal: ClosedRange<Rational>
  /// The same in the column's numbers.
  let cells: ClosedRange<Int64>
}

extension RowPricer {
  /// The meters of a log's columns whose values are looked at, of an offer on days of one version.
  func watchedMeters(_ key: RatingBook.VersionKey) -> [WatchedMeter] {
    let known = book.known[key.offer]
    let ranges = legalMeters(key)
    return known.enumerated().compactMap { column, place in
      let name = book.layout.values[place].name
      guard let legal = ranges[name],
        let scale = Int64(exactly: decimalPower(book.places[name])),
        let least = try? (legal.lowerBound * Rational(Int128(scale))).rounded(.up),
        let most = try? (legal.upperBound * Rational(Int128(scale))).rounded(.down)
      else { return nil }
      let low = Int64(clamping: least)
      return WatchedMeter(
        name: name, column: column, bit: 1 << UInt64(place), legal: legal,
        cells: low...max(low, Int64(clamping: most)))
    }
  }
}
