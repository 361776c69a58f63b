/// An order of the trials of its own for every variable: a permutation of `0..<count` computed
/// position by position.
///
/// It lets a variable take every `count`-th part of its distribution exactly once (Latin hypercube:
/// McKay, Beckman, Conover 1979), which makes means nearly exact, in an order that has nothing to do
/// with that of other variables. A balanced Feistel network of four rounds permutes the next power
/// of four; positions outside are permuted again until they fall inside.
struct TrialOrder {
  private let count: Int
  private let halfBits: UInt64
  private let stream: RandomStream

  init(count: Int, _ stream: RandomStream) {
    self.count = count
    var bits: UInt64 = 1
    while 1 &<< (2 &* Int(bits)) < count { bits += 1 }
    halfBits = bits
    self.stream = stream
  }

  /// The position of a trial, from 0 to one below the count.
  func position(of trial: Int) -> Int {
    var position = trial
    repeat { position = permuted(position) } while position >= count
    return position
  }

  private func permuted(_ position: Int) -> Int {
    let mask = (UInt64(1) &<< halfBits) &- 1
    var left = UInt64(truncatingIfNeeded: position) &>> halfBits
    var right = UInt64(truncatingIfNeeded: position) & mask
    for round in 0..<4 {
      let mixed = stream[Int(truncatingIfNeeded: right &<< 2) | round] & mask
      (left, right) = (right, left ^ mixed)
    }
    return Int(truncatingIfNeeded: left &<< halfBits | right)
  }
}
