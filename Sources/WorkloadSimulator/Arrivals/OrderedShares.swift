/// Uniform numbers in ascending order, one after the other, without keeping them: the order statistics
/// of a sample of known size.
///
/// With k numbers still to come, the gap to 1 shrinks by the factor U^(1/k) (Bentley and Saxe,
/// Generating sorted lists of random numbers, 1980).
package struct OrderedShares {
  private var left: Int
  private var gap = 1.0
  private let stream: RandomStream
  private var index = 0

  /// A sample of `count` numbers from a stream.
  package init(count: Int, _ stream: RandomStream) {
    left = count
    self.stream = stream
  }

  /// The next number, from 0 to 1; nil after the last.
  package mutating func next() -> Double? {
    guard left > 0 else { return nil }
    let share = stream.uniform(index)
    index += 1
    gap *= Mathematics.exponential(Mathematics.logarithm(share) / Double(left))
    left -= 1
    return 1 - gap
  }
}
