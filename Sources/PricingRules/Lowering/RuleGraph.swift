import BillingTypes

/// Steps of whole-number arithmetic, each proven to stay inside 64 or 128 bits for legal inputs.
///
/// Equal steps are kept once, and steps whose ranges decide them become constants, so a reader of the
/// graph does no work that is not needed.
package struct RuleGraph: Sendable {
  /// The steps; operands stand before their users.
  package private(set) var nodes: [RuleStep] = []
  /// What each step's value lies between.
  package private(set) var ranges: [ClosedRange<Int128>] = []
  /// What the steps read.
  package let inputs: [RuleInput]
  /// How wide the numbers of its readers are.
  package let width: LoweringSetting.Width
  private var places: [RuleStep: Int] = [:]

  init(inputs: [RuleInput], width: LoweringSetting.Width) {
    self.inputs = inputs
    self.width = width
  }

  /// The constant that a step is, if its range leaves only one value.
  package func constant(_ node: Int) -> Int128? {
    ranges[node].lowerBound == ranges[node].upperBound ? ranges[node].lowerBound : nil
  }

  /// A number that is known to fit.
  mutating func number(_ value: Int64) -> Int {
    place(.constant(Int128(value)), Int128(value)...Int128(value))
  }

  mutating func number(wide value: Int128) throws(LoweringRefusal) -> Int {
    try placeChecked(.constant(value), value...value)
  }

  mutating func truth(_ value: Bool) -> Int { number(value ? 1 : 0) }

  mutating func input(_ index: Int) -> Int {
    place(
      .input(index), Int128(inputs[index].range.lowerBound)...Int128(inputs[index].range.upperBound)
    )
  }

  mutating func isGiven(_ index: Int) -> Int { place(.isGiven(index), 0...1) }

  mutating func add(_ a: Int, _ b: Int) throws(LoweringRefusal) -> Int {
    if constant(a) == 0 { return b }
    if constant(b) == 0 { return a }
    let (x, y) = (ranges[a], ranges[b])
    return try placeChecked(
      .add(min(a, b), max(a, b)),
      fitting(
        x.lowerBound.addingReportingOverflow(y.lowerBound),
        x.upperBound.addingReportingOverflow(y.upperBound)))
  }

  /// A difference, which is known to be at least `least`.
  mutating func subtract(
    _ a: Int, _ b: Int, atLeast least: Int128 = .min
  ) throws(LoweringRefusal) -> Int {
    if constant(b) == 0 { return a }
    if a == b { return number(0) }
    let (x, y) = (ranges[a], ranges[b])
    let range = try fitting(
      x.lowerBound.subtractingReportingOverflow(y.upperBound),
      x.upperBound.subtractingReportingOverflow(y.lowerBound))
    return try placeChecked(.subtract(a, b), max(range.lowerBound, least)...range.upperBound)
  }

  mutating func multiply(_ a: Int, _ b: Int) throws(LoweringRefusal) -> Int {
    if constant(a) == 1 { return b }
    if constant(b) == 1 { return a }
    guard let range = ranges[a].product(ranges[b]) else { throw doesNotFit }
    return try placeChecked(.multiply(min(a, b), max(a, b)), range)
  }

  mutating func quotient(_ a: Int, _ b: Int) throws(LoweringRefusal) -> Int {
    if constant(b) == 1 { return a }
    precondition(ranges[b].lowerBound >= 1, "a divisor is at least 1")
    var range = ranges[a].quotient(ranges[b])
    if let relation = StepRelations().quotient(a, b, self) {
      range = relation.narrowed(range, ranges)
    }
    return try placeChecked(.quotient(a, b), range)
  }

  mutating func root(_ a: Int) throws(LoweringRefusal) -> Int {
    precondition(ranges[a].lowerBound >= 0, "a root is that of a number from 0 up")
    // A reader may square the root's next neighbour to be sure of it.
    guard ranges[a].upperBound <= limit / 2 else { throw doesNotFit }
    return place(
      .root(a),
      ranges[a].lowerBound.wholeSquareRoot()...ranges[a].upperBound.wholeSquareRoot())
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
      zip(table.keys, row.keys).allSatisfy { ranges[$0].contains(Int128($1)) }
    }
    if fitting.isEmpty { return constant(table.otherwise) }
    // Keys that are constants have done their part.
    let open = table.keys.indices.filter { constant(table.keys[$0]) == nil }
    if open.isEmpty { return constant(fitting[0].value) }
    var low = table.otherwise
    var high = low
    for row in fitting { (low, high) = (min(low, row.value), max(high, row.value)) }
    if low == high { return constant(low) }
    let rows = fitting.map { row in
      StepTable.Row(keys: open.map { row.keys[$0] }, value: row.value)
    }
    return place(
      .cell(
        StepTable(
          keys: open.map { table.keys[$0] }, rows: rows, otherwise: table.otherwise,
          isCovered: table.isCovered)),
      low...high)
  }

  private mutating func constant(_ value: Int128) -> Int { place(.constant(value), value...value) }

  /// The same number to every reader but one that looks for bounds, who takes it times the factors of its spread.
  mutating func estimate(
    _ node: Int, _ spread: EstimateSpread
  ) throws(LoweringRefusal) -> Int {
    guard constant(node) != 0 else { return node }
    guard let range = spread.widened(ranges[node]) else { throw doesNotFit }
    return try placeChecked(.estimate(node, spread), range)
  }

  /// The largest number of the width.
  private var limit: Int128 { width == .narrow ? Int128(Int64.max) : Int128.max }

  private var doesNotFit: LoweringRefusal {
    LoweringRefusal("a step of the formula may not fit \(width.rawValue) bits")
  }

  private func fitting(
    _ low: (partialValue: Int128, overflow: Bool), _ high: (partialValue: Int128, overflow: Bool)
  ) throws(LoweringRefusal) -> ClosedRange<Int128> {
    guard !low.overflow, !high.overflow else { throw doesNotFit }
    return low.partialValue...high.partialValue
  }

  private mutating func placeChecked(
    _ node: RuleStep, _ range: ClosedRange<Int128>
  ) throws(LoweringRefusal) -> Int {
    // The least number of 128 bits has no opposite.
    guard range.lowerBound >= -limit - (width == .narrow ? 1 : 0), range.upperBound <= limit else {
      throw doesNotFit
    }
    return place(node, range)
  }

  private mutating func place(_ node: RuleStep, _ range: ClosedRange<Int128>) -> Int {
    // A step that can only have one value is that value.
    let node = range.lowerBound == range.upperBound ? .constant(range.lowerBound) : node
    if let place = places[node] { return place }
    nodes.append(node)
    ranges.append(range)
    places[node] = nodes.count - 1
    return nodes.count - 1
  }
}
