/// Which whole numbers an input may be, in a form that is quick to ask.
struct LegalCells: BitwiseCopyable, Sendable {
  /// The least legal value.
  private let least: Int64
  /// How far above it the largest lies.
  private let reach: UInt64
  /// What divides the distance of every legal value from the least.
  private let step: UInt64
  /// By distance from the least: whether a value of a short list is legal; all bits for a range.
  private let bits: UInt64
  /// Whether the numbers above do not tell, because a list is long.
  private let isLongList: Bool
  /// What a number is multiplied with to be counted in whole numbers; 0 for words and truth values.
  let scale: Int64

  /// Looks through an input.
  init(_ input: RuleInput) {
    let range = input.range
    least = range.lowerBound
    reach = UInt64(bitPattern: range.upperBound &- range.lowerBound)
    var (step, bits, isLongList) = (UInt64(1), UInt64.max, false)
    switch input.domain {
    case .steps(_, _, let size): step = UInt64(bitPattern: size)
    case .values(let values):
      isLongList = reach >= 64
      if !isLongList {
        bits = values.reduce(0) { $0 | 1 << UInt64(bitPattern: $1 &- range.lowerBound) }
      }
    }
    (self.step, self.bits, self.isLongList) = (step, bits, isLongList)
    if case .number(let places) = input.kind { scale = decimalPower(places) } else { scale = 0 }
  }

  /// Whether a value is legal; nil where the input itself must be asked.
  @inline(__always)
  func contains(_ cell: Int64) -> Bool? {
    let distance = UInt64(bitPattern: cell &- least)
    guard distance <= reach else { return false }
    if isLongList { return nil }
    if bits != .max { return bits &>> distance & 1 != 0 }
    if step & (step &- 1) == 0 { return distance & (step &- 1) == 0 }
    return distance % step == 0
  }
}
