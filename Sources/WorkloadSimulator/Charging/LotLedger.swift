import BillingTypes
import PricingRules

/// What is left of an allowance or of packs, by the month it was bought in; the oldest is used first.
package struct LotLedger: Sendable {
  /// Months that a lot can be used in, its first among them; nil for as long as there is some.
  let monthsKept: Int?
  /// The month it was last opened for.
  var month: Month?
  private var lots: [(month: Int, left: Rational)] = []

  init(monthsKept: Int?) { self.monthsKept = monthsKept }

  /// Adds a quantity bought in a month.
  mutating func add(_ quantity: Rational, in month: Int) { lots.append((month, quantity)) }

  /// What can be used.
  var available: Rational {
    get throws(NumberError) {
      var sum = Rational.zero
      for lot in lots { sum = try sum.adding(lot.left) }
      return sum
    }
  }

  /// Uses a quantity of what is available, the oldest first.
  mutating func use(_ quantity: Rational) throws(NumberError) {
    var rest = quantity
    for index in lots.indices where rest > .zero {
      let used = min(rest, lots[index].left)
      lots[index].left = try lots[index].left - used
      rest = try rest - used
    }
    lots.removeAll { $0.left == .zero }
  }

  /// Ends a month: what cannot be used any longer is gone, and is returned.
  mutating func expire(after month: Int) throws(NumberError) -> Rational {
    guard let monthsKept else { return .zero }
    var gone = Rational.zero
    for lot in lots where lot.month + monthsKept <= month + 1 { gone = try gone.adding(lot.left) }
    lots.removeAll { $0.month + monthsKept <= month + 1 }
    return gone
  }
}

extension Pool {
  /// Months that what it holds can be used in, the first among them; nil for no end.
  ///
  /// What a card does not say of an allowance is taken as its month alone; of packs, as no end.
  var monthsKept: Int? {
    switch self {
    case .plan(let plan, _): plan.monthsKept
    case .packs(let credit): credit.monthsKept
    case .tiers: nil
    }
  }
}

extension Plan {
  fileprivate var monthsKept: Int? {
    switch expires {
    case nil, .unknown: 1
    case let expiry?: expiry.monthsUsable
    }
  }
}

extension Credit {
  fileprivate var monthsKept: Int? { expires?.monthsUsable }
}
