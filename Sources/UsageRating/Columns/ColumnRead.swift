package import PricingRules

/// How a column of a log becomes an input: its default where a cell is empty, and what is legal.
package struct ColumnRead: Sendable {
  /// An empty cell.
  ///
  /// All its bytes are alike, so that columns are emptied as fast as memory takes it; no number of a
  /// log is so far below zero.
  package static let notGiven = Int64(bitPattern: 0x8080_8080_8080_8080)
  /// A cell that only the exact reader can read; it is legal nowhere.
  package static let odd = notGiven + 1

  enum Check: Sendable {
    /// From `lower`, `width` numbers.
    case interval(lower: Int64, width: UInt64)
    /// Every `step`-th of them.
    case steps(lower: Int64, width: UInt64, step: UInt64)
    /// Those from `lower` whose bit is set.
    case bits(lower: Int64, UInt64)
    /// One of these.
    case list([Int64])
  }

  /// The value of an empty cell; nil where one must be given.
  let defaultValue: Int64?
  /// A legal number, for rows that are not fine.
  let filler: Int64
  let check: Check
  /// The next legal number above, where a number is not legal; nil where it must be legal.
  let snapping: [Int64]?
  let snapsSteps: Bool
  /// What is above becomes this; nil where it is not legal.
  private let most: Int64?
  /// Whether what is not legal may become legal.
  var changesValues: Bool { snapsSteps || snapping != nil || most != nil }

  /// An input that no column gives.
  static let absent = ColumnRead(
    defaultValue: 0, filler: 0, check: .list([]), snapping: nil, snapsSteps: false, most: nil)

  private init(
    defaultValue: Int64?, filler: Int64, check: Check, snapping: [Int64]?, snapsSteps: Bool,
    most: Int64?
  ) {
    self.defaultValue = defaultValue
    self.filler = filler
    self.check = check
    self.snapping = snapping
    self.snapsSteps = snapsSteps
    self.most = most
  }

  /// Reads an input.
  ///
  /// - Parameters:
  ///   - input: The input.
  ///   - isSnapped: Whether numbers that are not legal become the next larger legal ones, and a no where
  ///     only a yes is legal becomes one, as for a request that was written for another offer.
  ///   - isSplit: Whether what is above the largest number takes several calls, each with that number.
  package init(_ input: RuleInput, isSnapped: Bool = false, isSplit: Bool = false) {
    // What is optional and not given is never looked at.
    defaultValue = input.defaultValue ?? (input.isOptional ? input.range.lowerBound : nil)
    filler = input.range.lowerBound
    let isOrdered = input.kind != .word
    most = isSplit ? input.highest : nil
    switch input.domain {
    case .steps(let lower, let upper, let step):
      let width = UInt64(upper - lower) + 1
      check =
        step == 1
        ? .interval(lower: lower, width: width)
        : .steps(lower: lower, width: width, step: UInt64(step))
      snapping = nil
      snapsSteps = isSnapped
    case .values(let values):
      let lower = values.first ?? 0
      if let last = values.last, last - lower < 64 {
        check = .bits(lower: lower, values.reduce(0) { $0 | 1 << UInt64($1 - lower) })
      } else {
        check = .list(values)
      }
      snapping = isSnapped && isOrdered ? values : nil
      snapsSteps = false
    }
  }

  /// Reads a column: values into `target`, and 0 into `isFine` where a cell is not legal.
  ///
  /// Without a target only the check is wanted, of what does not change values.
  func read(
    _ column: UnsafePointer<Int64>, into target: UnsafeMutablePointer<Int64>?,
    isFine: UnsafeMutablePointer<Int64>, _ rows: Int
  ) {
    guard let target else { return look(column, isFine, rows) { _, _ in } }
    if changesValues {
      let empty = defaultValue ?? Self.odd
      for row in 0..<rows { target[row] = column[row] == Self.notGiven ? empty : column[row] }
      if snapsSteps { snapUp(target, rows) }
      if let snapping { snapUp(target, to: snapping, rows) }
      if let most { for row in 0..<rows { target[row] = min(target[row], most) } }
      return keep(UnsafePointer(target), target, isFine, rows)
    }
    keep(column, target, isFine, rows)
  }

  @inline(__always)
  private func keep(
    _ column: UnsafePointer<Int64>, _ target: UnsafeMutablePointer<Int64>,
    _ isFine: UnsafeMutablePointer<Int64>, _ rows: Int
  ) {
    look(column, isFine, rows) { target[$0] = $1 }
  }

  /// Calls `body` with every row and its value, the filler where that is not legal.
  @inline(__always)
  private func look(
    _ column: UnsafePointer<Int64>, _ isFine: UnsafeMutablePointer<Int64>, _ rows: Int,
    _ body: (Int, Int64) -> Void
  ) {
    let empty = defaultValue ?? Self.odd
    let filler = filler
    // Masks of bits instead of jumps, and few of them: this is done for every cell.
    @inline(__always)
    func each(_ legal: (Int64) -> Int64) {
      for row in 0..<rows {
        let value = column[row] == Self.notGiven ? empty : column[row]
        let legal = legal(value)
        body(row, filler ^ ((filler ^ value) & (0 &- legal)))
        isFine[row] &= legal
      }
    }
    switch check {
    case .interval(let lower, let width):
      let upper = lower &+ Int64(bitPattern: width &- 1)
      each { (($0 &- lower) | (upper &- $0)).logicalShift63 ^ 1 }
    case .steps(let lower, let width, let step) where step & (step - 1) == 0:
      let upper = lower &+ Int64(bitPattern: width &- 1)
      let rest = Int64(bitPattern: step &- 1)
      each {
        // A rest is a sign as well, once it is taken from zero.
        let offset = $0 &- lower
        return (offset | (upper &- $0) | (0 &- (offset & rest))).logicalShift63 ^ 1
      }
    case .steps(let lower, let width, let step):
      each {
        let offset = UInt64(bitPattern: $0 &- lower)
        return (offset < width) & (offset % step == 0) ? 1 : 0
      }
    case .bits(let lower, let bits):
      each {
        let offset = UInt64(bitPattern: $0 &- lower)
        return offset < 64 ? Int64(bitPattern: bits &>> offset & 1) : 0
      }
    case .list(let values): each { values.contains($0) ? 1 : 0 }
    }
  }

  private func snapUp(_ target: UnsafeMutablePointer<Int64>, _ rows: Int) {
    let (lower, step): (Int64, Int64)
    switch check {
    case .interval(let least, _): (lower, step) = (least, 1)
    case .steps(let least, _, let size): (lower, step) = (least, Int64(size))
    default: return
    }
    for row in 0..<rows where target[row] > Self.odd {
      let offset = max(0, target[row] &- lower)
      target[row] = lower &+ (offset &+ (step &- 1)) / step &* step
    }
  }

  private func snapUp(_ target: UnsafeMutablePointer<Int64>, to values: [Int64], _ rows: Int) {
    for row in 0..<rows where target[row] > Self.odd {
      for value in values where value >= target[row] {
        target[row] = value
        break
      }
    }
  }
}
