package import PricingRules

/// How a column of a log becomes an input: its default where a cell is empty, and what is legal.
package struct ColumnRead: Sendable {
  /// An empty cell.
  package static let notGiven = Int64.min
  /// A cell that only the exact reader can read; it is legal nowhere.
  package static let odd = Int64.min + 1

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

  /// An input that no column gives.
  static let absent = ColumnRead(
    defaultValue: 0, filler: 0, check: .list([]), snapping: nil, snapsSteps: false)

  private init(
    defaultValue: Int64?, filler: Int64, check: Check, snapping: [Int64]?, snapsSteps: Bool
  ) {
    self.defaultValue = defaultValue
    self.filler = filler
    self.check = check
    self.snapping = snapping
    self.snapsSteps = snapsSteps
  }

  /// Reads an input.
  ///
  /// - Parameters:
  ///   - input: The input.
  ///   - isSnapped: Whether numbers that are not legal become the next larger legal ones, as for a
  ///     request that was written for another offer.
  package init(_ input: WholeInput, isSnapped: Bool = false) {
    // A metered value that is not given is never looked at.
    defaultValue = input.defaultValue ?? (input.isMeter ? input.range.lowerBound : nil)
    filler = input.range.lowerBound
    let isNumber = if case .number = input.kind { true } else { false }
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
      snapping = isSnapped && isNumber ? values : nil
      snapsSteps = false
    }
  }

  /// Reads a column: values into `target`, and 0 into `isFine` where a cell is not legal.
  func read(
    _ column: UnsafePointer<Int64>, into target: UnsafeMutablePointer<Int64>,
    isFine: UnsafeMutablePointer<Int64>, _ rows: Int
  ) {
    let empty = defaultValue ?? Self.odd
    for row in 0..<rows {
      let value = column[row]
      target[row] = value == Self.notGiven ? empty : value
    }
    if snapsSteps { snapUp(target, rows) }
    if let snapping { snapUp(target, to: snapping, rows) }
    switch check {
    case .interval(let lower, let width):
      keep(target, isFine, rows) { UInt64(bitPattern: $0 &- lower) < width }
    case .steps(let lower, let width, let step) where step & (step - 1) == 0:
      keep(target, isFine, rows) {
        let offset = UInt64(bitPattern: $0 &- lower)
        return (offset < width) & (offset & (step &- 1) == 0)
      }
    case .steps(let lower, let width, let step):
      keep(target, isFine, rows) {
        let offset = UInt64(bitPattern: $0 &- lower)
        return (offset < width) & (offset % step == 0)
      }
    case .bits(let lower, let bits):
      keep(target, isFine, rows) {
        let offset = UInt64(bitPattern: $0 &- lower)
        return (offset < 64) & (bits &>> offset & 1 == 1)
      }
    case .list(let values):
      keep(target, isFine, rows) { values.contains($0) }
    }
  }

  @inline(__always)
  private func keep(
    _ target: UnsafeMutablePointer<Int64>, _ isFine: UnsafeMutablePointer<Int64>, _ rows: Int,
    _ isLegal: (Int64) -> Bool
  ) {
    for row in 0..<rows {
      let legal = isLegal(target[row])
      target[row] = legal ? target[row] : filler
      isFine[row] &= legal ? 1 : 0
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
