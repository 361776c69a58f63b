/// Which way the steps of a run go with its inputs: what rises with an input is highest at its upper end, however
/// far the input reaches.
struct RangeDirections {
  /// By input: which end of it is as good as any other value; nil where that is not known.
  let inputs: [End?]
  /// By stand-in: the same.
  let standIns: [End?]

  /// An end of what something lies between.
  enum End {
    case lower, upper

    /// That end of a range.
    func of<Value>(_ range: ClosedRange<Value>) -> ClosedRange<Value> {
      let value = self == .upper ? range.upperBound : range.lowerBound
      return value...value
    }
  }

  /// Follows the steps of a run.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - unchecked: The same without its checks.
  ///   - results: What should be high, or low.
  ///   - isLeast: Whether it should be low.
  init(_ run: RangeRun, unchecked: RangeRun, results: [Int], isLeast: Bool) {
    let inputCount = run.graph.inputs.count
    var moves = Moves(run, unchecked: unchecked)
    for step in run.steps { moves.follow(step, run) }
    let ends = (0..<inputCount + run.standIns.count).map { input -> End? in
      func may(_ rise: Bool) -> Bool {
        results.contains { moves.may(rise != isLeast, $0, with: input) }
          || run.checks.contains { moves.may(rise, $0, with: input) }
      }
      // Nothing that matters is worse further up, or further down.
      if !may(false) { return .upper }
      return may(true) ? nil : .lower
    }
    inputs = Array(ends[..<inputCount])
    standIns = Array(ends[inputCount...])
  }
}

/// By step: the inputs and stand-ins with which it may rise, and those with which it may fall, a bit each, from
/// any request that the rules allow.
private struct Moves {
  private let words: Int
  private var rises: [UInt64]
  private var falls: [UInt64]
  /// What steps lie between in every request, and in those that the rules allow.
  private let (all, allowed): ([ClosedRange<Int128>], [ClosedRange<Int128>])

  private let inputCount: Int

  init(_ run: RangeRun, unchecked: RangeRun) {
    let inputs = run.graph.inputs.map(\.range)
    var (run, unchecked) = (run, unchecked)
    all = unchecked.run(inputs) ? unchecked.ranges : run.graph.ranges
    allowed = run.run(inputs) ? run.ranges : all
    inputCount = inputs.count
    words = (inputCount + run.standIns.count + 63) / 64
    rises = [UInt64](repeating: 0, count: words * run.graph.nodes.count)
    falls = rises
  }

  /// Whether a step may rise, or fall, when an input rises.
  func may(_ rise: Bool, _ step: Int, with input: Int) -> Bool {
    (rise ? rises : falls)[step * words + input / 64] & (1 << UInt64(input % 64)) != 0
  }

  mutating func follow(_ step: RangeStep, _ run: RangeRun) {
    let target = step.target
    // What never changes moves with nothing.
    if all[target].lowerBound == all[target].upperBound { return }
    if let input = step.inputRead { rise(target, with: input) }
    switch step.work {
    case .standIn(let place): rise(target, with: inputCount + Int(place))
    case .same(let a), .root(let a), .estimate(let a): add(a, to: target)
    case .add(let a, let b), .least(let a, let b), .greatest(let a, let b):
      add(a, to: target)
      add(b, to: target)
    case .subtract(let a, let b):
      add(a, to: target)
      addOpposite(b, to: target)
    case .isLess(let a, let b):
      addOpposite(a, to: target)
      add(b, to: target)
    case .isNot(let a): addOpposite(a, to: target)
    case .multiply(let a, let b):
      add(a, times: b, to: target)
      add(b, times: a, to: target)
    case .quotient(let a, let b), .relatedQuotient(let a, let b, _),
      .halfEven(_, _, let a, let b):
      add(a, to: target)
      add(b, times: a, isDivisor: true, to: target)
    case .choice(let condition, let then, let otherwise):
      addBothWays(condition, to: target)
      if all[Int(condition)].upperBound == 1 { add(then, to: target) }
      if all[Int(condition)].lowerBound == 0 { add(otherwise, to: target) }
    default:
      for operand in run.operands(of: step) { addBothWays(Int32(operand), to: target) }
    }
  }

  private mutating func rise(_ step: Int, with input: Int) {
    rises[step * words + input / 64] |= 1 << UInt64(input % 64)
  }

  private mutating func add(_ step: Int32, to target: Int) {
    for word in 0..<words {
      rises[target * words + word] |= rises[Int(step) * words + word]
      falls[target * words + word] |= falls[Int(step) * words + word]
    }
  }

  private mutating func addOpposite(_ step: Int32, to target: Int) {
    for word in 0..<words {
      rises[target * words + word] |= falls[Int(step) * words + word]
      falls[target * words + word] |= rises[Int(step) * words + word]
    }
  }

  /// Adds a factor's moves by the sign of the other, or a divisor's by that of what it divides.
  ///
  /// A request that the rules allow may lead to one that they do not. So their word on a sign counts only for
  /// inputs with which the other does not leave it.
  private mutating func add(
    _ step: Int32, times other: Int32, isDivisor: Bool = false, to target: Int
  ) {
    let (step, other) = (Int(step) * words, Int(other))
    let (whole, own) = (all[other], allowed[other])
    for word in 0..<words {
      var positive: UInt64 = 0
      if whole.upperBound > 0 { positive = own.upperBound > 0 ? .max : rises[other * words + word] }
      var negative: UInt64 = 0
      if whole.lowerBound < 0 { negative = own.lowerBound < 0 ? .max : falls[other * words + word] }
      if isDivisor { swap(&positive, &negative) }
      let (up, down) = (rises[step + word], falls[step + word])
      rises[target * words + word] |= up & positive | down & negative
      falls[target * words + word] |= down & positive | up & negative
    }
  }

  private mutating func addBothWays(_ step: Int32, to target: Int) {
    add(step, to: target)
    addOpposite(step, to: target)
  }
}
