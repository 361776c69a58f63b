import BillingTypes
import PricingRules

/// Buffers of one number per row, and the operations between them.
///
/// Ranges are proven, so nothing overflows; rows that are not fine hold legal numbers too.
struct ColumnSpace {
  /// Numbers from one buffer to the next: without the rest, all buffers would share lines of the first
  /// cache.
  static let stride = ColumnRun.capacity + 8

  let base: UnsafeMutablePointer<Int64>

  init(_ bufferCount: Int) {
    base = .allocate(capacity: bufferCount * Self.stride)
    base.initialize(repeating: 0, count: bufferCount * Self.stride)
  }

  @inline(__always)
  func buffer(_ index: Int) -> UnsafeMutablePointer<Int64> { base + index &* Self.stride }

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

  /// 1 for cells that are given.
  func mark(_ column: UnsafePointer<Int64>, _ step: ColumnProgram.Step, _ rows: Int) {
    let target = buffer(step.target)
    for row in 0..<rows { target[row] = column[row] == ColumnRead.notGiven ? 0 : 1 }
  }

  func invert(_ step: ColumnProgram.Step, _ rows: Int) {
    guard case .buffer(let index) = step.a else { return }
    let (target, a) = (buffer(step.target), buffer(index))
    for row in 0..<rows { target[row] = a[row] ^ 1 }
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

  /// Performs one step of a program over a block.
  @inline(__always)
  func perform(
    _ step: ColumnProgram.Step, of program: ColumnProgram,
    _ reads: UnsafeBufferPointer<ColumnRead>, _ columns: UnsafePointer<UnsafePointer<Int64>>,
    isFine fine: UnsafeMutablePointer<Int64>, _ rows: Int
  ) {
    let input = step.place
    switch step.operation {
    case .read: reads[input].read(columns[input], into: buffer(step.target), isFine: fine, rows)
    case .check: reads[input].read(columns[input], into: nil, isFine: fine, rows)
    case .isGiven: mark(columns[input], step, rows)
    case .cell: look(program.tables[step.place], step, rows)
    case .isNot: invert(step, rows)
    case .choice: choose(step, rows)
    case .constant: break
    case .reciprocal: divide(step, program.reciprocals[step.place], rows)
    default: combine(step, rows)
    }
  }

  private func combine(_ step: ColumnProgram.Step, _ rows: Int) {
    switch step.operation {
    case .add: each(step, rows) { $0 &+ $1 }
    case .subtract: each(step, rows) { $0 &- $1 }
    case .multiply: each(step, rows) { $0 &* $1 }
    case .quotient: divide(step, rows)
    case .root: each(step, rows) { x, _ in x.wholeSquareRoot() }
    case .shortQuotient:
      each(step, rows) {
        Int64(UInt32(truncatingIfNeeded: $0) / UInt32(truncatingIfNeeded: $1))
      }
    case .shift:
      let bits = Int64(step.place)
      each(step, rows) { x, _ in x &>> bits }
    case .least: each(step, rows) { min($0, $1) }
    case .greatest: each(step, rows) { max($0, $1) }
    case .isLess: each(step, rows) { $0 < $1 ? 1 : 0 }
    // The sign of a difference, spread over all bits, or alone: the processor has it for two rows at once.
    case .nearLeast: each(step, rows) { $1 &+ (($0 &- $1) & (($0 &- $1) &>> 63)) }
    case .nearGreatest: each(step, rows) { $0 &- (($0 &- $1) & (($0 &- $1) &>> 63)) }
    case .isNearLess: each(step, rows) { ($0 &- $1).logicalShift63 }
    case .isEqual: each(step, rows) { (($0 ^ $1) | (0 &- ($0 ^ $1))).logicalShift63 ^ 1 }
    case .both: each(step, rows) { $0 & $1 }
    case .either: each(step, rows) { $0 | $1 }
    default: preconditionFailure("\(step.operation) is not an operation between two columns")
    }
  }

  /// Divides by a constant.
  func divide(_ step: ColumnProgram.Step, _ reciprocal: ColumnReciprocal, _ rows: Int) {
    if reciprocal.isNarrow {
      each(step, rows) { x, _ in reciprocal.narrow(x) }
    } else {
      each(step, rows) { x, _ in reciprocal.wide(x) }
    }
  }

  private func divide(_ step: ColumnProgram.Step, _ rows: Int) {
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
    // A truth value as a mask of bits takes either side without a jump.
    switch (step.b, step.c) {
    case (.buffer(let x), .buffer(let y)):
      let (x, y) = (buffer(x), buffer(y))
      for row in 0..<rows { target[row] = y[row] ^ ((x[row] ^ y[row]) & (0 &- condition[row])) }
    case (.buffer(let x), .constant(let y)):
      let x = buffer(x)
      for row in 0..<rows { target[row] = y ^ ((x[row] ^ y) & (0 &- condition[row])) }
    case (.constant(let x), .buffer(let y)):
      let y = buffer(y)
      for row in 0..<rows { target[row] = y[row] ^ ((x ^ y[row]) & (0 &- condition[row])) }
    case (.constant(let x), .constant(let y)):
      for row in 0..<rows { target[row] = y ^ ((x ^ y) & (0 &- condition[row])) }
    }
  }
}

extension ColumnProgram {
  /// The operation for a step, by what is proven of its operands.
  static func operation(of node: RuleStep, _ graph: RuleGraph) -> Operation {
    let isNear = node.operands.allSatisfy {
      graph.ranges[$0].lowerBound >= -(1 << 62) && graph.ranges[$0].upperBound < 1 << 62
    }
    return switch node {
    case .constant: .constant
    case .input: .read
    case .isGiven: .isGiven
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .quotient: .quotient
    case .root: .root
    case .least: isNear ? .nearLeast : .least
    case .greatest: isNear ? .nearGreatest : .greatest
    case .isEqual: .isEqual
    case .isLess: isNear ? .isNearLess : .isLess
    case .both: .both
    case .either: .either
    case .isNot: .isNot
    case .choice: .choice
    case .cell: .cell
    case .estimate: preconditionFailure("columns are not asked for bounds")
    }
  }
}

extension Int64 {
  /// 1 for what is negative.
  @inline(__always)
  var logicalShift63: Int64 { Int64(bitPattern: UInt64(bitPattern: self) &>> 63) }
}
