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
      switch price.model {
      case .flat, .package, .tiered(.package, _, _), .tiered(.cliff, _, _): return price.amounts
      case .perUnit(let per): return [try price.amounts[0] / per * column.unit]
      case .tiered: return try price.amounts.map { try $0 * column.unit }
      }
    }
  }

  /// The most that one more unit of a pool's column can cost, beside what is paid whatever is used.
  static func steepness(of column: PoolColumn) throws -> Rational {
    let prices: [Rational]
    switch column.pool {
    case .plan(let plan, let key):
      if case .price(let price) = plan.overage(of: key) { prices = [price] } else { prices = [] }
    case .packs: prices = []
    case .tiers(let price):
      switch price.model {
      case .flat, .tiered(.cliff, _, _): prices = []
      case .perUnit(let size), .package(let size): prices = [try price.amounts[0] / size]
      case .tiered(.package, _, let upTo): prices = [try price.amounts[0] / (upTo[0] ?? .one)]
      case .tiered: prices = price.amounts
      }
    }
    return try (prices.max() ?? .zero) * column.unit
  }

  /// The quantities that must be whole multiples of a pool's unit.
  static func bounds(of pool: Pool) -> [Rational] {
    switch pool {
    case .tiers(let price):
      switch price.model {
      case .package(let size): [size]
      case .tiered(_, _, let upTo): upTo.compactMap(\.self)
      case .flat, .perUnit: []
      }
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
    let amounts = price.amounts
    func blocks(_ size: Rational) throws -> String {
      let size = try (size / unit).numerator
      return
        "\(dialect.wideQuotient("(\(used) + \(size - 1))", "\(size)")) * \(try count(amounts[0]))"
    }
    switch price.model {
    case .flat: return try count(amounts[0])
    case .perUnit(let per): return "\(used) * \(try count(amounts[0] / per * unit))"
    case .package(let size): return try blocks(size)
    case .tiered(.package, _, let upTo): return try blocks(upTo[0] ?? .one)
    case .tiered(.graduated, _, let upTo):
      var parts: [String] = []
      var begin: Int128 = 0
      for (index, amount) in amounts.enumerated() {
        var inside = begin == 0 ? used : dialect.greatest("\(used) - \(begin)", "0")
        if let end = upTo[index], index < amounts.count - 1 {
          let last = try (end / unit).numerator
          inside = dialect.least(inside, "\(last - begin)")
          begin = last
        }
        parts.append("\(inside) * \(try count(amount * unit))")
      }
      return parts.joined(separator: " + ")
    case .tiered(.volume, _, let upTo):
      return "\(used) * \(try reached(used, upTo, amounts, unit) { try count($0 * unit) })"
    case .tiered(.cliff, _, let upTo):
      let reached = try reached(used, upTo, amounts, unit) { try count($0) }
      return "CASE WHEN \(used) = 0 THEN 0 ELSE \(reached) END"
    }
  }

  /// The amount of the step that a quantity reaches.
  private func reached(
    _ used: String, _ upTo: [Rational?], _ amounts: [Rational], _ unit: Rational,
    _ shown: (Rational) throws -> String
  ) throws -> String {
    var cases = ""
    for (end, amount) in zip(upTo, amounts).dropLast() {
      guard let end else { continue }
      cases += " WHEN \(used) <= \(try (end / unit).numerator) THEN \(try shown(amount))"
    }
    let last = try shown(amounts[amounts.count - 1])
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
