import BillingTypes

/// Puts the rows of a block together by offer, month and prices.
final class BlockSorter {
  /// Rows that are priced by the same rules in the same month.
  struct Part {
    let key: TallyKey
    /// The rows' places in the block.
    let rows: UnsafePointer<Int32>
    let count: Int
  }

  private let book: RatingBook
  /// By row: the part it is in, -1 for none.
  private let parts: UnsafeMutablePointer<Int32>
  private let order: UnsafeMutablePointer<Int32>
  private var keys: [TallyKey] = []
  private var places: [TallyKey: Int32] = [:]
  private var counts: [Int] = []
  /// By offer: the day that was looked up last, and its part.
  private var lastDays: [Int32]
  private var lastParts: [Int32]

  init(_ book: RatingBook) {
    self.book = book
    parts = .allocate(capacity: LogBlock.capacity)
    order = .allocate(capacity: LogBlock.capacity)
    lastDays = Array(repeating: .min, count: book.offers.count)
    lastParts = Array(repeating: -1, count: book.offers.count)
  }

  deinit {
    parts.deallocate()
    order.deallocate()
  }

  /// Calls `body` with every part of a block.
  ///
  /// - Parameters:
  ///   - block: The rows.
  ///   - odd: Takes rows of unknown offers, of days on which an offer is not sold, and rows that say
  ///     what their offer does not know.
  func forEachPart(
    of block: LogBlock, odd: inout [OddRow], _ body: (Part, inout [OddRow]) throws -> Void
  ) rethrows {
    for part in counts.indices { counts[part] = 0 }
    book.known.withUnsafeBufferPointer { known in
      for row in 0..<block.count {
        let offer = Int(block.offers[row])
        var part: Int32 = -1
        if offer >= 0, block.given[row] & ~known[offer] == 0 {
          let day = block.days[row]
          part = lastDays[offer] == day ? lastParts[offer] : self.part(offer, day)
        }
        parts[row] = part
        if part >= 0 {
          counts[Int(part)] += 1
        } else {
          odd.append(OddRow(start: block.starts[row], line: block.lines[row]))
        }
      }
    }
    var ends: [Int] = []
    var next = 0
    for count in counts {
      ends.append(next)
      next += count
    }
    for row in 0..<block.count where parts[row] >= 0 {
      let part = Int(parts[row])
      order[ends[part]] = Int32(truncatingIfNeeded: row)
      ends[part] += 1
    }
    for part in counts.indices where counts[part] > 0 {
      var first = ends[part] - counts[part]
      while first < ends[part] {
        let size = min(ColumnRun.capacity, ends[part] - first)
        try body(Part(key: keys[part], rows: order + first, count: size), &odd)
        first += size
      }
    }
  }

  private func part(_ offer: Int, _ day: Int32) -> Int32 {
    let version = book.version(of: offer, on: day)
    var part: Int32 = -1
    if version >= 0 {
      let month = Day(number: Int(day)).month.index
      let key = TallyKey(month: month, offer: offer, version: version)
      if let known = places[key] {
        part = known
      } else {
        part = Int32(keys.count)
        places[key] = part
        keys.append(key)
        counts.append(0)
      }
    }
    (lastDays[offer], lastParts[offer]) = (day, part)
    return part
  }
}
