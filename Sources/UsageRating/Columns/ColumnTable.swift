import PricingRules

/// A look-up table for columns: the cell of a row is found by arithmetic alone.
struct ColumnTable: Sendable {
  /// What a key contributes to the place of a cell.
  struct Key: Sendable {
    /// The least value of the key; a smaller or larger one has no cell.
    let least: Int64
    /// How many values it has.
    let width: Int64
    /// How many cells lie between two neighbouring values.
    let stride: Int64
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
  /// - Throws: ``WholeNumberRefusal`` where keys lie too far apart.
  init(
    _ table: WholeTable, _ operands: [ColumnProgram.Operand]
  ) throws(WholeNumberRefusal) {
    buffers = operands.compactMap { if case .buffer(let index) = $0 { index } else { nil } }
    guard buffers.count == table.keys.count else {
      throw WholeNumberRefusal("a key of a table is a constant")
    }
    guard table.keys.count <= Self.mostKeys else {
      throw WholeNumberRefusal("a table has more than \(Self.mostKeys) keys")
    }
    var keys: [Key] = []
    var size: Int64 = 1
    for place in table.keys.indices.reversed() {
      let values = table.rows.map { $0.keys[place] }
      guard let low = values.min(), let high = values.max(), high - low < Self.mostCells else {
        throw WholeNumberRefusal("the keys of a table lie too far apart")
      }
      keys.insert(Key(least: low, width: high - low + 1, stride: size), at: 0)
      size *= high - low + 1
      guard size <= Self.mostCells else {
        throw WholeNumberRefusal("the keys of a table lie too far apart")
      }
    }
    var cells = [Int64](repeating: table.otherwise, count: Int(size))
    for row in table.rows.reversed() {
      var place: Int64 = 0
      for (value, key) in zip(row.keys, keys) { place += (value - key.least) * key.stride }
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
        for row in 0..<rows {
          let offset = column[row] &- key.least
          target[row] =
            UInt64(bitPattern: offset) < UInt64(bitPattern: key.width)
            ? cells[Int(offset)] : otherwise
        }
        return
      }
      for row in 0..<rows { target[row] = 0 }
      // A key outside makes the place negative, and nothing makes it positive again.
      for (place, key) in keys.enumerated() {
        let column = columns[place]
        for row in 0..<rows {
          let offset = column[row] &- key.least
          let isInside = UInt64(bitPattern: offset) < UInt64(bitPattern: key.width)
          target[row] = isInside ? target[row] &+ offset &* key.stride : -(1 << 40)
        }
      }
      for row in 0..<rows { target[row] = target[row] < 0 ? otherwise : cells[Int(target[row])] }
    }
  }
}
