import BillingTypes
import PricingRules
import Settlement

extension PlanStatement {
  /// What a plan or packs came to, in money; nil for steps, which no plan sells.
  init?(_ statement: PoolStatement, in month: Month, currency: Currency) throws {
    guard let seller = statement.id.seller else { return nil }
    func money(_ number: Rational) throws -> Money { try Money(rounding: number, in: currency) }
    self.init(
      month: month, seller: seller, key: statement.id.key ?? "", used: statement.used,
      included: statement.included, carried: try statement.carried + statement.boughtInAdvance,
      lapsed: statement.expired, fee: try money(statement.fee),
      overage: try money(statement.overage),
      trueUp: try money(statement.trueUp), accrued: try money(statement.cost),
      paid: try money(statement.paid), breakage: try money(statement.breakage),
      missing: statement.gap)
  }
}

extension PoolID {
  /// The plan, or the packs; nil for steps, which nobody sells.
  var seller: CreditSeller? {
    switch self {
    case .plan(let plan, _), .fee(let plan): .plan(plan)
    case .packs(let credit): .packs(credit)
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
