import HeapModule

/// How high something may get: a number, or without a limit.
enum Reach: Comparable {
  case atMost(Int128)
  case unlimited
}

/// Finds how high something gets over a box of input values: branch and bound.
///
/// The box with the highest bound is halved, again and again, until that box is a single request (the bound is
/// then reached, and exact) or enough has been halved (the bound is then certain, and perhaps too high). Two
/// properties follow:
///
/// - The result is never too low, since each bound covers its whole box.
/// - A larger box never has a lower result. Boxes are cut at the same places whatever is asked, so the larger
///   search cuts where the smaller one does; a cut that leaves nothing on one side is free in both, and the
///   smaller search never cuts a box that the larger one had no need to cut.
struct RangeSearch {
  /// The inputs that matter, in an order of their own.
  let axes: [RangeAxis]
  /// How high it gets for one range for each axis, nil where no request is left; for smaller ranges it is not
  /// higher.
  let bound: ([ClosedRange<Int64>]) -> Reach?

  /// How many boxes may be halved: at most twice as many are looked at, and one.
  static let mostCuts = 512

  /// What a search finds.
  struct Result {
    let reach: Reach
    /// Whether a request reaches it.
    let isExact: Bool
    /// The last range of each axis: where it is reached, or may be.
    let ranges: [ClosedRange<Int64>]
  }

  private struct Box: Comparable {
    var cells: [ClosedRange<Int>]
    var halvings: [Int]
    var ranges: [ClosedRange<Int64>]
    var reach: Reach
    var depth = 0

    /// Of equal bounds the smaller box comes first: it is sooner a single request.
    static func < (left: Box, right: Box) -> Bool {
      (left.reach, left.depth) < (right.reach, right.depth)
    }

    static func == (left: Box, right: Box) -> Bool {
      (left.reach, left.depth) == (right.reach, right.depth)
    }
  }

  /// The highest bound; nil where no request is left.
  func result() -> Result? {
    var ranges: [ClosedRange<Int64>] = []
    for axis in axes {
      guard let range = axis.range(of: 0...(axis.count - 1)) else { return nil }
      ranges.append(range)
    }
    guard let reach = bound(ranges) else { return nil }
    var boxes = Heap<Box>()
    boxes.insert(
      Box(
        cells: axes.map { 0...($0.count - 1) }, halvings: axes.map { _ in 0 }, ranges: ranges,
        reach: reach))
    var cuts = 0
    while let box = boxes.popMax() {
      guard let halves = halves(of: box) else {
        return Result(reach: box.reach, isExact: true, ranges: box.ranges)
      }
      guard cuts < Self.mostCuts else {
        return Result(reach: box.reach, isExact: false, ranges: box.ranges)
      }
      if halves.count == 2 { cuts += 1 }
      for half in halves { boxes.insert(half) }
    }
    return nil
  }

  /// The halves of a box, along the axis that was halved the least, in which a request may be left; nil when it
  /// cannot be halved.
  private func halves(of box: Box) -> [Box]? {
    var box = box
    while true {
      let candidates = axes.indices.filter { index in
        box.ranges[index].lowerBound != box.ranges[index].upperBound && box.cells[index].count > 1
      }
      guard let index = candidates.min(by: { box.halvings[$0] < box.halvings[$1] }) else {
        return nil
      }
      let cells = box.cells[index]
      let middle = cells.lowerBound + (cells.upperBound - cells.lowerBound) / 2
      let sides = [cells.lowerBound...middle, (middle + 1)...cells.upperBound]
      let parts = sides.compactMap { side in axes[index].range(of: side).map { (side, $0) } }
      box.halvings[index] += 1
      guard parts.count == 2 else {
        // Nothing of what is asked lies on one side.
        guard let part = parts.first else { return nil }
        box.cells[index] = part.0
        continue
      }
      return parts.compactMap { side, range in
        var half = box
        half.cells[index] = side
        half.ranges[index] = range
        half.depth += 1
        guard let own = bound(half.ranges) else { return nil }
        half.reach = min(own, box.reach)
        return half
      }
    }
  }
}
