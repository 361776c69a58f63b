import BillingTypes
import PricingRules
import Settlement
import WorkloadSimulator

extension CatalogueSQL {
  /// What each month comes to: offers by their rows, then what plans and steps over the month make of it.
  ///
  /// Bad rows have no amount and use nothing, so they need no condition, which engines would push
  /// down through every step.
  func monthly(_ allRows: String) throws -> String {
    let pools = settings.pools
    let maker = MonthlySQL(dialect: dialect, money: try unitOfMoney())
    var sums = ["\(settings.month)"]
    for pool in pools { sums.append("COALESCE(\(dialect.sum(pool.name)), 0) AS \(pool.name)") }
    var costs = ["*"]
    for (index, pool) in pools.enumerated() {
      costs.append("\(try maker.cost(of: pool)) AS \(costName(index))")
    }
    var lines = [offerLines]
    for (index, pool) in pools.enumerated() {
      lines.append(try line(pool, index, maker))
    }
    for id in settings.options.plans {
      guard let plan = catalogue.plan(id), !pools.contains(where: { $0.plan?.id == id }) else {
        continue
      }
      lines.append(try unusedLine(plan, maker))
    }
    return """
      \(allRows),
      \(SQLNames.used) AS (
        SELECT
          \(sums.joined(separator: ",\n    "))
        FROM \(SQLNames.priced)
        GROUP BY \(settings.month)
        HAVING COUNT(*) > COUNT(problem)
      ),
      \(SQLNames.settled) AS (
        SELECT
          \(costs.joined(separator: ",\n    "))
        FROM \(SQLNames.used)
      ),
      \(SQLNames.lines) AS (
      \(lines.joined(separator: "\n  UNION ALL\n"))
      )
      SELECT * FROM \(SQLNames.lines)
      ORDER BY \(settings.month), item
      """
  }

  private func currency(of provider: String) -> String {
    dialect.literal(catalogue.currency(of: provider).code)
  }

  private func costName(_ index: Int) -> String { SQLNames.own("cost_\(index + 1)") }

  /// The largest unit of money that every constant of the pools is a whole multiple of.
  private func unitOfMoney() throws -> Rational {
    var unit = try Rational(1, over: 100)
    let plans = settings.options.plans.compactMap(catalogue.plan)
    for pool in settings.pools { try check(pool) }
    let constants =
      try settings.pools.flatMap { try MonthlySQL.constants(of: $0, settings.dialect) }
      + plans.flatMap { try MonthlySQL.constants(of: $0) }
    for constant in constants where constant != .zero { unit = try commonUnit(unit, constant) }
    guard let text = DecimalText.exact(unit), DecimalText.fractionDigits(of: text) <= 12 else {
      throw WarehouseRefusal(
        "an amount of the month may have more than 12 decimals, which only 'mediacost rerate' rounds as "
          + "an invoice does")
    }
    return unit
  }

  /// Whether a month of a pool can be settled by itself.
  private func check(_ pool: PoolColumn) throws {
    guard case .plan(let plan, let allowance) = pool.pool, pool.pool.isHeld,
      let expiry = plan.expires
    else { return }
    throw WarehouseRefusal(
      "plan \(plan.id): what is left of its \(allowance) can be used for \(expiry), and SQL settles "
        + "each month by itself; 'mediacost rerate' carries it over")
  }

  private var offerLines: String {
    let offer = dialect.identifier(LogColumn.offer.rawValue)
    let text = dialect.type(of: .word)
    let total = dialect.total(of: dialect.sumsPicounits ? "picounits" : "amount")
    let nothing = "CAST(NULL AS \(dialect.amountType))"
    return """
        SELECT
          \(settings.month), \(offer) AS item,
          \(nothing) AS used, \(nothing) AS fee, \(nothing) AS overage, \(nothing) AS true_up,
          \(total) AS amount, currency,
          CASE WHEN COUNT(*) > COUNT(CASE WHEN completeness = 'complete' THEN 1 END)
            THEN 'some amounts are not fully known' ELSE CAST(NULL AS \(text)) END AS missing
        FROM \(SQLNames.priced)
        GROUP BY \(settings.month), \(offer), currency
        HAVING COUNT(*) > COUNT(problem)
      """
  }

