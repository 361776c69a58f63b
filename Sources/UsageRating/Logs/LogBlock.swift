/// Rows of a log as columns of whole numbers; the working space of one thread.
final class LogBlock {
  /// Rows that were read.
  var count = 0
  /// By row: the day in UTC since 1970-01-01.
  let days: UnsafeMutablePointer<Int32>
  /// By row: where it begins in the piece.
  let starts: UnsafeMutablePointer<Int32>
  /// By row: its line in the piece, from 0.
  let lines: UnsafeMutablePointer<Int32>
  /// The value columns, one behind the other.
  let values: UnsafeMutablePointer<Int64>
  private let valueColumns: Int

  /// Rows of a block: its columns stay in the second cache.
  static let capacity = 2048

  init(valueColumns: Int) {
    self.valueColumns = valueColumns
    days = .allocate(capacity: Self.capacity)
    starts = .allocate(capacity: Self.capacity)
    lines = .allocate(capacity: Self.capacity)
    values = .allocate(capacity: max(1, valueColumns) * Self.capacity)
  }

  deinit {
    days.deallocate()
    starts.deallocate()
    lines.deallocate()
    values.deallocate()
  }

  /// A row as the exact rater is told of it.
  func odd(_ row: Int, target: Int? = nil) -> OddRow {
    OddRow(start: Int(starts[row]), line: Int(lines[row]), target: target)
  }

  /// A value column.
  @inline(__always)
  func column(_ index: Int) -> UnsafeMutablePointer<Int64> { values + index * Self.capacity }

  /// Empties every cell.
  func clear() {
    values.update(repeating: ColumnRead.notGiven, count: valueColumns * Self.capacity)
  }
}
