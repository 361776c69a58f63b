import BillingTypes
import PricingRules
import Settlement

/// What is settled over a month, as a column of whole numbers of priced rows.
struct PoolColumn {
  /// The pool's id.
  let id: PoolID
  let pool: Pool
  /// The column's name.
  let name: String
  /// What the column counts, in the pool's own unit.
  let unit: Rational

  /// What a charge uses, in the column's unit.
  ///
  /// - Throws: ``WarehouseRefusal`` where it is no whole number of 64 bits of them.
  func units(
    _ value: GraphNumber, _ number: SQLText, _ dialect: any SQLDialect
  ) throws -> String {
    let ratio = try value.factor / unit
    if ratio == .one { return number.inside(.sum) }
    guard ratio.isWhole, let count = Int64(exactly: ratio.numerator) else {
      throw WarehouseRefusal("\(name): what is used cannot be counted in units of \(unit)")
    }
    return "\(number.inside(.product)) * \(dialect.number(count))"
  }
}

/// A charge that a pool settles.
struct PooledColumn {
  /// Its place among the offer's charges.
  let charge: Int
  let pool: PoolID
  /// What it uses.
  let value: GraphNumber
}
