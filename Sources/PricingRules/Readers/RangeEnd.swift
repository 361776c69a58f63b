/// One end of a range: how high something gets, or how low.
///
/// It remembers where the end was reached last: the next question is often answered there, without a search.
final class RangeEnd {
  /// The inputs that it depends on, with those that rules tie to them, ascending.
  let inputs: [Int]
  private let results: [Int]
  private let isLeast: Bool
  private var run: RangeRun
  private lazy var directions = run.directions(of: results, isLeast: isLeast)
  /// By input: its value in the request that reached the end last; empty before there was one.
  private var witness: [ClosedRange<Int64>] = []

  /// Prepares an end.
  ///
  /// - Parameters:
  ///   - run: Computes the results.
  ///   - results: The number, and for the highest end a truth value: it has no limit.
  ///   - inputs: What they depend on.
  ///   - isLeast: Whether it is the low end that is looked for.
  init(_ run: RangeRun, results: [Int], inputs: [Int], isLeast: Bool) {
    self.run = run
    self.results = results
    self.inputs = inputs
    self.isLeast = isLeast
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
    var axes = axes.filter { inputs.contains($0.input) }
    var whole = whole
    if !axes.isEmpty {
      // Where one end is as good as any other value, only that is looked at.
      for axis in axes {
        guard let end = directions.ends[axis.input] else { continue }
        let range = whole[axis.input]
        let value = end == .upper ? range.upperBound : range.lowerBound
        whole[axis.input] = value...value
      }
      axes.removeAll { directions.ends[$0.input] != nil }
    }
    guard run.run(whole) else { return nil }
    let bound = reach
    // A single request needs no search.
    if axes.isEmpty { return (bound, true) }
    if isReached(bound, whole, axes) { return (bound, true) }
    var values = whole
    let search = RangeSearch(axes: axes) { ranges in
      for (axis, range) in zip(axes, ranges) { values[axis.input] = range }
      return self.run.run(values) ? self.reach : nil
    }
    guard let found = search.result() else { return nil }
    if found.isExact {
      witness = whole
      for (axis, range) in zip(axes, found.ranges) { witness[axis.input] = range }
    }
    return (found.reach, found.isExact)
  }

  /// Whether the request that reached the end last reaches this one, with the values that are given now.
  private func isReached(
    _ bound: Reach, _ whole: [ClosedRange<Int64>], _ axes: [RangeAxis]
  ) -> Bool {
    guard !witness.isEmpty else { return false }
    var values = whole
    for axis in axes {
      let value = witness[axis.input]
      guard axis.isAsked(value.lowerBound), value.lowerBound == value.upperBound else {
        return false
      }
      values[axis.input] = value
    }
    return run.runOne(values) && reach == bound
  }

  /// How high it gets in the last run.
  private var reach: Reach {
    if isLeast { return .atMost(-run.ranges[results[0]].lowerBound) }
    return run.ranges[results[1]].upperBound != 0
      ? .unlimited : .atMost(run.ranges[results[0]].upperBound)
  }
}
