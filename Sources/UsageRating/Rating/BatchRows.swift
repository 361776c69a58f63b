/// Rows of one part that wait to be priced: a column of whole numbers for each thing their offer knows.
struct BatchRows {
  /// More rows than this do not wait.
  static let capacity = ColumnRun.capacity

  /// Numbers from one column to the next: without the rest, all columns of a row would share one line of
  /// the first cache.
  static let stride = capacity + 8

  /// What is known of a row besides its cells.
  struct Tag {
    /// Where it begins in the piece, and its line there, from 0.
    var start: Int32
    var line: Int32
    /// The day in UTC since 1970-01-01.
    var day: Int32
    /// The value columns that are given, a bit for each.
    var given: UInt64 = 0
  }

  var count = 0
  let tags: UnsafeMutablePointer<Tag>
  private let values: UnsafeMutablePointer<Int64>

  /// Makes room for rows with so many columns.
  init(mostColumns: Int) {
    tags = .allocate(capacity: Self.capacity)
    values = .allocate(capacity: max(1, mostColumns) * Self.stride)
  }

  /// Gives the room back.
  func deallocate() {
    tags.deallocate()
    values.deallocate()
  }

  /// A column.
  @inline(__always)
  func column(_ index: Int) -> UnsafeMutablePointer<Int64> { values + index &* Self.stride }

  /// A row as the exact rater is told of it.
  func odd(_ place: Int, target: Int? = nil) -> DeferredRow {
    DeferredRow(start: Int(tags[place].start), line: Int(tags[place].line), target: target)
  }
}
