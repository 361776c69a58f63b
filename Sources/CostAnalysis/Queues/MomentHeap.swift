/// Moments of which the earliest is always at hand, in a binary heap.
struct MomentHeap {
  private var moments: [Double] = []

  /// How many there are.
  var count: Int { moments.count }

  /// The earliest; nil when there is none.
  var first: Double? { moments.first }

  /// Adds a moment.
  mutating func insert(_ moment: Double) {
    moments.append(moment)
    var child = moments.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard moments[child] < moments[parent] else { break }
      moments.swapAt(child, parent)
      child = parent
    }
  }

  /// Takes the earliest away; there must be one.
  mutating func removeFirst() {
    let last = moments.removeLast()
    guard !moments.isEmpty else { return }
    moments[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < moments.count else { break }
      if child + 1 < moments.count, moments[child + 1] < moments[child] { child += 1 }
      guard moments[child] < moments[parent] else { break }
      moments.swapAt(child, parent)
      parent = child
    }
  }
}
