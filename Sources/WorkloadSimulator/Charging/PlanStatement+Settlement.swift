import BillingTypes
import PricingRules
import Settlement

extension PlanStatement {
  /// What a plan or packs came to, in money; nil for steps, which no plan sells.
  init?(_ statement: PoolStatement, in month: Month, currency: Currency) throws {
    guard let seller = statement.id.seller else { return nil }
    func money(_ number: Rational) throws -> Money { try Money(rounding: number, in: currency) }
    self.init(
      month: month, plan: seller, key: statement.id.key ?? "", used: statement.used,
      included: statement.included, carried: try statement.carried + statement.boughtInAdvance,
      fee: try money(statement.fee), overage: try money(statement.overage),
      trueUp: try money(statement.trueUp), accrued: try money(statement.cost),
      paid: try money(statement.paid), breakage: try money(statement.breakage),
      missing: statement.gap)
  }
}

extension PoolID {
  /// The plan's id, or the credit's for packs; nil for steps.
  var seller: String? {
    switch self {
    case .plan(let plan, _), .fee(let plan): plan.rawValue
    case .packs(let credit): credit.rawValue
    case .steps: nil
    }
  }

  /// The credit or meter it is about; nil for none, and for steps.
  fileprivate var key: String? {
    switch self {
    case .plan(_, let allowance): allowance
    case .packs(let credit): credit.rawValue
    case .fee, .steps: nil
    }
  }
}
