import BillingTypes
import PricingRules

/// A look-up table for columns: the cell of a row is found by arithmetic alone.
struct ColumnTable: Sendable {
  /// What a key contributes to the place of a cell.
  struct Key: Sendable {
    /// The least value of the key; a smaller or larger one has no cell.
    let least: Int64
    /// What lies between two neighbouring values; what is in between has no cell.
    let spacing: Int64
    /// How many values it has.
    let width: Int64
    /// How many cells lie between two neighbouring values.
    let stride: Int64
    /// Whether every value that the key can have is among them.
    let isTotal: Bool

    /// The number of a value, or a number that is not below the width.
    @inline(__always)
    func number(of value: Int64) -> UInt64 {
      let offset = UInt64(bitPattern: value &- least)
      if spacing == 1 { return offset }
      let (number, rest) = offset.quotientAndRemainder(dividingBy: UInt64(bitPattern: spacing))
      return rest == 0 ? number : .max
    }
  }

  let keys: [Key]
  /// The buffers of the keys.
  let buffers: [Int]
  /// One cell per combination of values, those without a row hold the value for all others.
  let cells: [Int64]
  let otherwise: Int64
  /// More cells than this are not laid out.
  static let mostCells: Int64 = 1 << 16
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
    _ table: StepTable, _ operands: [ColumnProgram.Operand], ranges: [ClosedRange<Int64>]
  ) throws(LoweringRefusal) {
    buffers = operands.compactMap { if case .buffer(let index) = $0 { index } else { nil } }
    guard buffers.count == table.keys.count else {
      throw LoweringRefusal("a key of a table is a constant")
    }
    guard table.keys.count <= Self.mostKeys else {
      throw LoweringRefusal("a table has more than \(Self.mostKeys) keys")
    }
    var keys: [Key] = []
    var size: Int64 = 1
    for place in table.keys.indices.reversed() {
      let values = table.rows.map { $0.keys[place] }
      guard let low = values.min(), let high = values.max() else {
        throw LoweringRefusal("a table has no rows")
      }
      let spacing = max(
        1, Int64(values.reduce(0) { greatestCommonDivisor($0, UInt128($1 - low)) }))
      let width = (high - low) / spacing + 1
      keys.insert(
        Key(
          least: low, spacing: spacing, width: width, stride: size,
          isTotal: spacing == 1 && ranges[place].lowerBound >= low
            && ranges[place].upperBound <= high),
        at: 0)
      let (cells, isLarge) = size.multipliedReportingOverflow(by: width)
      guard !isLarge, cells <= Self.mostCells else {
        throw LoweringRefusal("the keys of a table lie too far apart")
      }
      size = cells
    }
    var cells = [Int64](repeating: table.otherwise, count: Int(size))
    for row in table.rows.reversed() {
      var place: Int64 = 0
      for (value, key) in zip(row.keys, keys) {
        place += Int64(key.number(of: value)) * key.stride
      }
      cells[Int(place)] = row.value
    }
    self.keys = keys
    self.cells = cells
    otherwise = table.otherwise
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