  private func line(_ pool: PoolColumn, _ index: Int, _ maker: MonthlySQL) throws -> String {
    let text = dialect.type(of: .word)
    let own = costName(index)
    var fee = "0"
    var trueUp = "0"
    if let plan = pool.plan {
      let shared = settings.pools.indices.filter { settings.pools[$0].plan?.id == plan.id }
      let others = shared.filter { $0 != index }.map { costName($0) }
      (fee, trueUp) = try maker.feeAndTrueUp(of: plan, after: [own] + others)
      if let bearer = bearer(index, among: shared) {
        fee = "CASE WHEN \(bearer) THEN \(fee) ELSE 0 END"
        trueUp = "CASE WHEN \(bearer) THEN \(trueUp) ELSE 0 END"
      }
    }
    let cost = "\(fee) + \(own) + \(trueUp)"
    func amount(_ count: String) -> String { dialect.amount("(\(count))", times: maker.money) }
    guard let unit = DecimalText.exact(pool.unit), DecimalText.fractionDigits(of: unit) <= 12
    else {
      throw WarehouseRefusal("\(pool.id): what is used may have more than 12 decimals")
    }
    let gaps = try maker.isMissing(pool).map {
      "WHEN \($0.condition) THEN \(dialect.literal($0.words))"
    }
    let missing =
      gaps.isEmpty
      ? nil : "CASE \(gaps.joined(separator: " ")) ELSE CAST(NULL AS \(text)) END"
    let isTooMuch = try tooMuch(pool, maker)
    let used =
      pool.unit < .one
      ? dialect.amount(pool.name, times: pool.unit)
      : dialect.amount("(\(pool.name) * \(try usedCount(pool)))", times: try Rational(1, over: 10))
    return """
        SELECT
          \(settings.month), \(dialect.literal(pool.id.description)) AS item,
          \(used) AS used,
          \(amount(fee)) AS fee,
          \(pool.plan == nil ? "CAST(NULL AS \(dialect.amountType))" : amount(own)) AS overage,
          \(amount(trueUp)) AS true_up,
          \(isTooMuch.map { "CASE WHEN \($0) THEN NULL ELSE \(amount(cost)) END" } ?? amount(cost)) AS amount,
          \(currency(of: pool.id.provider)) AS currency,
          \(isTooMuch.map { "CASE WHEN \($0) THEN 'more is used than this engine can count' ELSE \(missing ?? "NULL") END" } ?? missing ?? "CAST(NULL AS \(text))") AS missing
        FROM \(SQLNames.settled)\(pool.plan == nil ? "\n  WHERE \(pool.name) > 0" : "")
      """
  }

  /// A unit of more than one as tenths.
  private func usedCount(_ pool: PoolColumn) throws -> Int128 {
    try (pool.unit * Rational(10)).numerator
  }

  /// Of a plan's allowances the first that is used, or else the first, bears fee and true-up; nil for
  /// the only one.
  private func bearer(_ index: Int, among shared: [Int]) -> String? {
    guard shared.count > 1 else { return nil }
    let names = shared.map { settings.pools[$0].name }
    let earlier = shared.filter { $0 < index }.map { "\(settings.pools[$0].name) = 0" }
    let isFirstUsed = (["\(settings.pools[index].name) <> 0"] + earlier).joined(separator: " AND ")
    guard earlier.isEmpty else { return isFirstUsed }
    return "(\(isFirstUsed)) OR (\(names.map { "\($0) = 0" }.joined(separator: " AND ")))"
  }

  /// Whether so much is used that the engine would go on inexactly; nil where it would say so.
  private func tooMuch(_ pool: PoolColumn, _ maker: MonthlySQL) throws -> String? {
    let counts = try MonthlySQL.steepness(of: pool, settings.dialect) / maker.money
    guard let places = DecimalText.exact(maker.money).map(DecimalText.fractionDigits) else {
      preconditionFailure("money is counted in a decimal unit")
    }
    let digits = try (maker.money * Rational(wholeTenToThe(places))).numerator
    return dialect.largest(before: (counts.numerator / counts.denominator + 1) * digits)
      .map { "\(pool.name) > \($0)" }
  }

  private func unusedLine(_ plan: Plan, _ maker: MonthlySQL) throws -> String {
    let terms = try PlanTerms(plan)
    let fee = try maker.count(terms.fee)
    let trueUp = try maker.count(terms.trueUp(after: EmptyCollection()))
    func amount(_ count: String) -> String { dialect.amount("(\(count))", times: maker.money) }
    return """
        SELECT
          \(settings.month), \(dialect.literal(PoolID.fee(plan.id).description)) AS item,
          CAST(NULL AS \(dialect.amountType)) AS used,
          \(amount(fee)) AS fee,
          CAST(NULL AS \(dialect.amountType)) AS overage,
          \(amount(trueUp)) AS true_up,
          \(amount("\(fee) + \(trueUp)")) AS amount,
          \(currency(of: plan.id.provider)) AS currency,
          CAST(NULL AS \(dialect.type(of: .word))) AS missing
        FROM \(SQLNames.settled)
      """
  }
}

extension PoolColumn {
  /// The plan whose allowance it is; nil for steps.
  var plan: Plan? { pool.plan }
}
