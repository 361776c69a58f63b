import BillingTypes
import PricingRules
import ReportGenerator
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
  static func constants(
    of column: PoolColumn, _ dialect: any SQLDialect
  ) throws -> [Rational] {
    switch column.pool {
    case .plan(let plan, let allowance):
      let terms = try AllowanceTerms(plan, allowance)
      guard let price = terms.price else { return try constants(of: plan) }
      return try constants(of: plan) + [column.unit * price, terms.included * price]
    case .fee(let plan): return try constants(of: plan)
    case .packs: return []
    case .steps(let costs): return try priceSQL(costs, column, dialect).constants
    }
  }

  /// What steps over the month come to, as SQL over a pool's column.
  private static func priceSQL(
    _ costs: QuantityCost, _ column: PoolColumn, _ dialect: any SQLDialect
  ) throws -> PriceSQL {
    try PriceSQL(cost: costs.price, of: column.name, unit: column.unit, dialect)
  }

  /// The amounts of a plan, whatever it includes.
  static func constants(of plan: Plan) throws -> [Rational] {
    let terms = try PlanTerms(plan)
    return [terms.fee, terms.minimum ?? .zero]
  }

  /// The most that one more unit of a pool's column can cost, beside what is paid whatever is used.
  static func steepness(
    of column: PoolColumn, _ dialect: any SQLDialect
  ) throws -> Rational {
    switch column.pool {
    case .plan(let plan, let allowance):
      return try (AllowanceTerms(plan, allowance).price ?? .zero) * column.unit
    case .packs, .fee: return .zero
    case .steps(let costs): return try priceSQL(costs, column, dialect).steepness
    }
  }

  /// The quantities that must be whole multiples of a pool's unit.
  static func bounds(of pool: Pool) -> [Rational] {
    guard case .steps(let costs) = pool else { return [] }
    let model = costs.price.model
    return [model.blockSize].compactMap(\.self) + model.stepEnds
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
    case .steps(let costs):
      return try Self.priceSQL(costs, column, dialect).text(count)
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

  /// Conditions under which a month is not fully known: a plan has no price for what is used, or sources disagree on
  /// what it comes to.
  func isMissing(_ column: PoolColumn) throws -> [(condition: String, words: String)] {
    guard case .plan(let plan, let allowance) = column.pool else { return [] }
    // Whole numbers are above a bound where they are above its whole part.
    func isAbove(_ included: Rational) throws -> String {
      "\(column.name) > \(try (included / column.unit).rounded(.down))"
    }
    let included = try AllowanceTerms(plan, allowance).included
    var found: [(condition: String, words: String)] = []
    if let gap = SettlementGap(of: plan, allowance, included: included, excess: nil) {
      found.append((try isAbove(included), gap.words))
    }
    if plan.isDisputed {
      // Within the smallest allowance all readings come to the same.
      let least = try AllowanceTerms(plan.taking(.dearest), allowance).included
      found.append((try isAbove(least), "sources disagree on the plan"))
    }
    return found
  }
}
