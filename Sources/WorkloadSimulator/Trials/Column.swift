/// One number per trial.
final class Column {
  let values: UnsafeMutableBufferPointer<Double>

  init(_ count: Int, repeating value: Double = 0) {
    values = .allocate(capacity: count)
    values.initialize(repeating: value)
  }

  deinit { values.deallocate() }

  /// The numbers of a block of trials.
  @inline(__always)
  func part(_ trials: Range<Int>) -> UnsafeMutableBufferPointer<Double> {
    UnsafeMutableBufferPointer(rebasing: values[trials])
  }
}

// Threads write to parts that do not overlap.
extension Column: @unchecked Sendable {}
