package import BillingTypes
package import PricingRules

/// Usage that is priced together over a month: one credit under one plan, the steps of one charge.
package enum Pool: Sendable {
  /// Credits or a metered allowance under a plan.
  case plan(Plan, allowance: String)
  /// A plan that includes nothing.
  case fee(Plan)
  /// Credits bought in packs.
  case packs(Credit)
  /// Steps over the month.
  case steps(QuantityCost)

  /// The plan behind it; nil for packs and steps.
  package var plan: Plan? {
    switch self {
    case .plan(let plan, _), .fee(let plan): plan
    case .packs, .steps: nil
    }
  }

  /// Months that what it holds can be used in, the first among them; nil for no end.
  ///
  /// What a card does not say of an allowance is taken as its month alone; of packs, as no end.
  package var monthsKept: Int? {
    switch self {
    case .plan(let plan, _):
      switch plan.expires {
      case nil, .unknown: 1
      case let expiry?: expiry.monthsUsable
      }
    case .packs(let credit): credit.expires?.monthsUsable
    case .fee, .steps: nil
    }
  }

  /// Whether it is of credits in packs with a known price.
  package var sellsPacks: Bool {
    if case .packs(let credit) = self { !credit.packs.isEmpty } else { false }
  }

  /// Whether anything of a month can be left for the next.
  package var isHeld: Bool {
    switch self {
    case .plan: monthsKept != 1
    case .packs: true
    case .fee, .steps: false
    }
  }
}

extension Pool {
  /// Whether sources disagree on what its plan includes, or on what more costs.
  package var isDisputed: Bool { plan?.isDisputed ?? false }

  /// The pool as one reading of its plan has it.
  package func taking(_ reading: PlanReading) -> Pool {
    switch self {
    case .plan(let plan, let allowance): .plan(plan.taking(reading), allowance: allowance)
    case .fee, .packs, .steps: self
    }
  }
}

extension Pool {
  /// The pool with the prices that its plan has in a month; see ``PricingRules/Plan/priced(in:since:)``.
  package func priced(in month: Month, since first: Month) -> Pool {
    switch self {
    case .plan(let plan, let allowance):
      .plan(plan.priced(in: month, since: first), allowance: allowance)
    case .fee(let plan): .fee(plan.priced(in: month, since: first))
    case .packs, .steps: self
    }
  }
}

extension Plan {
  /// The plan with the prices of a month, whose fee has the rate of the month in which it is invoiced.
  ///
  /// - Parameters:
  ///   - month: The month.
  ///   - first: The month in which the plan began.
  /// - Returns: A plan whose prices no longer change.
  package func priced(in month: Month, since first: Month) -> Plan {
    let invoiced =
      billed == .year ? month.advanced(by: -((month.index - first.index) % 12)) : month
    return priced(on: month.firstDay, feeOf: invoiced.firstDay)
  }

  /// The pools of what the plan includes, or of its fee where it includes nothing.
  package var pools: [(id: PoolID, pool: Pool)] {
    let allowances = includes.filter { $0.quantity > .zero }.map(\.key)
    guard !allowances.isEmpty else { return [(.fee(id), .fee(self))] }
    return allowances.map { (.plan(id, allowance: $0), .plan(self, allowance: $0)) }
  }
}
