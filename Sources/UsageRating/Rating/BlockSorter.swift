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

  private struct List {
    let key: Key
    let rows: UnsafeMutablePointer<Int32>
  }

  private let book: RatingBook
  /// By the code of a word: the place of the outcome of that name, -1 for none.
  private let outcomes: UnsafeMutablePointer<Int32>
  private let wordCount: Int
  private let known: UnsafeMutablePointer<UInt64>
  /// By offer and outcome: the day that was looked up last, and its part.
  private let lastDays: UnsafeMutablePointer<Int32>
  private let lastParts: UnsafeMutablePointer<Int32>
  private var lists: [List] = []
  private var places: [Key: Int32] = [:]
  /// By part: its rows, and how many there are.
  private let rows: UnsafeMutablePointer<UnsafeMutablePointer<Int32>>
  private let counts: UnsafeMutablePointer<Int>
  /// Rows of further parts are left to the exact rater.
  private static let mostParts = 1 << 14

  private static let outcomeCount = Outcome.allCases.count

  init(_ book: RatingBook) {
    self.book = book
    let count = book.offers.count
    known = .allocate(capacity: count)
    for (place, mask) in book.known.enumerated() { (known + place).initialize(to: mask) }
    let size = count * Self.outcomeCount
    lastDays = .allocate(capacity: size)
    lastParts = .allocate(capacity: size)
    lastDays.initialize(repeating: .min, count: size)
    lastParts.initialize(repeating: -1, count: size)
    wordCount = book.words.count
    outcomes = .allocate(capacity: wordCount)
    for (code, word) in book.words.enumerated() {
      let place = Outcome.allCases.firstIndex { $0.rawValue == word }
      (outcomes + code).initialize(to: Int32(place ?? -1))
    }
    rows = .allocate(capacity: Self.mostParts)
    counts = .allocate(capacity: Self.mostParts)
    counts.initialize(repeating: 0, count: Self.mostParts)
  }

  deinit {
    for list in lists { list.rows.deallocate() }
    known.deallocate()
    lastDays.deallocate()
    lastParts.deallocate()
    outcomes.deallocate()
    rows.deallocate()
    counts.deallocate()
  }

  /// Adds a row.
  ///
  /// - Returns: Whether its rules can be known: not for unknown offers and outcomes, days on which an
  ///   offer is not sold, and rows that say what their offer does not know.
  @inline(__always)
  func add(_ row: Int, offer: Int32, given: UInt64, day: Int32, outcome code: Int64) -> Bool {
    guard offer >= 0, given & ~known[Int(offer)] == 0 else { return false }
    var outcome = 0
    if code != ColumnRead.notGiven {
      guard UInt64(bitPattern: code) < wordCount, outcomes[Int(code)] >= 0 else { return false }
      outcome = Int(outcomes[Int(code)])
    }
    let place = Int(offer) &* Self.outcomeCount &+ outcome
    let part = lastDays[place] == day ? lastParts[place] : part(Int(offer), outcome, day)
    guard part >= 0 else { return false }
    rows[Int(part)][counts[Int(part)]] = Int32(truncatingIfNeeded: row)
    counts[Int(part)] &+= 1
    return true
  }

  /// Calls `body` with every part of the block, and begins the next one.
  func takeParts(_ body: (Part) throws -> Void) rethrows {
    for (part, list) in lists.enumerated() where counts[part] > 0 {
      var first = 0
      let count = counts[part]
      counts[part] = 0
      while first < count {
        let size = min(ColumnRun.capacity, count - first)
        try body(
          Part(
            key: list.key.tally, outcome: Outcome.allCases[list.key.outcome],
            rows: list.rows + first, count: size))
        first += size
      }
    }
  }

  @inline(never)
  private func part(_ offer: Int, _ outcome: Int, _ day: Int32) -> Int32 {
    let version = book.version(of: offer, on: day)
    var part: Int32 = -1
    if version >= 0 {
      let month = Day(number: Int(day)).month.index
      let key = Key(
        tally: TallyKey(month: month, offer: offer, version: version), outcome: outcome)
      part = places[key] ?? addPart(key)
    }
    let place = offer * Self.outcomeCount + outcome
    (lastDays[place], lastParts[place]) = (day, part)
    return part
  }

  private func addPart(_ key: Key) -> Int32 {
    guard lists.count < Self.mostParts else { return -1 }
    let list = List(key: key, rows: .allocate(capacity: LogBlock.capacity))
    (rows + lists.count).initialize(to: list.rows)
    let part = Int32(lists.count)
    places[key] = part
    lists.append(list)
    return part
  }
}
