public import BillingTypes

/// The most that a request can cost when its values are only known as ranges.
///
/// ```swift
/// let seconds = ValueRange.number(Rational(4)...Rational(8))
/// let ceiling = offer.ceiling(of: ["seconds": seconds], on: day)
/// print(ceiling.charges[0].cost.amount!)   // 0.8: no request in the range costs more
/// ```
///
/// It bounds what the card's rules give. Where a quantity is a rough estimate, a bill may exceed
/// it as it may exceed a quote; ``Charge/estimates`` names what is.
public struct RequestCeiling: Hashable, Sendable {
  /// A largest value, or why there is none.
  public enum Limit: Hashable, Sendable {
    /// No request in the ranges exceeds it.
    case atMost(Rational)
    /// No largest value is known; a clause says why.
    case unknown(String)

    /// The largest value; nil when none is known.
    public var amount: Rational? { if case .atMost(let amount) = self { amount } else { nil } }
    /// Why no largest value is known; nil when one is.
    public var reason: String? { if case .unknown(let reason) = self { reason } else { nil } }
  }

  /// How high one charge gets.
  public struct Charge: Hashable, Sendable {
    /// What is counted.
    public let meter: String
    /// The unit the meter counts in.
    public let unit: String
    /// The largest metered quantity.
    public let quantity: Limit
    /// The largest cost, in ``priceUnit``: exact, not rounded.
    public let cost: Limit
    /// What the cost is in.
    public let priceUnit: PriceUnit
    /// Meters that the charge depends on and that are rough estimates.
    public let estimates: [String]
  }

  /// How high everything that is paid in one unit gets together.
  ///
  /// It is at most the sum of the charges, and less where they exclude each other.
  public struct Total: Hashable, Sendable {
    /// What is paid.
    public let priceUnit: PriceUnit
    /// The largest sum.
    public let cost: Limit
  }

  /// The charges, in the card's order.
  public let charges: [Charge]
  /// The sums by unit, in the order in which charges name them.
  public let totals: [Total]
  /// Whether it is certain that no request in the ranges is legal.
  public let isEmpty: Bool

  /// The most that a request costs in money, with each credit at its worth.
  ///
  /// - Parameter creditWorth: Money per credit by credit id.
  /// - Returns: The most, exact and not rounded; unknown where one of the totals or a worth is.
  public func money(creditWorth: [String: Rational] = [:]) -> Limit {
    var sum = Rational.zero
    for total in totals {
      guard case .atMost(let cost) = total.cost else { return total.cost }
      var worth = Rational.one
      if case .credit(let id) = total.priceUnit, cost > .zero {
        guard let known = creditWorth[id] else {
          return .unknown("what one '\(id)' costs is not known")
        }
        worth = known
      }
      do throws(NumberError) {
        sum = try sum + cost * worth
      } catch {
        return .unknown(error.description)
      }
    }
    return .atMost(sum)
  }
}

extension Offer {
  /// The most that a request can cost when its values lie in some ranges.
  ///
  /// The result is never too low. It is exact where a largest request is found, which is the rule,
  /// and for single values; it may be too high where formulas are many-sided. A larger range never
  /// gives a lower result.
  ///
  /// - Parameters:
  ///   - values: What parameters may be, cut to what is legal, and metered values that are given. A
  ///     parameter that is not mentioned has its default; without one, any legal value.
  ///   - day: The day of the usage.
  ///   - knownAt: Prices that became known later do not count; nil counts all.
  /// - Returns: The most for each charge, and together.
  public func ceiling(
    of values: [String: ValueRange], on day: Day, knownAt: Day? = nil
  ) -> RequestCeiling {
    let bounds = CeilingBounds(offer: self, values: values, day: day, knownAt: knownAt)
    var isEmpty = bounds.hasNoLegalRequest
    let quantities = charges.map { bounds.quantity(of: $0) }
    let costs = charges.map { bounds.cost(of: [$0]) }
    let units = charges.map(\.price.unit).uniqued()
    let totals = units.map { unit in
      let parts = charges.filter { $0.price.unit == unit }
      return parts.count == 1
        ? costs[charges.firstIndex { $0.price.unit == unit } ?? 0] : bounds.cost(of: parts)
    }
    if (quantities + costs + totals).contains(.empty) { isEmpty = true }
    func limit(_ bound: UpperBound) -> RequestCeiling.Limit {
      if let unknown = bounds.unknownName {
        return .unknown("'\(unknown)' is neither a parameter nor a meter of '\(id)'")
      }
      if isEmpty { return .unknown("no request in these ranges is legal") }
      switch bound {
      case .empty: return .unknown("no request in these ranges is legal")
      case .atMost(let amount): return .atMost(amount)
      case .unlimited(let reason): return .unknown(reason)
      }
    }
    return RequestCeiling(
      charges: charges.indices.map { index in
        RequestCeiling.Charge(
          meter: charges[index].meter, unit: charges[index].unit,
          quantity: limit(quantities[index]), cost: limit(costs[index]),
          priceUnit: charges[index].price.unit, estimates: bounds.estimates(of: charges[index]))
      },
      totals: zip(units, totals).map { RequestCeiling.Total(priceUnit: $0, cost: limit($1)) },
      isEmpty: isEmpty)
  }
}
