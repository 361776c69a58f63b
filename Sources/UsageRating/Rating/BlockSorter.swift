import BillingTypes
import PricingRules

/// Puts the rows of a block together by offer, month, prices and outcome.
///
/// How a request ended decides whether it is billed at all: with one outcome for all rows of a part, what
/// its rules say of others is not computed.
final class BlockSorter {
  /// Rows that are priced by the same rules in the same month.
  struct Part {
    let key: TallyKey
    /// How all of its requests ended.
    let outcome: Outcome
    /// The rows' places in the block.
    let rows: UnsafePointer<Int32>
    let count: Int
  }

  private struct Key: Hashable {
    let tally: TallyKey
    let outcome: Int
  }

  private let book: RatingBook
  /// By the code of a word: the place of the outcome of that name, -1 for none.
  private let outcomes: [Int32]
  private let outcomeColumn: Int?
  /// By row: the part it is in, -1 for none.
  private let parts: UnsafeMutablePointer<Int32>
  private let order: UnsafeMutablePointer<Int32>
  private var keys: [Key] = []
  private var places: [Key: Int32] = [:]
  private var counts: [Int] = []
  private let known: UnsafeMutablePointer<UInt64>
  /// By offer and outcome: the day that was looked up last, and its part.
  private let lastDays: UnsafeMutablePointer<Int32>
  private let lastParts: UnsafeMutablePointer<Int32>

  init(_ book: RatingBook) {
    self.book = book
    parts = .allocate(capacity: LogBlock.capacity)
    order = .allocate(capacity: LogBlock.capacity)
    let count = book.offers.count
    known = .allocate(capacity: count)
    let size = count * Self.outcomeCount
    lastDays = .allocate(capacity: size)
    lastParts = .allocate(capacity: size)
    lastDays.initialize(repeating: .min, count: size)
    lastParts.initialize(repeating: -1, count: size)
    outcomeColumn = book.layout.values.firstIndex { $0.name == Outcome.parameterName }
    outcomes = book.words.map { word in
      Outcome(rawValue: word).flatMap { Outcome.allCases.firstIndex(of: $0) }.map(Int32.init) ?? -1
    }
    for (place, mask) in book.known.enumerated() { known[place] = mask }
  }

  deinit {
    parts.deallocate()
    order.deallocate()
    known.deallocate()
    lastDays.deallocate()
    lastParts.deallocate()
  }

  private static let outcomeCount = Outcome.allCases.count

  /// Calls `body` with every part of a block.
  ///
  /// - Parameters:
  ///   - block: The rows.
  ///   - odd: Takes rows of unknown offers, of days on which an offer is not sold, and rows that say
  ///     what their offer does not know.
  func forEachPart(
    of block: LogBlock, odd: inout [OddRow], _ body: (Part, inout [OddRow]) throws -> Void
  ) rethrows {
    outcomes.withUnsafeBufferPointer { outcomes in
      assign(block, outcomes, odd: &odd)
    }
    let ends = order(block.count)
    for part in counts.indices where counts[part] > 0 {
      var first = ends[part] - counts[part]
      while first < ends[part] {
        let size = min(ColumnRun.capacity, ends[part] - first)
        let key = keys[part]
        try body(
          Part(
            key: key.tally, outcome: Outcome.allCases[key.outcome], rows: order + first,
            count: size), &odd)
        first += size
      }
    }
  }

  /// Lists the rows part by part.
  ///
  /// - Returns: Where the list of each part ends.
  private func order(_ rows: Int) -> [Int] {
    counts.withUnsafeMutableBufferPointer { counts in
      counts.update(repeating: 0)
      for row in 0..<rows where parts[row] >= 0 { counts[Int(parts[row])] &+= 1 }
      var ends: [Int] = []
      var next = 0
      for count in counts {
        ends.append(next)
        next += count
      }
      ends.withUnsafeMutableBufferPointer { ends in
        for row in 0..<rows where parts[row] >= 0 {
          let part = Int(parts[row])
          order[ends[part]] = Int32(truncatingIfNeeded: row)
          ends[part] &+= 1
        }
      }
      return ends
    }
  }

  /// Finds the part of every row.
  private func assign(
    _ block: LogBlock, _ outcomes: UnsafeBufferPointer<Int32>, odd: inout [OddRow]
  ) {
    let (offers, days, given) = (block.offers, block.days, block.given)
    let (known, lastDays, lastParts) = (known, lastDays, lastParts)
    let column = outcomeColumn.map { block.column($0) }
    for row in 0..<block.count {
      let offer = Int(offers[row])
      var outcome = 0
      if let column, column[row] != ColumnRead.notGiven {
        let code = column[row]
        outcome = UInt64(bitPattern: code) < outcomes.count ? Int(outcomes[Int(code)]) : -1
      }
      var part: Int32 = -1
      if offer >= 0, outcome >= 0, given[row] & ~known[offer] == 0 {
        let day = days[row]
        let place = offer &* Self.outcomeCount &+ outcome
        part = lastDays[place] == day ? lastParts[place] : self.part(offer, outcome, day)
      }
      parts[row] = part
      if part < 0 { odd.append(block.odd(row)) }
    }
  }

  private func part(_ offer: Int, _ outcome: Int, _ day: Int32) -> Int32 {
    let version = book.version(of: offer, on: day)
    var part: Int32 = -1
    if version >= 0 {
      let month = Day(number: Int(day)).month.index
      let key = Key(
        tally: TallyKey(month: month, offer: offer, version: version), outcome: outcome)
      if let known = places[key] {
        part = known
      } else {
        part = Int32(keys.count)
        places[key] = part
        keys.append(key)
        counts.append(0)
      }
    }
    let place = offer * Self.outcomeCount + outcome
    (lastDays[place], lastParts[place]) = (day, part)
    return part
  }
}
