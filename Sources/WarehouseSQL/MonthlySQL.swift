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
  static func constants(of column: PoolColumn) throws -> [Rational] {
    switch column.pool {
    case .plan(let plan, let allowance):
      let terms = try AllowanceTerms(plan, allowance)
      guard let price = terms.price else { return try constants(of: plan) }
      return try constants(of: plan) + [column.unit * price, terms.included * price]
    case .fee(let plan): return try constants(of: plan)
    case .packs: return []
    case .steps(let costs):
      let price = costs.price
      switch price.model {
      case .flat, .package, .tiered(.package, _, _), .tiered(.cliff, _, _): return price.amounts
      case .perUnit(let per): return [try price.amounts[0] / per * column.unit]
      case .tiered: return try price.amounts.map { try $0 * column.unit }
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
      let price = costs.price
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
    guard case .steps(let costs) = pool else { return [] }
    return switch costs.price.model {
    case .package(let size): [size]
    case .tiered(_, _, let upTo): upTo.compactMap(\.self)
    case .flat, .perUnit: []
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
    guard case .plan(let plan, let allowance) = column.pool else { return nil }
    let included = try AllowanceTerms(plan, allowance).included
    guard let gap = SettlementGap(of: plan, allowance, included: included, excess: nil) else {
      return nil
    }
    // Whole numbers are above a bound where they are above its whole part.
    let bound = try (included / column.unit).rounded(.down)
    return ("\(column.name) > \(bound)", gap.words)
  }
}
