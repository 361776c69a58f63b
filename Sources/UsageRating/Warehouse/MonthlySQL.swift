import BillingTypes
import PricingRules
import Settlement

/// What a pool's month comes to, as SQL over the sum of what it used: the rules of ``SettlementBook`` in
/// whole numbers, see ``SQLAmount``.
///
/// All amounts are counted in one unit of money that everything is a whole multiple of.
struct MonthlySQL {
  let dialect: any SQLDialect
  /// What money is counted in.
  let money: Rational

  /// The amounts that must be whole multiples of the unit of money.
  static func constants(of column: PoolColumn) throws -> [Rational] {
    switch column.pool {
    case .plan(let plan, let allowance):
      let terms = try AllowanceTerms(plan, allowance)
      guard let price = terms.price else { return try constants(of: plan) }
      return try constants(of: plan) + [column.unit * price, terms.included * price]
    case .fee(let plan): return try constants(of: plan)
    case .packs: return []
    case .steps(let costs):
      switch costs.price {
      case .flat(let price): return [price.amount]
      case .perUnit(let price): return [try price.amount / price.per * column.unit]
      case .package(let price): return [price.amount]
      case .graduated(let price): return try price.steps.steps.map { try $0.amount * column.unit }
      case .volume(let price): return try price.steps.steps.map { try $0.amount * column.unit }
      case .cliff(let price): return price.steps.steps.map(\.amount)
      }
    }
  }

  /// The amounts of a plan, whatever it includes.
  static func constants(of plan: Plan) throws -> [Rational] {
    let terms = try PlanTerms(plan)
    return [terms.fee, terms.minimum ?? .zero]
  }

  /// The most that one more unit of a pool's column can cost, beside what is paid whatever is used.
  static func steepness(of column: PoolColumn) throws -> Rational {
    let prices: [Rational]
    switch column.pool {
    case .plan(let plan, let allowance):
      prices = try [AllowanceTerms(plan, allowance).price].compactMap(\.self)
    case .packs, .fee: prices = []
    case .steps(let costs):
      switch costs.price {
      case .flat, .cliff: prices = []
      case .perUnit(let price): prices = [try price.amount / price.per]
      case .package(let price): prices = [try price.amount / price.size]
      case .graduated(let price): prices = price.steps.steps.map(\.amount)
      case .volume(let price): prices = price.steps.steps.map(\.amount)
      }
    }
    return try (prices.max() ?? .zero) * column.unit
  }

  /// The quantities that must be whole multiples of a pool's unit.
  static func bounds(of pool: Pool) -> [Rational] {
    guard case .steps(let costs) = pool else { return [] }
    return switch costs.price {
    case .flat, .perUnit: []
    case .package(let price): [price.size]
    case .graduated(let price): price.steps.steps.compactMap(\.upTo)
    case .volume(let price): price.steps.steps.compactMap(\.upTo)
    case .cliff(let price): price.steps.steps.compactMap(\.upTo)
    }
  }

  /// How many units of money an amount is.
  func count(_ amount: Rational) throws -> String {
    let count = try amount / money
    precondition(count.isWhole, "the unit of money divides every amount")
    return "\(count.numerator)"
  }

  /// An amount as whole numbers in the unit of money.
  func text(_ amount: SQLAmount) throws -> String { try text(amount.terms) }

  private func text(_ terms: [(isNegative: Bool, term: SQLAmount.Term)]) throws -> String {
    var words = ""
    for (isNegative, term) in terms {
      if !words.isEmpty || isNegative { words += isNegative ? " - " : " + " }
      switch term {
      case .constant(let number): words += try count(number)
      case .units(let column, let each): words += "\(column) * \(try count(each))"
      case .money(let column): words += column
      case .positive(let inner): words += dialect.greatest(try text(inner), "0")
      }
    }
    return words
  }

  /// What goes beyond a plan's allowance, or what steps come to.
  func cost(of column: PoolColumn) throws -> String {
    switch column.pool {
    case .plan(let plan, let allowance):
      let exact = try AllowanceTerms(plan, allowance)
      let terms = AllowanceTerms(
        included: SQLAmount(.constant(exact.included)),
        price: exact.price.map { SQLAmount(.constant($0)) })
      let used = SQLAmount(.units(column.name, each: column.unit))
      return try text(terms.overage(of: terms.excess(of: used, beyond: terms.included)))
    case .packs, .fee: return "0"
    case .steps(let costs): return try cost(column.name, costs.price, column.unit)
    }
  }

  /// A plan's fee, and what lifts it to its minimum after what its pools cost, which are columns.
  func feeAndTrueUp(
    of plan: Plan, after costs: [String]
  ) throws -> (fee: String, trueUp: String) {
    let exact = try PlanTerms(plan)
    let terms = PlanTerms(
      fee: SQLAmount(.constant(exact.fee)), minimum: exact.minimum.map { SQLAmount(.constant($0)) },
      yearlyFee: nil)
    return (
      try text(terms.fee), try text(terms.trueUp(after: costs.map { SQLAmount(.money($0)) }))
    )
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
    guard case .plan(let plan, let allowance) = column.pool else { return nil }
    let included = try AllowanceTerms(plan, allowance).included
    let more = AllowanceExcess(
      plan: plan.planID, allowance: allowance, included: included, excess: nil)
    guard let shortfall = Shortfall(of: plan, more) else { return nil }
    // Whole numbers are above a bound where they are above its whole part.
    let bound = try (included / column.unit).rounded(.down)
    return ("\(column.name) > \(bound)", shortfall.description)
  }
}
