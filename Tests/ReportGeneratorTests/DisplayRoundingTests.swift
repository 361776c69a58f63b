import BillingTypes
@testable import ReportGenerator
import TestSupport
import Testing

@Suite("Rounding for people")
struct DisplayRoundingTests {
  static func shares(
    _ amounts: [Int128], places: Int = 2, total: Int128? = nil
  ) -> [Int128] {
    DisplayRounding.shares(
      of: amounts.map { Money(picounits: $0, in: .usd) }, places: places, total: total)
  }

  /// Picounits of a number of thousandths.
  static func thousandths(_ count: Int) -> Int128 { Int128(count) * 1_000_000_000 }

  @Test(
    "What is shown adds up to the rounded total; the largest remainders are rounded up",
    arguments: [
      ([], []), ([0], [0]), ([5], [1]), ([4], [0]), ([333, 333, 334], [33, 33, 34]),
      ([335, 335, 330], [34, 33, 33]), ([5, 5], [1, 0]), ([5, 5, 5], [1, 1, 0]),
      ([14, 13, 13], [2, 1, 1]), ([1000, 2000], [100, 200]), ([-5], [0]), ([-6], [-1]),
      ([-5, -5], [0, -1]), ([-14, 14], [-1, 1]), ([-333, -333, -334], [-33, -33, -34]),
      ([995, 5], [100, 0]), ([4, 4, 4, 4, 4], [1, 1, 0, 0, 0]),
    ] as [([Int], [Int])])
  func cents(thousandths: [Int], expected: [Int]) {
    #expect(Self.shares(thousandths.map(Self.thousandths)) == expected.map { Int128($0) })
  }

  @Test("A total from outside is what the parts add up to")
  func givenTotal() {
    let amounts = [333, 333, 333].map(Self.thousandths)
    #expect(Self.shares(amounts) == [34, 33, 33])
    #expect(Self.shares(amounts, total: 99) == [33, 33, 33])
    #expect(Self.shares(amounts, total: 101) == [34, 34, 33])
    #expect(Self.shares([], total: 0) == [])
  }

  /// Lists of amounts of every size, some of them equal, some negative.
  static func amounts(_ random: inout SplitMix64) -> [Int128] {
    let size = random.pick([1_000_000_000, 100_000_000_000, 1_000_000_000_000_000] as [Int128])
    let sign = random.below(3)
    return (0..<(1 + random.below(12))).map { _ in
      var amount = Int128(random.next() % 1_000_000) * (size / 1_000_000)
      if random.below(4) == 0 { amount = amount / size * size }
      return sign == 0 || (sign == 1 && random.below(2) == 0) ? -amount : amount
    }
  }

