extension UnsafePointer<Int64> {
  /// The sum of the first numbers; it must fit.
  @inline(__always)
  func sum(_ count: Int) -> Int64 {
    var sum: Int64 = 0
    for place in 0..<count { sum &+= self[place] }
    return sum
  }

  /// The sum of those whose place has a 1 in `mask`, where all others are 0.
  @inline(__always)
  func sum(_ count: Int, where mask: UnsafePointer<Int64>) -> Int64 {
    var sum: Int64 = 0
    for place in 0..<count { sum &+= self[place] & (0 &- mask[place]) }
    return sum
  }
}
