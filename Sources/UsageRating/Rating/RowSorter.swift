import BillingTypes
import PricingRules

/// Puts the rows of a piece together by offer, month, prices and outcome, until enough of them wait to be
/// priced at once.
///
/// How a request ended decides whether it is billed at all: with one outcome for all rows of a part, what
/// its rules say of others is not computed.
final class RowSorter {
  /// Rows that are priced by the same rules in the same month.
  struct Batch {
    let key: GroupKey
    /// How all of its requests ended.
    let outcome: Outcome
    let rows: BatchRows
  }

  /// What became of a row.
  enum Placement {
    case waits
    /// Its rules cannot be known: an unknown offer or outcome, a day on which the offer is not sold, or
    /// something that the offer does not know.
    case isOdd
    /// There is no room: what waits must be priced first.
    case isLeft
  }

  /// A row as it is read.
  struct Row {
    var offer: Int32 = -1
    /// The value columns that are given, a bit for each.
    var given: UInt64 = 0
    var tag: BatchRows.Tag
  }

  private struct Key: Hashable {
    let tally: GroupKey
    let outcome: Int
  }

  /// What a row has to be known by.
  private struct OfferColumns {
    let known: UInt64
    let columns: UnsafeMutablePointer<Int32>
    let count: Int
  }

  private struct DayPart {
    var day = Int32.min
    var part: Int32 = -1
  }

  private let book: RatingBook
  /// Whether cells hold more than one value, which columns do not read.
  private let isLeftAlone: Bool
  private let valueColumns: Int
  /// The cells of the row that is read, by value column; those that are not given say so.
  let cells: UnsafeMutablePointer<Int64>
  /// Where the outcome is among the cells; where no column gives it, a cell that says nothing.
  private let outcomeColumn: Int
  /// By the code of a word: the place of the outcome of that name, -1 for none.
  private let outcomes: UnsafeMutablePointer<Int32>
  private let wordCount: Int
  private let offers: UnsafeMutablePointer<OfferColumns>
  /// By offer, outcome and the end of the day's number: the part of the day that was looked up last.
  private let dayParts: UnsafeMutablePointer<DayPart>
  private static let dayBits = 6
  private var keys: [Key] = []
  private var parts: [Key: Int32] = [:]
  /// By part: its room, -1 for none.
  private let rooms: UnsafeMutablePointer<Int32>
  private let rows: UnsafeMutablePointer<BatchRows>
  /// By room that is in use: its part.
  private var roomParts: [Int] = []
  private var roomCount = 0
  /// The part that has no room for the row that was left; nil when all rooms are in use.
  private var fullPart: Int?

  /// Rows of further parts are left to the exact rater.
  private static let mostParts = 1 << 14
  /// Parts that wait at the same time.
  private static let mostRooms = 256
  private let outcomeCount = Outcome.allCases.count

  init(_ book: RatingBook) {
    self.book = book
    isLeftAlone = book.layout.roles.contains(.size)
    valueColumns = book.layout.values.count
    cells = .allocate(capacity: valueColumns + 1)
    cells.initialize(repeating: ColumnRead.notGiven, count: valueColumns + 1)
    outcomeColumn =
      book.layout.values.firstIndex { $0.name == Outcome.parameterName } ?? valueColumns
    offers = .allocate(capacity: book.offers.count)
    for (place, known) in book.known.enumerated() {
      let columns = UnsafeMutablePointer<Int32>.allocate(capacity: known.count + 1)
      for (index, column) in known.enumerated() { columns[index] = Int32(column) }
      (offers + place).initialize(
        to: OfferColumns(
          known: known.reduce(0) { $0 | 1 << UInt64($1) }, columns: columns, count: known.count))
    }
    let size = (book.offers.count * outcomeCount) << Self.dayBits
    dayParts = .allocate(capacity: size)
    dayParts.initialize(repeating: DayPart(), count: size)
    wordCount = book.words.count
    outcomes = .allocate(capacity: wordCount)
    for (code, word) in book.words.enumerated() {
      let place = Outcome.allCases.firstIndex { $0.rawValue == word }
      (outcomes + code).initialize(to: Int32(place ?? -1))
    }
    rooms = .allocate(capacity: Self.mostParts)
    rooms.initialize(repeating: -1, count: Self.mostParts)
    rows = .allocate(capacity: Self.mostRooms)
  }

