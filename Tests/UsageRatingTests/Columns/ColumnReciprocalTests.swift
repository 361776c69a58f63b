import Testing

@testable import UsageRating

@Suite("Division by a constant as a multiplication")
struct ColumnReciprocalTests {
  /// Divisors of rules, and others around powers of two.
  static let divisors: [Int64] = {
    var divisors: [Int64] = [3, 5, 7, 60, 505, 1010, 3600, 1_000_000, 4_000_000, 1_000_000_007]
    for power in 2...61 { divisors += [(1 << power) - 1, (1 << power) + 1] }
    return divisors + [.max, .max - 1]
  }()

  @Test("It is exact beside every multiple, up to the bound", arguments: divisors)
  func exact(divisor: Int64) {
    for bits in 1...63 {
      let largest = Int64.max >> (63 - bits)
      let reciprocal = ColumnReciprocal(of: divisor, upTo: largest)
      let lastMultiple = largest / divisor * divisor
      let numbers = [
        0, 1, divisor - 1, divisor, largest, largest - 1, largest / 2, lastMultiple,
        lastMultiple - 1, lastMultiple / divisor / 2 * divisor,
        lastMultiple / divisor / 2 * divisor - 1,
      ]
      for number in numbers where (0...largest).contains(number) {
        #expect(reciprocal.quotient(number) == number / divisor)
      }
    }
  }

  @Test("Small numbers divide inside 64 bits")
  func narrow() {
    #expect(ColumnReciprocal(of: 60, upTo: 3659).isNarrow)
    #expect(!ColumnReciprocal(of: 60, upTo: .max).isNarrow)
  }
}
