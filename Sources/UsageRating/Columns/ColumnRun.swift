/// Working space for column programs: one per thread, used for every block.
package final class ColumnRun {
  /// Rows of a block.
  package static let capacity = 1024

  private var buffers: UnsafeMutablePointer<Int64>
  private var bufferCount: Int
  private let ones: UnsafeMutablePointer<Int64>

  /// Creates space that grows with the programs.
  package init() {
    bufferCount = 32
    buffers = .allocate(capacity: 32 * Self.capacity)
    buffers.initialize(repeating: 0, count: 32 * Self.capacity)
    ones = .allocate(capacity: Self.capacity)
    ones.initialize(repeating: 1, count: Self.capacity)
  }

  deinit {
    buffers.deallocate()
    ones.deallocate()
  }

  /// Runs a program.
  ///
  /// - Parameters:
  ///   - program: The program.
  ///   - columns: A column for every input, as ``ColumnRead`` says; what no column gives is not read.
  ///   - rows: How many rows, at most ``capacity``.
  package func run(
    _ program: ColumnProgram, _ columns: UnsafePointer<UnsafePointer<Int64>>, rows: Int
  ) {
    reserve(program.bufferCount + program.outputs.count + 1)
    let fine = buffer(program.bufferCount)
    fine.update(repeating: 1, count: rows)
    for step in program.steps {
      let target = buffer(step.target)
      switch step.operation {
      case .read:
        program.reads[step.place].read(columns[step.place], into: target, isFine: fine, rows)
      case .isGiven:
        let column = columns[step.place]
        for row in 0..<rows { target[row] = column[row] == ColumnRead.notGiven ? 0 : 1 }
      case .cell:
        let keys = step.operands.map { UnsafePointer(self.column(of: $0, rows)) }
        program.tables[step.place].fill(target, keys, rows)
      case .isNot:
        unary(target, step.operands[0], rows) { 1 &- $0 }
      case .choice:
        choose(target, step.operands, rows)
      case .constant: break
      default: binary(step.operation, target, step.operands[0], step.operands[1], rows)
      }
    }
    switch program.isFine {
    case .constant(1): break
    case .constant: fine.update(repeating: 0, count: rows)
    case .buffer(let index):
      let rules = buffer(index)
      for row in 0..<rows { fine[row] &= rules[row] }
    }
  }

  /// 1 for every row of the last run that is fine.
  package func isFine(_ program: ColumnProgram) -> UnsafeMutablePointer<Int64> {
    buffer(program.bufferCount)
  }

  /// A column that was asked for, from the last run.
  package func output(_ index: Int, of program: ColumnProgram, rows: Int) -> UnsafePointer<Int64> {
    switch program.outputs[index] {
    case .buffer(let place): return UnsafePointer(buffer(place))
    case .constant(let value):
      let column = buffer(program.bufferCount + 1 + index)
      column.update(repeating: value, count: rows)
      return UnsafePointer(column)
    }
  }

  private func buffer(_ index: Int) -> UnsafeMutablePointer<Int64> {
    buffers + index * Self.capacity
  }

  private func reserve(_ count: Int) {
    guard count > bufferCount else { return }
    buffers.deallocate()
    buffers = .allocate(capacity: count * Self.capacity)
    buffers.initialize(repeating: 0, count: count * Self.capacity)
    bufferCount = count
  }

  /// A key that is a constant stands in a column of its own.
  private func column(of operand: ColumnProgram.Operand, _ rows: Int) -> UnsafeMutablePointer<Int64>
  {
    switch operand {
    case .buffer(let index): return buffer(index)
    case .constant(let value):
      ones.update(repeating: value, count: rows)
      return ones
    }
  }

  @inline(__always)
  private func unary(
    _ target: UnsafeMutablePointer<Int64>, _ a: ColumnProgram.Operand, _ rows: Int,
    _ body: (Int64) -> Int64
  ) {
    guard case .buffer(let index) = a else { return }
    let a = buffer(index)
    for row in 0..<rows { target[row] = body(a[row]) }
  }

  /// The three shapes of an operation between two: a constant is not spread into a column.
  @inline(__always)
  private func each(
    _ target: UnsafeMutablePointer<Int64>, _ a: ColumnProgram.Operand, _ b: ColumnProgram.Operand,
    _ rows: Int, _ body: (Int64, Int64) -> Int64
  ) {
    switch (a, b) {
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

  private func binary(
    _ operation: ColumnProgram.Operation, _ target: UnsafeMutablePointer<Int64>,
    _ a: ColumnProgram.Operand, _ b: ColumnProgram.Operand, _ rows: Int
  ) {
    // Ranges are proven, so nothing overflows; rows that are not fine hold legal numbers too.
    switch operation {
    case .add: each(target, a, b, rows) { $0 &+ $1 }
    case .subtract: each(target, a, b, rows) { $0 &- $1 }
    case .multiply: each(target, a, b, rows) { $0 &* $1 }
    case .quotient: divide(target, a, b, rows)
    case .least: each(target, a, b, rows) { min($0, $1) }
    case .greatest: each(target, a, b, rows) { max($0, $1) }
    case .isEqual: each(target, a, b, rows) { $0 == $1 ? 1 : 0 }
    case .isLess: each(target, a, b, rows) { $0 < $1 ? 1 : 0 }
    case .both: each(target, a, b, rows) { $0 & $1 }
    case .either: each(target, a, b, rows) { $0 | $1 }
    default: preconditionFailure("\(operation) is not an operation between two columns")
    }
  }

  private func divide(
    _ target: UnsafeMutablePointer<Int64>, _ a: ColumnProgram.Operand, _ b: ColumnProgram.Operand,
    _ rows: Int
  ) {
    if case .constant(let divisor) = b, divisor & (divisor - 1) == 0 {
      // An arithmetic shift is a floor.
      let shift = Int64(divisor.trailingZeroBitCount)
      return each(target, a, b, rows) { x, _ in x &>> shift }
    }
    each(target, a, b, rows) { x, y in
      // Small numbers, the common case, divide several times faster in 32 bits.
      if UInt64(bitPattern: x | y) <= UInt64(UInt32.max) {
        return Int64(UInt32(truncatingIfNeeded: x) / UInt32(truncatingIfNeeded: y))
      }
      let quotient = x / y
      return quotient &* y > x ? quotient &- 1 : quotient
    }
  }

  private func choose(
    _ target: UnsafeMutablePointer<Int64>, _ operands: [ColumnProgram.Operand], _ rows: Int
  ) {
    guard case .buffer(let index) = operands[0] else { return }
    let condition = buffer(index)
    switch (operands[1], operands[2]) {
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