  deinit {
    for room in 0..<roomCount { rows[room].deallocate() }
    for offer in book.offers.indices { offers[offer].columns.deallocate() }
    cells.deallocate()
    offers.deallocate()
    dayParts.deallocate()
    outcomes.deallocate()
    rooms.deallocate()
    rows.deallocate()
  }

  /// Adds the row whose cells were read, and empties them.
  @inline(__always)
  func add(_ row: Row) -> Placement {
    guard row.offer >= 0, !isLeftAlone else { return .isOdd }
    let offer = offers[Int(row.offer)]
    guard row.given & ~offer.known == 0 else { return .isOdd }
    var outcome = 0
    let code = cells[outcomeColumn]
    if code != ColumnRead.notGiven {
      guard UInt64(bitPattern: code) < wordCount, outcomes[Int(code)] >= 0 else { return .isOdd }
      outcome = Int(outcomes[Int(code)])
    }
    let place =
      (Int(row.offer) &* outcomeCount &+ outcome) &<< Self.dayBits
      | Int(row.tag.day) & (1 &<< Self.dayBits &- 1)
    let day = row.tag.day
    let part =
      dayParts[place].day == day ? dayParts[place].part : part(Int(row.offer), outcome, day, place)
    guard part >= 0 else { return .isOdd }
    var room = rooms[Int(part)]
    if room < 0 {
      room = makeRoom(Int(part))
      if room < 0 { return .isLeft }
    }
    let target = rows + Int(room)
    let index = target.pointee.count
    guard index < BatchRows.capacity else {
      fullPart = Int(part)
      return .isLeft
    }
    target.pointee.tags[index] = row.tag
    target.pointee.tags[index].given = row.given
    target.pointee.count = index &+ 1
    var column = target.pointee.column(0) + index
    for place in 0..<offer.count {
      let source = cells + Int(offer.columns[place])
      column.pointee = source.pointee
      source.pointee = ColumnRead.notGiven
      column += BatchRows.stride
    }
    return .waits
  }

  /// Empties the cells of a row that is not added.
  func clear() { cells.update(repeating: ColumnRead.notGiven, count: valueColumns) }

  /// Calls `body` with the part that had no room for a row, or with every part where there was no room for
  /// another one.
  func takeFull(_ body: (Batch) throws -> Void) rethrows {
    guard let part = fullPart else { return try takeAll(body) }
    fullPart = nil
    try take(part, body)
  }

  /// Calls `body` with every part; then none waits.
  func takeAll(_ body: (Batch) throws -> Void) rethrows {
    for part in roomParts {
      try take(part, body)
      rooms[part] = -1
    }
    roomParts.removeAll(keepingCapacity: true)
  }

  private func take(_ part: Int, _ body: (Batch) throws -> Void) rethrows {
    let (key, room) = (keys[part], rows + Int(rooms[part]))
    guard room.pointee.count > 0 else { return }
    try body(
      Batch(key: key.tally, outcome: Outcome.allCases[key.outcome], rows: room.pointee))
    room.pointee.count = 0
  }

  @inline(never)
  private func makeRoom(_ part: Int) -> Int32 {
    guard roomParts.count < Self.mostRooms else { return -1 }
    if roomParts.count == roomCount {
      (rows + roomCount).initialize(to: BatchRows(mostColumns: valueColumns))
      roomCount += 1
    }
    rooms[part] = Int32(roomParts.count)
    roomParts.append(part)
    return rooms[part]
  }

  @inline(never)
  private func part(_ offer: Int, _ outcome: Int, _ day: Int32, _ place: Int) -> Int32 {
    let version = book.version(of: offer, on: day)
    var part: Int32 = -1
    if version >= 0 {
      let month = Day(number: Int(day)).month.index
      let key = Key(
        tally: GroupKey(month: month, offer: offer, version: version), outcome: outcome)
      part = parts[key] ?? addPart(key)
    }
    dayParts[place] = DayPart(day: day, part: part)
    return part
  }

  private func addPart(_ key: Key) -> Int32 {
    guard keys.count < Self.mostParts else { return -1 }
    let part = Int32(keys.count)
    parts[key] = part
    keys.append(key)
    return part
  }
}
