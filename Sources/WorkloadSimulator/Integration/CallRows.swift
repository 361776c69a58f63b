import BillingTypes
import PricingRules

/// What single calls of a class use, each distinct use with its share of the calls, and how sure the shares are.
struct CallRows {
  /// What a charge of one call uses: both nil where they are not known.
  struct Use: Hashable {
    let quantity: Rational?
    let cost: Rational?
  }

  /// One distinct use, charge by charge.
  struct Row {
    let uses: [Use]
    /// Its share of the calls; shares add up to 1, exactly.
    let share: Rational
    /// The share in units of 10⁻¹⁵; nil where it is no whole number of them.
    let units: Int128?
  }

  /// How many units of a share there are in 1.
  static let whole = powerOfTen(15)

  let rows: [Row]
  /// The shares of calls outside what the offer serves.
  let outside: [RequestUsage.Outside: Rational]
  /// By charge: the standard error of the mean cost, in its price's unit; 0 where the shares are exact.
  let errors: [Double]
}

/// The mean of numbers over rows.
struct WeightedSum {
  /// Sums of numerators times units of shares, by denominator, of which there are few.
  private var sums: [Int128: Int128] = [:]
  /// What did not fit there.
  private var rest = Rational.zero

  /// Adds a number with its share.
  ///
  /// - Throws: `NumberError`.
  mutating func add(_ number: Rational, _ row: CallRows.Row) throws(NumberError) {
    if let units = row.units {
      let (part, overflow) = number.numerator.multipliedReportingOverflow(by: units)
      let (sum, isTooLarge) = sums[number.denominator, default: 0].addingReportingOverflow(part)
      if !overflow, !isTooLarge, sums.count < 1000 {
        sums[number.denominator] = sum
        return
      }
    }
    rest = try rest.adding(number.timesKept(row.share))
  }

  /// The mean.
  ///
  /// - Throws: `NumberError`.
  func mean() throws(NumberError) -> Rational {
    var mean = rest
    for (denominator, sum) in sums.sorted(by: { $0.key < $1.key }) {
      let part = try Rational(sum, over: denominator)
      mean = try mean.adding(part.timesKept(Rational(1, over: CallRows.whole)))
    }
    return mean
  }
}

/// Collects what calls use, in the order in which uses first come up.
struct CallRowSums {
  private var uses: [[CallRows.Use]] = []
  private var weights: [Double] = []
  /// The weights exactly; nil as soon as one is not known so.
  private var shares: [Rational]? = []
  private var places: [[CallRows.Use]: Int] = [:]
  private(set) var weight = 0.0

  /// The place of a use, a new one where it did not come up before.
  mutating func place(of use: [CallRows.Use]) -> Int {
    if let place = places[use] { return place }
    places[use] = uses.count
    uses.append(use)
    weights.append(0)
    shares?.append(.zero)
    return uses.count - 1
  }

  /// Adds a weight, which is not negative, to the use at a place; its share of all is exact where that is known.
  mutating func add(_ place: Int, weight: Double, share: Rational? = nil) {
    self.weight += weight
    weights[place] += weight
    if let share, let sum = shares?[place], let more = try? sum + share {
      shares?[place] = more
    } else {
      shares = nil
    }
  }

  /// The uses with their shares: exact, or rounded to fifteen decimals, where the largest takes what that leaves.
  ///
  /// - Throws: `NumberError`.
  func rows() throws(NumberError) -> [CallRows.Row] {
    if let shares { return rows(shares) }
    let scale = 1e15 / weight
    var units = weights.map { Int128(wholePartOf: ($0 * scale).rounded()) ?? 0 }
    if let largest = weights.indices.max(by: { weights[$0] < weights[$1] }) {
      units[largest] += CallRows.whole - units.reduce(0, +)
    }
    return try zip(uses, units).filter { $0.1 > 0 }.map { uses, units throws(NumberError) in
      CallRows.Row(uses: uses, share: try Rational(units, over: CallRows.whole), units: units)
    }
  }

  private func rows(_ shares: [Rational]) -> [CallRows.Row] {
    zip(uses, shares).filter { $0.1 > .zero }
      .map { CallRows.Row(uses: $0.0, share: $0.1, units: nil) }
  }
}
