import BillingTypes
import PricingRules
import WorkloadSimulator

/// What a pool's month comes to, as SQL over the sum of what it used: ``Pool/settle`` in whole numbers.
///
/// All amounts are counted in one unit of money that everything is a whole multiple of.
struct MonthlySQL {
  let dialect: any SQLDialect
  /// What money is counted in.
  let money: Rational

  /// The amounts that must be whole multiples of the unit of money.
  static func constants(of column: PoolColumn) throws -> [Rational] {
    switch column.pool {
    case .plan(let plan, let key):
      var constants = [plan.monthlyFee, plan.minimumSpend ?? .zero]
      if case .price(let price) = plan.overage(of: key) {
        constants += [
          try column.unit * price, try plan.included(key) / Rational(plan.every.months) * price,
        ]
      }
      return constants
    case .packs: return []
    case .tiers(let price):
      switch price {
      case .flat(let price): return [price.amount]
      case .perUnit(let price): return [try price.amount / price.per * column.unit]
      case .package(let price): return [price.amount]
      case .graduated(let price): return try price.steps.steps.map { try $0.amount * column.unit }
      case .volume(let price): return try price.steps.steps.map { try $0.amount * column.unit }
      case .cliff(let price): return price.steps.steps.map(\.amount)
      }
    }
  }

  /// The most that one more unit of a pool's column can cost, beside what is paid whatever is used.
  static func steepness(of column: PoolColumn) throws -> Rational {
    let prices: [Rational]
    switch column.pool {
    case .plan(let plan, let key):
      if case .price(let price) = plan.overage(of: key) { prices = [price] } else { prices = [] }
    case .packs, .tiers(.flat), .tiers(.cliff): prices = []
    case .tiers(.perUnit(let price)): prices = [try price.amount / price.per]
    case .tiers(.package(let price)): prices = [try price.amount / price.size]
    case .tiers(.graduated(let price)): prices = price.steps.steps.map(\.amount)
    case .tiers(.volume(let price)): prices = price.steps.steps.map(\.amount)
    }
    return try (prices.max() ?? .zero) * column.unit
  }

  /// The quantities that must be whole multiples of a pool's unit.
  static func bounds(of pool: Pool) -> [Rational] {
    switch pool {
    case .tiers(.package(let price)): [price.size]
    case .tiers(.graduated(let price)): price.steps.steps.compactMap(\.upTo)
    case .tiers(.volume(let price)): price.steps.steps.compactMap(\.upTo)
    case .tiers(.cliff(let price)): price.steps.steps.compactMap(\.upTo)
    default: []
    }
  }

  /// How many units of money an amount is.
  func count(_ amount: Rational) throws -> String {
    let count = try amount / money
    precondition(count.isWhole, "the unit of money divides every amount")
    return "\(count.numerator)"
  }

  /// What goes beyond a plan's allowance, or what steps come to.
  func cost(of column: PoolColumn) throws -> String {
    let used = column.name
    switch column.pool {
    case .plan(let plan, let key):
      guard case .price(let price) = plan.overage(of: key) else { return "0" }
      let allowance = try count(plan.included(key) / Rational(plan.every.months) * price)
      return
        dialect.greatest("\(used) * \(try count(column.unit * price)) - \(allowance)", "0")
    case .packs: return "0"
    case .tiers(let price): return try cost(used, price, column.unit)
    }
  }

  private func cost(_ used: String, _ price: Price, _ unit: Rational) throws -> String {
    switch price {
    case .flat(let price): return try count(price.amount)
    case .perUnit(let price):
      return "\(used) * \(try count(price.amount / price.per * unit))"
    case .package(let price):
      let size = try (price.size / unit).numerator
      return
        "\(dialect.wideQuotient("(\(used) + \(size - 1))", "\(size)")) * \(try count(price.amount))"
    case .graduated(let price):
      var parts: [String] = []
      var begin: Int128 = 0
      for (index, step) in price.steps.steps.enumerated() {
        var inside = begin == 0 ? used : dialect.greatest("\(used) - \(begin)", "0")
        if let end = step.upTo, index < price.steps.steps.count - 1 {
          let last = try (end / unit).numerator
          inside = dialect.least(inside, "\(last - begin)")
          begin = last
        }
        parts.append("\(inside) * \(try count(step.amount * unit))")
      }
      return parts.joined(separator: " + ")
    case .volume(let price):
      let amount = try reached(used, price.steps, unit) { try count($0 * unit) }
      return "\(used) * \(amount)"
    case .cliff(let price):
      return
        "CASE WHEN \(used) = 0 THEN 0 ELSE \(try reached(used, price.steps, unit) { try count($0) }) END"
    }
  }

  /// The amount of the step that a quantity reaches.
  private func reached(
    _ used: String, _ steps: PriceSteps, _ unit: Rational, _ amount: (Rational) throws -> String
  ) throws -> String {
    var cases = ""
    for step in steps.steps.dropLast() {
      guard let end = step.upTo else { continue }
      cases += " WHEN \(used) <= \(try (end / unit).numerator) THEN \(try amount(step.amount))"
    }
    let last = try amount(steps.steps[steps.steps.count - 1].amount)
    return cases.isEmpty ? last : "CASE\(cases) ELSE \(last) END"
  }

  /// A condition that holds where a plan has no price for what is used; nil where it always has one.
  func isMissing(_ column: PoolColumn) throws -> (condition: String, words: String)? {
    guard case .plan(let plan, let key) = column.pool else { return nil }
    let included = try plan.included(key) / Rational(plan.every.months)
    let bound = try included / column.unit
    // Whole numbers are above a bound where they are above its whole part.
    let condition = "\(column.name) > \(bound.numerator / bound.denominator)"
    switch plan.overage(of: key) {
    case .price: return nil
    case .none:
      return (
        condition,
        "plan \(plan.id) includes \(DecimalText.print(included, places: 2)) \(key); more are needed and cannot be bought in it"
      )
    case .unknown:
      return (
        condition,
        "plan \(plan.id) includes \(DecimalText.print(included, places: 2)) \(key); what more cost is not known"
      )
    }
  }
}
