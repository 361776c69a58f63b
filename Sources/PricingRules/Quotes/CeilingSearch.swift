import BillingTypes

/// How high something can get: a bound, none that is known, or no case at all.
enum UpperBound: Hashable {
  /// No request does that.
  case empty
  /// At most so much.
  case atMost(Rational)
  /// There is no bound, for this reason.
  case unlimited(String)

  /// Whether the bound is below another.
  func isBelow(_ other: UpperBound) -> Bool {
    switch (self, other) {
    case (.atMost(let a), .atMost(let b)): a < b
    default: rank < other.rank
    }
  }

  private var rank: Int {
    switch self {
    case .empty: 0
    case .atMost: 1
    case .unlimited: 2
    }
  }
}

/// Finds how high something gets over a box of parameter values: branch and bound.
///
/// The box with the highest bound is halved, again and again, until that box is a single request
/// (the bound is then reached, and exact) or enough has been halved (the bound is then certain, and
/// perhaps too high). Two properties follow:
///
/// - The result is never too low, since each bound covers its whole box.
/// - A larger box never has a lower result. Boxes are cut at the same places whatever is asked, so
///   the larger search cuts where the smaller one does; a cut that leaves nothing on one side is
///   free in both, and the smaller search never cuts a box that the larger one had no need to cut.
struct CeilingSearch {
  /// The parameters that matter, in an order of their own.
  let axes: [ParameterAxis]
  /// How high it gets for one range for each axis; for smaller ranges it is not higher.
  let bound: ([ValueRange]) -> UpperBound

  /// How many boxes may be halved: at most twice as many are looked at, and one.
  static let cutLimit = 1024

  private struct Box {
    var cells: [ClosedRange<Int>]
    var halvings: [Int]
    var ranges: [ValueRange]
    var bound: UpperBound
    var depth = 0
  }

  /// The highest bound.
  func result() -> UpperBound {
    var ranges: [ValueRange] = []
    for axis in axes {
      guard let range = axis.range(of: 0...(axis.count - 1)) else { return .empty }
      ranges.append(range)
    }
    let whole = Box(
      cells: axes.map { 0...($0.count - 1) }, halvings: axes.map { _ in 0 }, ranges: ranges,
      bound: bound(ranges))
    // Of equal bounds the smaller box comes first: it is sooner a single request.
    var boxes = Heap<Box> { a, b in
      if a.bound.isBelow(b.bound) { return true }
      return b.bound.isBelow(a.bound) ? false : a.depth < b.depth
    }
    if whole.bound != .empty { boxes.insert(whole) }
    var cuts = 0
    while let box = boxes.removeLargest() {
      guard cuts < Self.cutLimit, let halves = halves(of: box) else { return box.bound }
      let live = halves.filter { $0.bound != .empty }
      if live.count == 2 { cuts += 1 }
      for half in live { boxes.insert(half) }
    }
    return .empty
  }

  /// Both halves of a box along the axis that was halved the least; nil when it cannot be halved.
  private func halves(of box: Box) -> [Box]? {
    var box = box
    while true {
      let candidates = axes.indices.filter { index in
        !box.ranges[index].isSingle && box.cells[index].count > 1
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
      return parts.map { side, range in
        var half = box
        half.cells[index] = side
        half.ranges[index] = range
        half.depth += 1
        let own = bound(half.ranges)
        half.bound = own.isBelow(box.bound) ? own : box.bound
        return half
      }
    }
  }
}

/// A binary heap: the largest element first.
private struct Heap<Element> {
  private var elements: [Element] = []
  private let isBelow: (Element, Element) -> Bool

  init(_ isBelow: @escaping (Element, Element) -> Bool) { self.isBelow = isBelow }

  mutating func insert(_ element: Element) {
    elements.append(element)
    var child = elements.count - 1
    while child > 0, isBelow(elements[(child - 1) / 2], elements[child]) {
      elements.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func removeLargest() -> Element? {
    guard let largest = elements.first else { return nil }
    let last = elements.removeLast()
    guard !elements.isEmpty else { return largest }
    elements[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < elements.count else { return largest }
      if child + 1 < elements.count, isBelow(elements[child], elements[child + 1]) { child += 1 }
      guard isBelow(elements[parent], elements[child]) else { return largest }
      elements.swapAt(parent, child)
      parent = child
    }
  }
}