  @Test("The parts add up, and none is off by a unit or more, for any amounts", arguments: 0..<20)
  func laws(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    for _ in 0..<200 {
      let amounts = Self.amounts(&random)
      let places = random.below(7)
      var step: Int128 = 1
      for _ in places..<12 { step *= 10 }
      let shares = Self.shares(amounts, places: places)
      let total = DisplayRounding.rounded(
        Money(picounits: amounts.reduce(0, +), in: .usd), places: places)
      #expect(shares.reduce(0, +) == total)
      for (share, amount) in zip(shares, amounts) {
        #expect((share * step - amount).magnitude < step.magnitude, "\(amounts)")
        // What is exact at these places stays as it is.
        if amount % step == 0 { #expect(share * step == amount) }
      }
    }
  }

  @Test("The order matters among equal remainders only", arguments: 0..<20)
  func order(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    for _ in 0..<100 {
      let amounts = Self.amounts(&random)
      let shares = zip(amounts, Self.shares(amounts)).map { $0 }
      let shuffled = amounts.shuffled(using: &random)
      let others = zip(shuffled, Self.shares(shuffled)).map { $0 }
      let step = Self.thousandths(10)
      func parts(_ pairs: [(Int128, Int128)]) -> [String] {
        pairs.map { amount, share in
          // The remainder, and whether it was rounded up: equal for all orders as a whole.
          let below = share * step > amount ? "up" : "down"
          return "\(((amount % step) + step) % step) \(below)"
        }.sorted()
      }
      #expect(parts(shares) == parts(others))
    }
  }

  @Test("A larger amount never shows as a smaller figure", arguments: 0..<10)
  func monotonic(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    for _ in 0..<100 {
      let amounts = Self.amounts(&random).sorted()
      let shares = Self.shares(amounts)
      for index in amounts.indices.dropLast() where amounts[index] < amounts[index + 1] {
        #expect(shares[index] <= shares[index + 1])
      }
    }
  }

  @Test("Months and features both add up: the parts of a month make its rounded total")
  func nested() {
    var random = SplitMix64(seed: 7)
    for _ in 0..<200 {
      let months = (0..<12).map { _ in Self.amounts(&random).map(\.magnitude).map { Int128($0) } }
      let totals = Self.shares(months.map { $0.reduce(0, +) })
      for (month, total) in zip(months, totals) {
        let parts = Self.shares(month, total: total)
        #expect(parts.reduce(0, +) == total)
        for (part, amount) in zip(parts, month) {
          #expect((part * Self.thousandths(10) - amount).magnitude < Self.thousandths(10).magnitude)
        }
      }
    }
  }

  @Test(
    "A table adds up both ways to totals rounded from exact ones; 24 equal months of 4.5 are 108, not 96 or 120"
  )
  func tables() {
    let half = Money(picounits: Self.thousandths(45), in: .usd)  // 4.5 cents
    let rows = Self.shares(Array(repeating: half.picounits * 2, count: 24), total: 216)
    let cells = DisplayRounding.table(
      of: Array(repeating: [half, half], count: 24), places: 2, rows: rows, columns: [108, 108])
    #expect(cells.map { $0[0] }.reduce(0, +) == 108)
    #expect(cells.map { $0[1] }.reduce(0, +) == 108)
    #expect(cells.allSatisfy { $0.reduce(0, +) == 9 })
  }

  @Test(
    "Any table adds up both ways, and no cell is off by two or more; an empty cell stays empty",
    arguments: 0..<20)
  func tableLaws(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    for _ in 0..<50 {
      let width = 1 + random.below(5)
      let table = (0..<(1 + random.below(13))).map { _ in
        (0..<width).map { column -> Int128 in
          column > 0 && random.below(5) == 0 ? 0 : Int128(random.below(5_000_000)) * 1_000_000
        }
      }
      let total = DisplayRounding.rounded(
        Money(picounits: table.joined().reduce(0, +), in: .usd), places: 2)
      let rows = Self.shares(table.map { $0.reduce(0, +) }, total: total)
      let columns = Self.shares(
        (0..<width).map { column in table.reduce(0) { $0 + $1[column] } }, total: total)
      let cells = DisplayRounding.table(
        of: table.map { $0.map { Money(picounits: $0, in: .usd) } }, places: 2, rows: rows,
        columns: columns)
      #expect(cells.map { $0.reduce(0, +) } == rows)
      #expect((0..<width).map { column in cells.reduce(0) { $0 + $1[column] } } == columns)
      for (row, amounts) in zip(cells, table) {
        for (cell, amount) in zip(row, amounts) {
          #expect(
            (cell * Self.thousandths(10) - amount).magnitude < 2 * Self.thousandths(10).magnitude)
          if amount == 0 { #expect(cell == 0) }
        }
      }
    }
  }

  @Test("Amounts near the limit of the number type are rounded too, alone and together")
  func largestAmounts() {
    let cents = Int128.max / 10_000_000_000
    #expect(Self.shares([.max, .max]) == [cents + 1, cents])
    #expect(DisplayRounding.rounded(Money(picounits: .max, in: .usd), places: 2) == cents + 1)
    #expect(DisplayRounding.rounded(Money(picounits: .min, in: .usd), places: 2) == -cents - 1)
  }
}
