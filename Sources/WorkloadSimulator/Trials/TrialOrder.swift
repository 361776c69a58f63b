/// An order of the trials of its own for every variable: a permutation of `0..<count` computed
/// position by position.
///
/// It lets a variable take every `count`-th part of its distribution exactly once (Latin hypercube:
/// McKay, Beckman, Conover 1979), which makes means nearly exact, in an order that has nothing to do
/// with that of other variables. A balanced Feistel network of four rounds permutes the next power
/// of four; positions outside are permuted again until they fall inside. What the rounds do to each
/// half is a table of a few hundred numbers.
struct TrialOrder {
  private static let roundCount = 4

  private let count: Int
  private let halfBits: Int
  /// Round by round, what is mixed into the left half for each right one.
  private let rounds: [UInt32]

  init(count: Int, _ stream: RandomStream) {
    self.count = count
    var bits = 1
    while 1 &<< (2 &* bits) < count { bits += 1 }
    halfBits = bits
    let size = 1 << bits
    let mask = UInt64(size - 1)
    rounds = (0..<Self.roundCount * size).map { place in
      let (round, right) = (place / size, place % size)
      return UInt32(truncatingIfNeeded: stream[right << 2 | round] & mask)
    }
  }

  /// The position of a trial, from 0 to one below the count.
  func position(of trial: Int) -> Int {
    var position = 0
    visit(trial..<trial + 1) { position = $1 }
    return position
  }

  /// Calls `body` with every trial's index in the range, from 0, and its position.
  @inline(__always)
  func visit(_ trials: Range<Int>, _ body: (_ index: Int, _ position: Int) -> Void) {
    let (bits, mask) = (halfBits, 1 &<< halfBits &- 1)
    rounds.withUnsafeBufferPointer { rounds in
      let table = rounds.baseAddress.unsafelyUnwrapped
      for index in 0..<trials.count {
        var position = trials.lowerBound &+ index
        repeat {
          var left = position &>> bits
          var right = position & mask
          for round in 0..<Self.roundCount {
            (left, right) = (right, left ^ Int(table[round &<< bits | right]))
          }
          position = left &<< bits | right
        } while position >= count
        body(index, position)
      }
    }
  }
}
