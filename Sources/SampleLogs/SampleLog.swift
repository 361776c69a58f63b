package import BillingTypes
package import PricingRules

/// A usage log of random requests, for tests and for measuring: the same bytes from the same seed.
///
/// Each offer has a stock of requests made in advance, so a row costs little more than its bytes. Rows
/// are in the order of time, spread evenly over the months; every row is of an offer sold on its day.
package struct SampleLog {
  /// What the log should hold.
  package struct Options: Sendable {
    /// How many rows.
    package var rows: Int
    /// Of the random numbers.
    package var seed: UInt64 = 1
    /// The first month.
    package var from: Month
    /// How many months.
    package var months: Int = 3
    /// How many rows in a million are bad, in every way the rules know.
    package var badInMillion = 0
    /// Whether some rows give metered values.
    package var hasMeters = true
    /// Up to which number some rows give values of single ones of lists.
    package var elements = 0
    /// Whether the column `feature` holds a number that no other row has.
    package var hasRowIDs = true
    /// Whether bad rows are only those that a table with typed columns can hold.
    package var isTyped = false

    /// Creates options.
    package init(rows: Int, from: Month) {
      self.rows = rows
      self.from = from
    }
  }

  /// Offers sold and not sold from a day on.
  private struct Period {
    let from: Day
    let sold: [Int]
    let notSold: [Int]
  }

  /// One offer's rows, each as what stands around the row's id.
  private struct Stock {
    let offer: [UInt8]
    var tails: [[UInt8]] = []
    var bad: [(time: [UInt8]?, offer: [UInt8], tail: [UInt8])] = []
  }

  private let options: Options
  private let columns: [String]
  private var stocks: [Stock] = []
  private var periods: [Period] = []
  private let firstDay: Day
  private let lastDay: Day

  /// Prepares a log.
  ///
  /// - Throws: ``RequestError`` or ``LoweringRefusal`` for an offer that cannot be priced.
  package init(_ catalogue: Catalogue, offers: [Offer], _ options: Options) throws {
    self.options = options
    firstDay = options.from.firstDay
    lastDay = options.from.advanced(by: options.months).firstDay
    // In the order of the tables that SQL makes.
    let parameters = offers.flatMap(\.allParameters).map(\.name)
    let elements = offers.flatMap { $0.elements(upTo: options.elements) }.map(\.name)
    let meters = options.hasMeters ? offers.flatMap(\.meters) : []
    columns = ([Outcome.parameterName] + parameters + elements + meters).uniqued()
    periods = Self.periods(offers, firstDay, lastDay)
    let quoter = Quoter(catalogue: catalogue, asOf: firstDay)
    let places = DecimalPlaces(catalogue)
    var examples: [String: String] = [:]
    if options.badInMillion > 0 {
      for name in columns { examples[name] = Self.example(of: name, in: offers) }
    }
    for (index, offer) in offers.enumerated() {
      let days = Self.priceDays(of: offer, firstDay, lastDay)
      let own = offer.meters.filter { offer.parameter($0) == nil && columns.contains($0) }
      var requests = try SampleRequests(
        offer, on: days, quoter, elements: options.elements,
        meters: try Self.limits(of: own, offer, days, columns, quoter, places),
        seed: options.seed &* 1_000_003 &+ UInt64(index))
      let size = max(64, min(65_536, options.rows) / offers.count)
      stocks.append(stock(&requests, size: size, examples))
    }
  }

  /// Writes the log in pieces of about a megabyte.
  package func write(_ sink: ([UInt8]) throws -> Void) rethrows {
    let head = ["timestamp", "offer"] + (options.hasRowIDs ? ["feature"] : []) + columns
    var bytes = Array((head.joined(separator: ",") + "\n").utf8)
    bytes.reserveCapacity(Self.pieceSize + 4096)
    var random = SampleNumbers(seed: options.seed)
    var clock = SampleClock()
    let seconds = (lastDay.number - firstDay.number) * 86_400
    var period = 0
    for row in 0..<options.rows {
      let second = Int(
        (Int128(row) * Int128(seconds) + Int128(random.below(seconds))) / Int128(options.rows))
      let day = firstDay.number + second / 86_400
      while period + 1 < periods.count, periods[period + 1].from.number <= day { period += 1 }
      let offers = periods[period]
      if options.badInMillion > 0, random.below(1_000_000) < options.badInMillion {
        appendBad(row, day, second, offers, &random, &clock, to: &bytes)
      } else if !offers.sold.isEmpty {
        let stock = stocks[random.pick(offers.sold)]
        clock.append(day, second, to: &bytes)
        append(stock.offer, row, random.pick(stock.tails), to: &bytes)
      }
      if bytes.count >= Self.pieceSize {
        try sink(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    try sink(bytes)
  }

  private func appendBad(
    _ row: Int, _ day: Int, _ second: Int, _ offers: Period, _ random: inout SampleNumbers,
    _ clock: inout SampleClock, to bytes: inout [UInt8]
  ) {
    if offers.sold.isEmpty || !offers.notSold.isEmpty && random.oneIn(16) {
      let stock = stocks[random.pick(offers.notSold)]
      clock.append(day, second, to: &bytes)
      append(stock.offer, row, random.pick(stock.tails), to: &bytes)
      return
    }
    let bad = random.pick(stocks[random.pick(offers.sold)].bad)
    if let time = bad.time { bytes += time } else { clock.append(day, second, to: &bytes) }
    append(bad.offer, row, bad.tail, to: &bytes)
  }

  @inline(__always)
  private func append(_ offer: [UInt8], _ row: Int, _ tail: [UInt8], to bytes: inout [UInt8]) {
    bytes += offer
    if options.hasRowIDs {
      bytes.append(UInt8(ascii: "r"))
      var unit = 1_000_000
      while unit * 10 <= row + 1 { unit *= 10 }
      while unit > 0 {
        bytes.append(UInt8(truncatingIfNeeded: 48 + (row + 1) / unit % 10))
        unit /= 10
      }
      bytes.append(UInt8(ascii: ","))
    }
    bytes += tail
  }

  private static let pieceSize = 1 << 20
}

extension SampleLog {
  private func stock(
    _ requests: inout SampleRequests, size: Int, _ examples: [String: String]
  ) -> Stock {
    let offer = requests.offer
    var stock = Stock(offer: Array(",\(offer.id),".utf8))
    for _ in 0..<size { stock.tails.append(tail(requests.legal().mapValues(\.description))) }
    guard options.badInMillion > 0 else { return stock }
    let foreign = columns.filter { !offer.knows($0) }.compactMap { name in
      examples[name].map { (name, $0) }
    }
    for mistake in SampleMistake.allCases where mistake != .notSold {
      guard mistake.isTyped || !options.isTyped else { continue }
      for _ in 0..<16 {
        guard let row = mistake.row(&requests, foreign: foreign) else { break }
        stock.bad.append(
          (
            row.time.map { Array($0.utf8) }, Array(",\(row.offer),".utf8),
            tail(row.values, missingColumns: row.missingColumns)
          ))
      }
    }
    return stock
  }

  /// A value that some offer takes for a name.
  private static func example(of name: String, in offers: [Offer]) -> String? {
    for place in offers.indices {
      if let parameter = offers[place].parameter(name) {
        return parameter.extremes.highest.description
      }
      if offers[place].meters.contains(name) { return "1" }
    }
    return nil
  }

  private func tail(_ values: [String: String], missingColumns: Int = 0) -> [UInt8] {
    var cells = columns.map { values[$0] ?? "" }
    if missingColumns > 0 { cells.removeLast() }
    if missingColumns < 0 { cells.append("") }
    return Array((cells.joined(separator: ",") + "\n").utf8)
  }

  /// The days from which other offers are sold.
  private static func periods(_ offers: [Offer], _ first: Day, _ last: Day) -> [Period] {
    let days = offers.flatMap { [$0.validity.from, $0.validity.to].compactMap(\.self) }
    let starts = [first] + Set(days.filter { first < $0 && $0 < last }).sorted()
    return starts.map { day in
      let sold = offers.indices.filter { offers[$0].validity.contains(day) }
      return Period(
        from: day, sold: sold, notSold: offers.indices.filter { !sold.contains($0) })
    }
  }

  /// The days on which an offer is sold at prices of their own.
  private static func priceDays(of offer: Offer, _ first: Day, _ last: Day) -> [Day] {
    let changes = offer.charges.flatMap { $0.price.history.compactMap(\.from) }
    let starts = [first] + (changes + [offer.validity.from].compactMap(\.self))
    let days = Set(starts.filter { first <= $0 && $0 < last && offer.validity.contains($0) })
    return days.isEmpty ? [first] : days.sorted()
  }

  /// The largest value of each meter that whole-number rules read.
  private static func limits(
    of meters: [String], _ offer: Offer, _ days: [Day], _ columns: [String], _ quoter: Quoter,
    _ places: DecimalPlaces
  ) throws -> [(name: String, limit: Int64)] {
    let worths = quoter.defaultWorths(of: offer)
    var limits = Dictionary(uniqueKeysWithValues: meters.map { ($0, Int64.max) })
    for day in days {
      var codes = WordCodes()
      let form = try? LoweredOffer(
        offer, currency: quoter.catalogue.currency(of: offer.provider), on: day,
        creditWorth: worths.money,
        setting: LoweringSetting(given: Set(columns), places: places), codes: &codes)
      // Rules that no whole numbers of 64 bits hold set no limit that could be told from them: nothing is metered.
      guard let whole = form else { return [] }
      for input in whole.inputs {
        guard input.isMeter, case .number(let decimals) = input.kind else { continue }
        var scale: Int64 = 1
        for _ in 0..<decimals { scale *= 10 }
        limits[input.name] = min(limits[input.name] ?? 0, input.range.upperBound / scale)
      }
    }
    return meters.map { ($0, limits[$0] ?? 0) }
  }
}
