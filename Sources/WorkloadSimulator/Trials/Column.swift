/// One number per trial.
final class Column {
  let values: UnsafeMutableBufferPointer<Double>

  init(_ count: Int, repeating value: Double = 0) {
    values = Self.allocate(count)
    values.baseAddress?.initialize(repeating: value, count: Pairs.count(of: count) * 2)
  }

  /// A column whose numbers are whatever was there before: to be written before it is read.
  init(blank count: Int) { values = Self.allocate(count) }

  /// Room for an even count, so that the last pair is whole.
  private static func allocate(_ count: Int) -> UnsafeMutableBufferPointer<Double> {
    let room = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, Pairs.count(of: count)) * MemoryLayout<SIMD2<Double>>.size,
      alignment: MemoryLayout<SIMD2<Double>>.alignment)
    return UnsafeMutableBufferPointer(
      start: room.bindMemory(to: Double.self, capacity: Pairs.count(of: count) * 2), count: count)
  }

  deinit { UnsafeMutableRawPointer(values.baseAddress)?.deallocate() }

  /// The numbers of a block of trials.
  @inline(__always)
  func part(_ trials: Range<Int>) -> UnsafeMutableBufferPointer<Double> {
    UnsafeMutableBufferPointer(rebasing: values[trials])
  }

  /// The numbers of a block of trials, two by two; the block begins at an even trial.
  @inline(__always)
  func pairs(from trial: Int) -> Pairs {
    precondition(trial & 1 == 0, "pairs begin at an even trial")
    return Pairs(values.baseAddress.unsafelyUnwrapped + trial)
  }
}

// Threads write to parts that do not overlap.
extension Column: @unchecked Sendable {}

/// Numbers in memory, read and written two by two: what every processor of the platforms can do at
/// once.
struct Pairs {
  private let base: UnsafeMutableRawPointer

  @inline(__always)
  init(_ numbers: UnsafeMutablePointer<Double>) { base = UnsafeMutableRawPointer(numbers) }

  /// How many pairs hold a number of values; the last may be half empty.
  @inline(__always)
  static func count(of values: Int) -> Int { (values &+ 1) &>> 1 }

  @inline(__always)
  subscript(pair: Int) -> SIMD2<Double> {
    get { base.load(fromByteOffset: pair &<< 4, as: SIMD2<Double>.self) }
    nonmutating set {
      base.storeBytes(of: newValue, toByteOffset: pair &<< 4, as: SIMD2<Double>.self)
    }
  }
}
