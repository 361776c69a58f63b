extension FixedWidthInteger where Self: SignedInteger {
  /// The largest whole number whose square is not above this one, which is not negative.
  @inlinable
  package func wholeSquareRoot() -> Self {
    precondition(self >= 0, "a root is that of a number from 0 up, was \(self)")
    guard self > 0 else { return 0 }
    // Newton's steps from above fall until they are at the root: no binary number, nothing to round.
    var root = Self(1) &<< Self((Self.bitWidth - leadingZeroBitCount + 1) / 2)
    while true {
      let next = (root + self / root) &>> 1
      guard next < root else { return root }
      root = next
    }
  }
}
