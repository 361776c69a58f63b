import BillingTypes
import PricingRules

/// A look-up table for columns: the cell of a row is found by arithmetic alone.
struct ColumnTable: Sendable {
  let keys: [CellGrid.Key]
  /// The buffers of the keys.
  let buffers: [Int]
  /// One cell per combination of values, those without a row hold the value for all others.
  let cells: [Int64]
  let otherwise: Int64
  /// A table has at most so many keys.
  static let mostKeys = 8

  /// Lays a table out.
  ///
  /// - Parameters:
  ///   - table: The rows.
  ///   - operands: Where the keys are; keys that are constants are no longer among a table's keys.
  ///   - ranges: What the keys lie between.
  /// - Throws: ``LoweringRefusal`` where keys lie too far apart.
  init(
    _ table: StepTable, _ operands: [ColumnProgram.Operand], ranges: [ClosedRange<Int128>]
  ) throws(LoweringRefusal) {
    buffers = operands.compactMap { if case .buffer(let index) = $0 { index } else { nil } }
    guard buffers.count == table.keys.count else {
      throw LoweringRefusal("a key of a table is a constant")
    }
    guard table.keys.count <= Self.mostKeys else {
      throw LoweringRefusal("a table has more than \(Self.mostKeys) keys")
    }
    guard let grid = CellGrid(table, ranges: ranges) else {
      throw LoweringRefusal("the keys of a table lie too far apart")
    }
    keys = grid.keys
    // What the lowering proves for columns fits 64 bits.
    cells = grid.cells.map { Int64(truncatingIfNeeded: $0) }
    otherwise = Int64(truncatingIfNeeded: grid.otherwise)
  }

  /// Looks up one cell per row.
  func fill(
    _ target: UnsafeMutablePointer<Int64>,
    _ columns: UnsafeMutableBufferPointer<UnsafePointer<Int64>>, _ rows: Int
  ) {
    cells.withUnsafeBufferPointer { cells in
      guard let cells = cells.baseAddress else { return }
      if keys.count == 1 {
        let (key, column) = (keys[0], columns[0])
        if key.isTotal {
          let first = cells - Int(key.least)
          for row in 0..<rows { target[row] = first[Int(column[row])] }
          return
        }
        for row in 0..<rows {
          let number = key.number(of: column[row])
          target[row] =
            number < UInt64(bitPattern: key.width) ? cells[Int(number)] : otherwise
        }
        return
      }
      for row in 0..<rows { target[row] = 0 }
      // A key outside makes the place negative, and nothing makes it positive again.
      for (place, key) in keys.enumerated() {
        let column = columns[place]
        for row in 0..<rows {
          let number = key.number(of: column[row])
          let isInside = number < UInt64(bitPattern: key.width)
          target[row] =
            isInside ? target[row] &+ Int64(bitPattern: number) &* key.stride : -(1 << 40)
        }
      }
      for row in 0..<rows { target[row] = target[row] < 0 ? otherwise : cells[Int(target[row])] }
    }
  }
}
