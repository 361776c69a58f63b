/// An order of the trials of its own for every variable: a permutation of `0..<count` computed
/// position by position.
///
/// It lets a variable take every `count`-th part of its distribution exactly once (Latin hypercube:
/// McKay, Beckman, Conover 1979), which makes means nearly exact, in an order that has nothing to do
/// with that of other variables. Trials that follow one another are a set (``setCount(_:)``), which takes every part of a
/// coarser division once, so that the sets' means tell how sure the mean of all is. A balanced Feistel
/// network of four rounds, another for each set, permutes the next power of four; positions outside are permuted again
/// until they fall inside. What the rounds do to each half is a table of a few hundred numbers.
struct TrialOrder {
  private static let roundCount = 4
  /// How many sets there may be, the best first: enough to tell an error, few enough to be large.
  private static let setCounts = [16, 20, 10, 12, 8, 15, 14, 18, 9, 11, 13, 17, 19, 25]

  private let sets: Int
  /// Coarse parts, of which every set takes each once: as many as it has trials.
  private let parts: Int
  private let halfBits: Int
  /// Set by set and round by round, what is mixed into the left half for each right one.
  private let rounds: [UInt32]
  /// How the finer parts of a coarse one are dealt out to the sets.
  private let deal: RandomStream
  /// Factors that permute what is left over by a division by the number of sets.
  private let factors: [UInt32]

  init(count: Int, _ stream: RandomStream) {
    let sets = Self.setCount(count)
    self.sets = sets
    parts = count / sets
    var bits = 1
    while 1 &<< (2 &* bits) < parts { bits += 1 }
    halfBits = bits
    let size = 1 << bits
    let mask = UInt64(size - 1)
    rounds = (0..<sets * Self.roundCount * size).map { place in
      let (row, right) = (place / size, place % size)
      let own = row < Self.roundCount ? stream : stream.part(row / Self.roundCount)
      return UInt32(truncatingIfNeeded: own[right << 2 | row % Self.roundCount] & mask)
    }
    deal = stream.part(-1)
    factors = (1...UInt32(sets)).filter { Self.divisor($0, UInt32(sets)) == 1 }
  }

  /// Into how many sets of the same even size trials fall, one after the other; 1 where there are too few, or no such
  /// size divides them.
  static func setCount(_ count: Int) -> Int {
    setCounts.first { count >= 64 && count % (2 * $0) == 0 } ?? 1
  }

  private static func divisor(_ a: UInt32, _ b: UInt32) -> UInt32 {
    b == 0 ? a : divisor(b, a % b)
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
    let size = Self.roundCount &<< bits
    rounds.withUnsafeBufferPointer { rounds in
      let tables = rounds.baseAddress.unsafelyUnwrapped
      var (set, place) = trials.lowerBound.quotientAndRemainder(dividingBy: parts)
      for index in 0..<trials.count {
        let table = tables + set &* size
        var part = place
        repeat {
          var left = part &>> bits
          var right = part & mask
          for round in 0..<Self.roundCount {
            (left, right) = (right, left ^ Int(table[round &<< bits | right]))
          }
          part = left &<< bits | right
        } while part >= parts
        body(index, part &* sets &+ finePart(of: part, set))
        place &+= 1
        if place == parts {
          place = 0
          set &+= 1
        }
      }
    }
  }

  /// Which finer part of a coarse one a set takes: another for each set.
  @inline(__always)
  private func finePart(of part: Int, _ set: Int) -> Int {
    let bits = UInt32(truncatingIfNeeded: deal[part] &>> 16)
    if sets == 16 {
      return Int((UInt32(truncatingIfNeeded: set) &* (bits | 1) &+ bits &>> 8) & 15)
    }
    let factor = factors[Int(bits % UInt32(factors.count))]
    let sum = UInt32(truncatingIfNeeded: set) &* factor &+ (bits &>> 8) % UInt32(sets)
    return Int(sum % UInt32(sets))
  }
}
