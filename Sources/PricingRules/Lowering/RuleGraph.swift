import BillingTypes

/// Steps of whole-number arithmetic, each proven to stay inside 64 bits for legal inputs.
///
/// Equal steps are kept once, and steps whose ranges decide them become constants, so a reader of the
/// graph does no work that is not needed.
package struct RuleGraph: Sendable {
  /// The steps; operands stand before their users.
  package private(set) var nodes: [RuleStep] = []
  /// What each step's value lies between.
  package private(set) var ranges: [ClosedRange<Int64>] = []
  /// What the steps read.
  package let inputs: [RuleInput]
  private var places: [RuleStep: Int] = [:]

  init(inputs: [RuleInput]) { self.inputs = inputs }

  /// The constant that a step is, if its range leaves only one value.
  package func constant(_ node: Int) -> Int64? {
    ranges[node].lowerBound == ranges[node].upperBound ? ranges[node].lowerBound : nil
  }

  mutating func number(_ value: Int64) -> Int { place(.constant(value), value...value) }

  mutating func number(wide value: Int128) throws(LoweringRefusal) -> Int {
    number(try Self.narrow(value...value).lowerBound)
  }

  mutating func truth(_ value: Bool) -> Int { number(value ? 1 : 0) }

  mutating func input(_ index: Int) -> Int { place(.input(index), inputs[index].range) }

  mutating func isGiven(_ index: Int) -> Int { place(.isGiven(index), 0...1) }

  mutating func add(_ a: Int, _ b: Int) throws(LoweringRefusal) -> Int {
    if constant(a) == 0 { return b }
    if constant(b) == 0 { return a }
    let (x, y) = (wide(a), wide(b))
    return try placeChecked(
      .add(min(a, b), max(a, b)), x.lowerBound + y.lowerBound...x.upperBound + y.upperBound)
  }

  mutating func subtract(_ a: Int, _ b: Int) throws(LoweringRefusal) -> Int {
    if constant(b) == 0 { return a }
    if a == b { return number(0) }
    let (x, y) = (wide(a), wide(b))
    return try placeChecked(
      .subtract(a, b), x.lowerBound - y.upperBound...x.upperBound - y.lowerBound)
  }

  mutating func multiply(_ a: Int, _ b: Int) throws(LoweringRefusal) -> Int {
    if constant(a) == 1 { return b }
    if constant(b) == 1 { return a }
    // Both are below 2⁶³ in size, so products fit 128 bits.
    let (x, y) = (wide(a), wide(b))
    let corners = [
      x.lowerBound * y.lowerBound, x.lowerBound * y.upperBound,
      x.upperBound * y.lowerBound, x.upperBound * y.upperBound,
    ]
    let low = corners.reduce(corners[0], Swift.min)
    return try placeChecked(.multiply(min(a, b), max(a, b)), low...corners.reduce(low, Swift.max))
  }

  mutating func quotient(_ a: Int, _ b: Int) throws(LoweringRefusal) -> Int {
    if constant(b) == 1 { return a }
    let (x, y) = (wide(a), wide(b))
    precondition(y.lowerBound >= 1, "a divisor is at least 1")
    func floor(_ n: Int128, _ d: Int128) -> Int128 {
      n >= 0 ? n / d : -((-n + d - 1) / d)
    }
    let low = floor(x.lowerBound, x.lowerBound < 0 ? y.lowerBound : y.upperBound)
    var high = floor(x.upperBound, x.upperBound < 0 ? y.upperBound : y.lowerBound)
    // a ≤ slope × b + rest gives a / b ≤ slope + rest / b.
    if let (slope, rest) = multiple(of: b, above: a) {
      high = min(high, slope + floor(rest, rest < 0 ? y.upperBound : y.lowerBound))
    }
    return try placeChecked(.quotient(a, b), low...max(low, high))
  }

  /// A multiple of a divisor, and a rest, that a step is never above; nil where only the range is known.
  ///
  /// `32 * x` is at most 32 times `max(x, y)`.
  private func multiple(of divisor: Int, above node: Int) -> (slope: Int128, rest: Int128)? {
    if isNeverAbove(node, divisor) { return (1, 0) }
    switch nodes[node] {
    case .add(let a, let b):
      let (first, second) = (multiple(of: divisor, above: a), multiple(of: divisor, above: b))
      guard first != nil || second != nil else { return nil }
      let (x, y) = (first ?? (0, wide(a).upperBound), second ?? (0, wide(b).upperBound))
      return (x.slope + y.slope, x.rest + y.rest)
    case .subtract(let a, let b):
      guard let first = multiple(of: divisor, above: a) else { return nil }
      return (first.slope, first.rest - wide(b).lowerBound)
    case .multiply(let a, let b):
      for (factor, other) in [(a, b), (b, a)] {
        guard let factor = constant(factor), factor >= 0, factor < 1 << 32,
          let (slope, rest) = multiple(of: divisor, above: other)
        else { continue }
        return (slope * Int128(factor), rest * Int128(factor))
      }
      return nil
    default: return nil
    }
  }

  private func isNeverAbove(_ a: Int, _ b: Int) -> Bool {
    if a == b { return true }
    if case .greatest(let x, let y) = nodes[b], isNeverAbove(a, x) || isNeverAbove(a, y) {
      return true
    }
    if case .least(let x, let y) = nodes[a] { return isNeverAbove(x, b) || isNeverAbove(y, b) }
    return false
  }

  mutating func least(_ a: Int, _ b: Int) -> Int {
    if a == b || ranges[a].upperBound <= ranges[b].lowerBound { return a }
    if ranges[b].upperBound <= ranges[a].lowerBound { return b }
    return place(
      .least(min(a, b), max(a, b)),
      min(
        ranges[a].lowerBound, ranges[b].lowerBound)...min(
          ranges[a].upperBound, ranges[b].upperBound))
  }

  mutating func greatest(_ a: Int, _ b: Int) -> Int {
    if a == b || ranges[a].lowerBound >= ranges[b].upperBound { return a }
    if ranges[b].lowerBound >= ranges[a].upperBound { return b }
    return place(
      .greatest(min(a, b), max(a, b)),
      max(
        ranges[a].lowerBound, ranges[b].lowerBound)...max(
          ranges[a].upperBound, ranges[b].upperBound))
  }

  mutating func isEqual(_ a: Int, _ b: Int) -> Int {
    if a == b { return truth(true) }
    if !ranges[a].overlaps(ranges[b]) { return truth(false) }
    return place(.isEqual(min(a, b), max(a, b)), 0...1)
  }

  mutating func isLess(_ a: Int, _ b: Int) -> Int {
    if ranges[a].upperBound < ranges[b].lowerBound { return truth(true) }
    if a == b || ranges[a].lowerBound >= ranges[b].upperBound { return truth(false) }
    return place(.isLess(a, b), 0...1)
  }

  mutating func both(_ a: Int, _ b: Int) -> Int {
    if let value = constant(a) { return value == 0 ? a : b }
    if let value = constant(b) { return value == 0 ? b : a }
    return a == b ? a : place(.both(min(a, b), max(a, b)), 0...1)
  }

  mutating func either(_ a: Int, _ b: Int) -> Int {
    if let value = constant(a) { return value == 0 ? b : a }
    if let value = constant(b) { return value == 0 ? a : b }
    return a == b ? a : place(.either(min(a, b), max(a, b)), 0...1)
  }

  mutating func isNot(_ a: Int) -> Int {
    if let value = constant(a) { return truth(value == 0) }
    if case .isNot(let inner) = nodes[a] { return inner }
    return place(.isNot(a), 0...1)
  }

  mutating func choice(_ condition: Int, _ then: Int, _ otherwise: Int) -> Int {
    if let value = constant(condition) { return value == 0 ? otherwise : then }
    if then == otherwise { return then }
    if constant(then) == 1, constant(otherwise) == 0 { return condition }
    if constant(then) == 0, constant(otherwise) == 1 { return isNot(condition) }
    return place(
      .choice(condition, then: then, otherwise: otherwise),
      min(
        ranges[then].lowerBound, ranges[otherwise].lowerBound)...max(
          ranges[then].upperBound, ranges[otherwise].upperBound))
  }

  mutating func cell(_ table: StepTable) -> Int {
    let fitting = table.rows.filter { row in
      zip(table.keys, row.keys).allSatisfy { ranges[$0].contains($1) }
    }
    if fitting.isEmpty { return number(table.otherwise) }
    // Keys that are constants have done their part.
    let open = table.keys.indices.filter { constant(table.keys[$0]) == nil }
    if open.isEmpty { return number(fitting[0].value) }
    var low = table.otherwise
    var high = low
    for row in fitting { (low, high) = (min(low, row.value), max(high, row.value)) }
    if low == high { return number(low) }
    let rows = fitting.map { row in
      StepTable.Row(keys: open.map { row.keys[$0] }, value: row.value)
    }
    return place(
      .cell(
        StepTable(keys: open.map { table.keys[$0] }, rows: rows, otherwise: table.otherwise)),
      low...high)
  }

  private func wide(_ node: Int) -> ClosedRange<Int128> {
    Int128(ranges[node].lowerBound)...Int128(ranges[node].upperBound)
  }

  private mutating func placeChecked(
    _ node: RuleStep, _ range: ClosedRange<Int128>
  ) throws(LoweringRefusal) -> Int {
    place(node, try Self.narrow(range))
  }

  private mutating func place(_ node: RuleStep, _ range: ClosedRange<Int64>) -> Int {
    // A step that can only have one value is that value.
    let node = range.lowerBound == range.upperBound ? .constant(range.lowerBound) : node
    if let place = places[node] { return place }
    nodes.append(node)
    ranges.append(range)
    places[node] = nodes.count - 1
    return nodes.count - 1
  }

  private static func narrow(
    _ range: ClosedRange<Int128>
  ) throws(LoweringRefusal) -> ClosedRange<Int64> {
    guard let low = Int64(exactly: range.lowerBound), let high = Int64(exactly: range.upperBound)
    else { throw LoweringRefusal("a step of the formula may not fit 64 bits") }
    return low...high
  }
}
