import BillingTypes

/// The layout of a look-up table: the cell of some keys is found by arithmetic alone.
package struct CellGrid: Sendable {
  /// What a key contributes to the place of a cell.
  package struct Key: Sendable {
    /// The least value of the key; a smaller or larger one has no cell.
    package let least: Int64
    /// What lies between two neighbouring values; what is in between has no cell.
    package let spacing: Int64
    /// How many values it has.
    package let width: Int64
    /// How many cells lie between two neighbouring values.
    package let stride: Int64
    /// Whether every value that the key can have is among them.
    package let isTotal: Bool

    /// The number of a value, or a number that is not below the width.
    @inline(__always)
    package func number(of value: Int64) -> UInt64 {
      let offset = UInt64(bitPattern: value &- least)
      if spacing == 1 { return offset }
      let (number, rest) = offset.quotientAndRemainder(dividingBy: UInt64(bitPattern: spacing))
      return rest == 0 ? number : .max
    }
  }

  package let keys: [Key]
  /// One cell per combination of values, those without a row hold the value for all others.
  package let cells: [Int128]
  package let otherwise: Int128
  /// More cells than this are not laid out.
  package static let mostCells: Int64 = 1 << 16

  /// Lays a table out; nil where keys lie so far apart that the cells would be too many.
  ///
  /// - Parameters:
  ///   - table: The rows.
  ///   - ranges: What the keys lie between.
  package init?(_ table: StepTable, ranges: [ClosedRange<Int128>]) {
    var keys: [Key] = []
    var size: Int64 = 1
    for place in table.keys.indices.reversed() {
      let values = table.rows.map { $0.keys[place] }
      guard let low = values.min(), let high = values.max() else { return nil }
      // 2⁶³ and more between two keys is no spacing that a grid could have.
      let (distance, isFar) = high.subtractingReportingOverflow(low)
      guard !isFar else { return nil }
      let spacing = max(
        1,
        Int64(
          values.reduce(0) { greatestCommonDivisor($0, UInt128(UInt64(bitPattern: $1 &- low))) }))
      let width = distance / spacing + 1
      keys.insert(
        Key(
          least: low, spacing: spacing, width: width, stride: size,
          isTotal: spacing == 1 && ranges[place].lowerBound >= Int128(low)
            && ranges[place].upperBound <= Int128(high)),
        at: 0)
      let (cells, isLarge) = size.multipliedReportingOverflow(by: width)
      guard !isLarge, cells <= Self.mostCells else { return nil }
      size = cells
    }
    var cells = [Int128](repeating: table.otherwise, count: Int(size))
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
}
