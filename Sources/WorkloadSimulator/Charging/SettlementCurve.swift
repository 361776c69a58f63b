import BillingTypes
import PricingRules

/// What a pool's quantity costs, as a statistic: the curve behind ``Pool`` for millions of trials.
///
/// The exact form is ``Pool/settle(_:available:chargingFee:beside:)``; a test holds both together. A
/// plan's fee and true-up are not in the curve, because allowances of one plan share them.
enum SettlementCurve: Sendable {
  /// What goes beyond the allowance, at a price per unit; nothing where it is unknown.
  case allowance(price: Double, isPriced: Bool)
  /// Every unit at one price.
  case perUnit(Double)
  /// One amount, whatever the quantity.
  case flat(Double)
  /// Started blocks.
  case package(amount: Double, size: Double)
  /// Steps by their ends; the last has no end.
  case steps(TierMode, ends: [Double], amounts: [Double])

  init(_ pool: Pool) {
    switch pool {
    case .plan(let plan, let key):
      if case .price(let price) = plan.overage(of: key) {
        self = .allowance(price: price.approximation, isPriced: true)
      } else {
        self = .allowance(price: 0, isPriced: false)
      }
    case .packs(let credit):
      let each = credit.packs.first.flatMap { try? $0.price / $0.credits }
      self = .perUnit(each?.approximation ?? 0)
    case .tiers(let price):
      let amounts = price.amounts.map(\.approximation)
      switch price.model {
      case .flat: self = .flat(amounts[0])
      case .perUnit(let per): self = .perUnit(amounts[0] / per.approximation)
      case .package(let size): self = .package(amount: amounts[0], size: size.approximation)
      case .tiered(.package, _, let upTo):
        self = .package(amount: amounts[0], size: upTo[0]?.approximation ?? 1)
      case .tiered(let mode, _, let upTo):
        self = .steps(mode, ends: upTo.map { $0?.approximation ?? .infinity }, amounts: amounts)
      }
    }
  }

  /// The cost of a quantity and of a little more of it.
  ///
  /// - Parameters:
  ///   - quantity: Not negative.
  ///   - available: What an allowance holds.
  /// - Returns: The cost, and what one more would cost.
  func cost(of quantity: Double, available: Double) -> (cost: Double, slope: Double) {
    switch self {
    case .allowance(let price, _):
      return quantity > available ? ((quantity - available) * price, price) : (0, 0)
    case .perUnit(let price): return (quantity * price, price)
    case .flat(let amount): return (amount, 0)
    case .package(let amount, let size):
      return ((quantity / size - 1e-12).rounded(.up) * amount, 0)
    case .steps(.graduated, let ends, let amounts):
      var (cost, begin) = (0.0, 0.0)
      for (end, amount) in zip(ends, amounts) {
        if quantity <= end { return (cost + (quantity - begin) * amount, amount) }
        cost += (end - begin) * amount
        begin = end
      }
      let last = amounts.last ?? 0
      return (cost + (quantity - begin) * last, last)
    case .steps(let mode, let ends, let amounts):
      guard quantity > 0 else { return (0, 0) }
      let step = ends.firstIndex { quantity <= $0 } ?? amounts.count - 1
      return mode == .volume ? (quantity * amounts[step], amounts[step]) : (amounts[step], 0)
    }
  }

  /// The costs of many quantities, and what one more of each would cost.
  func fill(
    costs: UnsafeMutableBufferPointer<Double>, slopes: UnsafeMutableBufferPointer<Double>,
    of quantities: UnsafeMutableBufferPointer<Double>,
    available: UnsafeMutableBufferPointer<Double>
  ) {
    switch self {
    case .allowance(let price, _):
      for index in costs.indices {
        let excess = quantities[index] - available[index]
        costs[index] = excess > 0 ? excess * price : 0
        slopes[index] = excess > 0 ? price : 0
      }
    case .perUnit(let price):
      for index in costs.indices {
        costs[index] = quantities[index] * price
        slopes[index] = price
      }
    case .steps(.graduated, let ends, let amounts):
      // Step by step over all of them: what lies in a step costs the step's amount.
      costs.update(repeating: 0)
      var begin = 0.0
      for (place, amount) in amounts.enumerated() {
        let end = place == amounts.count - 1 ? .infinity : ends[place]
        for index in costs.indices {
          let inside = min(quantities[index], end) - begin
          costs[index] += inside > 0 ? inside * amount : 0
          slopes[index] = place == 0 || quantities[index] > begin ? amount : slopes[index]
        }
        begin = end
      }
    default:
      for index in costs.indices {
        (costs[index], slopes[index]) = cost(of: quantities[index], available: available[index])
      }
    }
  }
}
