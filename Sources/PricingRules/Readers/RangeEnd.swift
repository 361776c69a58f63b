/// One end of a range: how high something gets, or how low.
///
/// It remembers where the end was reached last: the next question is often answered there, without a search.
final class RangeEnd {
  /// The inputs that it depends on, with those that rules tie to them, ascending.
  let inputs: [Int]
  private unowned let plan: RangePlan
  private let results: [Int]
  private let checks: [Int]
  private let isLeast: Bool
  private lazy var plain = Way(self, standIns: [])
  private lazy var dominators = StepDominators(plain.run, results: results)
  /// By what is open: how it is looked for.
  private var layouts: [Set<Int>: Layout] = [:]
  /// By the steps that stand for inputs.
  private var ways: [[Int]: Way] = [:]

  /// Prepares an end.
  ///
  /// - Parameters:
  ///   - plan: The questions it belongs to.
  ///   - results: The number, and for a highest end that may have no limit a truth value: it has none.
  ///   - isLeast: Whether it is the low end that is looked for.
  init(_ plan: RangePlan, _ results: [Int], isLeast: Bool) {
    self.plan = plan
    self.results = results
    self.isLeast = isLeast
    let relevant = plan.relevant(to: results)
    inputs = relevant.inputs.sorted()
    checks = relevant.checks
  }

  /// A run with steps that stand for inputs.
  private final class Way {
    var run: RangeRun
    private(set) lazy var directions = RangeDirections(
      run, unchecked: unchecked(), results: results, isLeast: isLeast)
    /// By input: its value in the request that reached the end last; empty before there was one.
    var witness: [ClosedRange<Int64>] = []
    private let results: [Int]
    private let isLeast: Bool
    private let unchecked: () -> RangeRun

    init(_ end: RangeEnd, standIns: [StandIn], for inputs: Set<Int> = []) {
      (results, isLeast) = (end.results, end.isLeast)
      let plan = end.plan
      let steps = standIns.map(\.step)
      let checks = end.checks.filter {
        inputs.isDisjoint(with: plan.dependence.inputs(below: $0))
      }
      run = plan.run(end.results, checks: checks, standIns: steps)
      unchecked = { [unowned plan, results] in
        plan.run(results + checks, checks: [], standIns: steps)
      }
    }
  }

  /// How the end is looked for while the same inputs are open.
  private struct Layout {
    let way: Way
    /// The steps that stand for inputs, with those.
    let standIns: [(step: StandIn, inputs: Set<Int>)]
    /// The open inputs that are neither stood for nor as good at one of their ends.
    let left: Set<Int>
    /// The open inputs that are not stood for.
    let own: Set<Int>
  }

  /// More values than this are not tried one by one where a step may stand for them.
  private static let mostTried = 16

  /// The way with some stand-ins, kept from one question to the next.
  private func way(_ standIns: [StandIn], for inputs: Set<Int>) -> Way {
    let steps = standIns.map(\.step)
    if steps.isEmpty { return plain }
    if let kept = ways[steps] { return kept }
    let way = Way(self, standIns: standIns, for: inputs)
    ways[steps] = way
    return way
  }

  private func layout(_ open: Set<Int>) -> Layout {
    if let kept = layouts[open] { return kept }
    var standIns: [(step: StandIn, inputs: Set<Int>)] = []
    var stoodFor: Set<Int> = []
    let searched = open.filter { plain.directions.inputs[$0] == nil }.sorted()
    for input in searched where !stoodFor.contains(input) {
      guard
        plan.compiled.lowered.inputs[input].domain.count > Self.mostTried,
        let found = dominators.standIn(for: input, open: open),
        // One input alone is soon searched, but not for every value of another.
        found.inputs.count > 1 || searched.count > 1, stoodFor.isDisjoint(with: found.inputs)
      else { continue }
      standIns.append((plan.standIn(found.step), found.inputs))
      stoodFor.formUnion(found.inputs)
    }
    var way = way(standIns.map(\.step), for: stoodFor)
    // One input whose step goes both ways is looked at itself: the ends are then reached by requests.
    let kept = zip(standIns, way.directions.standIns).filter { $0.inputs.count > 1 || $1 != nil }
    if kept.count < standIns.count {
      standIns = kept.map(\.0)
      stoodFor = standIns.reduce(into: []) { $0.formUnion($1.inputs) }
      way = self.way(standIns.map(\.step), for: stoodFor)
    }
    let own = open.subtracting(stoodFor)
    let layout = Layout(
      way: way, standIns: standIns, left: own.filter { way.directions.inputs[$0] == nil }, own: own)
    layouts[open] = layout
    return layout
  }

