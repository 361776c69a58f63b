package import BillingTypes
package import PricingRules

/// What a plan says of a month's allowance.
package struct AllowanceTerms<Number: SettlementNumber>: Sendable {
  /// What the month's fee includes.
  package let included: Number
  /// What one more costs; nil where no more can be had, or nobody knows its price.
  package let price: Number?

  /// The allowance of a plan with other numbers.
  package init(included: Number, price: Number?) {
    self.included = included
    self.price = price
  }

  /// What goes beyond what can be used.
  @inline(__always)
  package func excess(
    of used: Number, beyond available: Number
  ) throws(Number.Failure) -> Number {
    try (used - available).positivePart
  }

  /// The known cost of an excess.
  @inline(__always)
  package func overage(of excess: Number) throws(Number.Failure) -> Number {
    guard let price else { return .zero }
    return try excess * price
  }
}

/// What a plan says of a month's money, whatever it includes.
package struct PlanTerms<Number: SettlementNumber>: Sendable {
  /// The fee for one month.
  package let fee: Number
  /// The least a month comes to; nil where there is none.
  package let minimum: Number?
  /// The fee of a year, where it is invoiced by the year; nil where by the month.
  package let yearlyFee: Number?

  /// The terms with other numbers.
  package init(fee: Number, minimum: Number?, yearlyFee: Number?) {
    self.fee = fee
    self.minimum = minimum
    self.yearlyFee = yearlyFee
  }

  /// What lifts a month to its minimum.
  ///
  /// - Parameter overages: What goes beyond the plan's allowances costs.
  /// - Returns: The amount, zero where the minimum is reached.
  /// - Throws: What the number cannot hold.
  @inline(__always)
  package func trueUp(
    after overages: some Sequence<Number>
  ) throws(Number.Failure) -> Number {
    guard let minimum else { return .zero }
    var rest = try minimum - fee
    for overage in overages { rest = try rest - overage }
    return rest.positivePart
  }

  /// The fee as it is paid in a month.
  ///
  /// - Parameter month: Months since the plan began; yearly fees are paid in the first of twelve.
  /// - Returns: The fee.
  @inline(__always)
  package func invoiced(inMonth month: Int) -> Number {
    guard let yearlyFee else { return fee }
    return month % 12 == 0 ? yearlyFee : .zero
  }
}

/// What one pack holds and costs.
package struct PackTerms<Number: KnownNumber>: Sendable {
  /// Credits in a pack.
  package let size: Number
  /// What they cost together.
  package let price: Number

  /// What a quantity costs at the price of a pack.
  @inline(__always)
  package func cost(of quantity: Number) throws(Number.Failure) -> Number {
    try quantity * price / size
  }

  /// What the fewest packs hold that cover a quantity.
  @inline(__always)
  package func bought(toCover missing: Number) throws(Number.Failure) -> Number {
    try (missing / size).startedWhole() * size
  }
}

/// Of a plan's allowances the first that is used bears the fee and the true-up; nil where none is.
@inline(__always)
package func bearer(of count: Int, isUsed: (Int) -> Bool) -> Int? {
  for place in 0..<count where isUsed(place) { return place }
  return nil
}

extension AllowanceTerms<Rational> {
  /// The terms of what a plan includes.
  ///
  /// - Throws: ``NumberError/overflow``.
  package init(_ plan: Plan, _ allowance: String) throws(NumberError) {
    included = try plan.included(allowance) / Rational(plan.every.months)
    if case .price(let price) = plan.overage(of: allowance) {
      self.price = price
    } else {
      price = nil
    }
  }

  /// The nearest binary numbers.
  var approximation: AllowanceTerms<Double> {
    .init(included: included.approximation, price: price?.approximation)
  }
}

extension PlanTerms<Rational> {
  /// The terms of a plan.
  ///
  /// - Throws: ``NumberError/overflow``.
  package init(_ plan: Plan) throws(NumberError) {
    fee = try plan.fee / Rational(plan.every.months)
    minimum = plan.minimumSpend
    yearlyFee = plan.billed == .year ? try fee * Rational(12) : nil
  }

  /// The nearest binary numbers.
  package var approximation: PlanTerms<Double> {
    .init(
      fee: fee.approximation, minimum: minimum?.approximation,
      yearlyFee: yearlyFee?.approximation)
  }
}

extension PackTerms<Rational> {
  /// The terms of a credit's first pack; nil where no pack has a known price.
  package init?(_ credit: Credit) {
    guard let pack = credit.packs.first else { return nil }
    size = pack.credits
    price = pack.price
  }

  /// The nearest binary numbers.
  var approximation: PackTerms<Double> {
    .init(size: size.approximation, price: price.approximation)
  }
}
