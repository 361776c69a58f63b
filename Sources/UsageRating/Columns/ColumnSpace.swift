/// Buffers of one number per row, and the operations between them.
///
/// Ranges are proven, so nothing overflows; rows that are not fine hold legal numbers too.
struct ColumnSpace {
  let base: UnsafeMutablePointer<Int64>

  init(_ bufferCount: Int) {
    base = .allocate(capacity: bufferCount * ColumnRun.capacity)
    base.initialize(repeating: 0, count: bufferCount * ColumnRun.capacity)
  }

  @inline(__always)
  func buffer(_ index: Int) -> UnsafeMutablePointer<Int64> { base + index * ColumnRun.capacity }

  /// Looks up one cell per row.
  func look(_ table: ColumnTable, _ step: ColumnProgram.Step, _ rows: Int) {
    withUnsafeTemporaryAllocation(
      of: UnsafePointer<Int64>.self, capacity: ColumnTable.mostKeys
    ) { columns in
      for (place, index) in table.buffers.enumerated() {
        columns[place] = UnsafePointer(buffer(index))
      }
      table.fill(buffer(step.target), columns, rows)
    }
  }

  func invert(_ step: ColumnProgram.Step, _ rows: Int) {
    guard case .buffer(let index) = step.a else { return }
    let (target, a) = (buffer(step.target), buffer(index))
    for row in 0..<rows { target[row] = 1 &- a[row] }
  }

  /// The three shapes of an operation between two: a constant is not spread into a column.
  @inline(__always)
  private func each(
    _ step: ColumnProgram.Step, _ rows: Int, _ body: (Int64, Int64) -> Int64
  ) {
    let target = buffer(step.target)
    switch (step.a, step.b) {
    case (.buffer(let x), .buffer(let y)):
      let (x, y) = (buffer(x), buffer(y))
      for row in 0..<rows { target[row] = body(x[row], y[row]) }
    case (.buffer(let x), .constant(let y)):
      let x = buffer(x)
      for row in 0..<rows { target[row] = body(x[row], y) }
    case (.constant(let x), .buffer(let y)):
      let y = buffer(y)
      for row in 0..<rows { target[row] = body(x, y[row]) }
    case (.constant(let x), .constant(let y)):
      target.update(repeating: body(x, y), count: rows)
    }
  }

  func combine(_ step: ColumnProgram.Step, _ rows: Int) {
    switch step.operation {
    case .add: each(step, rows) { $0 &+ $1 }
    case .subtract: each(step, rows) { $0 &- $1 }
    case .multiply: each(step, rows) { $0 &* $1 }
    case .quotient: divide(step, rows)
    case .least: each(step, rows) { min($0, $1) }
    case .greatest: each(step, rows) { max($0, $1) }
    case .isEqual: each(step, rows) { $0 == $1 ? 1 : 0 }
    case .isLess: each(step, rows) { $0 < $1 ? 1 : 0 }
    case .both: each(step, rows) { $0 & $1 }
    case .either: each(step, rows) { $0 | $1 }
    default: preconditionFailure("\(step.operation) is not an operation between two columns")
    }
  }

  private func divide(_ step: ColumnProgram.Step, _ rows: Int) {
    if case .constant(let divisor) = step.b, divisor & (divisor - 1) == 0 {
      // An arithmetic shift is a floor.
      let shift = Int64(divisor.trailingZeroBitCount)
      return each(step, rows) { x, _ in x &>> shift }
    }
    each(step, rows) { x, y in
      // Small numbers, the common case, divide several times faster in 32 bits.
      if UInt64(bitPattern: x | y) <= UInt64(UInt32.max) {
        return Int64(UInt32(truncatingIfNeeded: x) / UInt32(truncatingIfNeeded: y))
      }
      let quotient = x / y
      return quotient &* y > x ? quotient &- 1 : quotient
    }
  }

  func choose(_ step: ColumnProgram.Step, _ rows: Int) {
    guard case .buffer(let index) = step.a else { return }
    let (target, condition) = (buffer(step.target), buffer(index))
    switch (step.b, step.c) {
    case (.buffer(let x), .buffer(let y)):
      let (x, y) = (buffer(x), buffer(y))
      for row in 0..<rows { target[row] = condition[row] != 0 ? x[row] : y[row] }
    case (.buffer(let x), .constant(let y)):
      let x = buffer(x)
      for row in 0..<rows { target[row] = condition[row] != 0 ? x[row] : y }
    case (.constant(let x), .buffer(let y)):
      let y = buffer(y)
      for row in 0..<rows { target[row] = condition[row] != 0 ? x : y[row] }
    case (.constant(let x), .constant(let y)):
      for row in 0..<rows { target[row] = condition[row] != 0 ? x : y }
    }
  }
}