  /// Finds the end.
  ///
  /// - Parameters:
  ///   - whole: What each input lies between.
  ///   - axes: The inputs that may have several values.
  /// - Returns: How high it gets, the opposite of how low where that is looked for, and whether a request
  ///   reaches it; nil where no request is left.
  func reach(
    _ whole: [ClosedRange<Int64>], _ axes: [RangeAxis]
  ) -> (reach: Reach, isExact: Bool)? {
    let open = Set(axes.lazy.map(\.input)).intersection(inputs)
    guard !open.isEmpty else {
      // A single request needs no search.
      return plain.run.run(whole) ? (reach(in: plain.run), true) : nil
    }
    let layout = layout(open)
    var whole = whole
    var isExact = true
    for (place, standIn) in layout.standIns.enumerated() {
      // Other open inputs do not move it.
      let own = axes.filter { standIn.inputs.contains($0.input) }
      guard let answer = standIn.step.answer(whole, own) else { return nil }
      let end = layout.way.directions.standIns[place]
      layout.way.run.standIns[place] = end?.of(answer.range) ?? answer.range
      if end == nil || !answer.isExact { isExact = false }
    }
    // Where one end is as good as any other value, only that is looked at.
    for input in layout.own {
      guard let end = layout.way.directions.inputs[input] else { continue }
      whole[input] = end.of(whole[input])
    }
    let left = axes.filter { layout.left.contains($0.input) }
    guard let found = search(layout.way, whole, left) else { return nil }
    return (found.reach, found.isExact && isExact)
  }

  /// Looks for the end where the last one was, and everywhere else if it is not there.
  private func search(
    _ way: Way, _ whole: [ClosedRange<Int64>], _ axes: [RangeAxis]
  ) -> (reach: Reach, isExact: Bool)? {
    guard way.run.run(whole) else { return nil }
    let bound = reach(in: way.run)
    if axes.isEmpty || isReached(bound, way, whole, axes) { return (bound, true) }
    var values = whole
    let search = RangeSearch(axes: axes) { ranges in
      for (axis, range) in zip(axes, ranges) { values[axis.input] = range }
      return way.run.run(values) ? self.reach(in: way.run) : nil
    }
    guard let found = search.result() else { return nil }
    if found.isExact {
      way.witness = whole
      for (axis, range) in zip(axes, found.ranges) { way.witness[axis.input] = range }
    }
    return (found.reach, found.isExact)
  }

  /// Whether the request that reached the end last reaches this one, with the values that are given now.
  private func isReached(
    _ bound: Reach, _ way: Way, _ whole: [ClosedRange<Int64>], _ axes: [RangeAxis]
  ) -> Bool {
    guard !way.witness.isEmpty else { return false }
    var values = whole
    for axis in axes {
      let value = way.witness[axis.input]
      guard value.lowerBound == value.upperBound, axis.isAsked(value.lowerBound) else {
        return false
      }
      values[axis.input] = value
    }
    return way.run.runOne(values) && reach(in: way.run) == bound
  }

  /// How high it gets in the last run.
  private func reach(in run: RangeRun) -> Reach {
    if isLeast { return .atMost(-run.ranges[results[0]].lowerBound) }
    return results.count > 1 && run.ranges[results[1]].upperBound != 0
      ? .unlimited : .atMost(run.ranges[results[0]].upperBound)
  }
}
