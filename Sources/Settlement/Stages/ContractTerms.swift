package import BillingTypes
package import PricingRules

/// What was agreed of one provider's bills beside prices, for months that follow one another: commitments, then credits.
package struct ContractTerms<Number: SettlementNumber & Comparable>: Sendable {
  /// What was promised for some months together; what is missing is due in the last of them.
  package struct Promise: Sendable {
    let amount: Number
    /// Months counted from the first, in order; at least one.
    let months: [Int]
  }

  /// Credits, those that end first first.
  package struct Grant: Sendable {
    let amount: Number
    /// Whether they pay in a month.
    let holds: [Bool]
    /// The month at whose end what is left of them is lost; nil where that is not among the months.
    let lastMonth: Int?
  }

  /// What becomes of a month.
  package struct Month: Sendable {
    /// What lifts it to its commitments.
    package var shortfall: Number
    /// What credits pay of it.
    package var credits: Number
    /// Credits that end unused.
    package var breakage: Number

    /// Creates what becomes of a month.
    package init(shortfall: Number, credits: Number, breakage: Number) {
      self.shortfall = shortfall
      self.credits = credits
      self.breakage = breakage
    }
  }

  package let promises: [Promise]
  package let grants: [Grant]

  /// Settles the months.
  ///
  /// - Parameter costs: What each of them comes to before.
  /// - Throws: What the number cannot hold.
  /// - Returns: A result for each.
  package func settled(_ costs: [Number]) throws(Number.Failure) -> [Month] {
    var months = costs.map { _ in
      Month(shortfall: .zero, credits: .zero, breakage: .zero)
    }
    for promise in promises {
      var rest = promise.amount
      for place in promise.months { rest = try rest - costs[place] }
      let last = promise.months[promise.months.count - 1]
      months[last].shortfall = try months[last].shortfall + rest.positivePart
    }
    guard !grants.isEmpty else { return months }
    var left = grants.map(\.amount)
    for place in months.indices {
      var due = try costs[place] + months[place].shortfall
      for (index, grant) in grants.enumerated() where grant.holds[place] {
        let used = min(left[index], due)
        left[index] = try left[index] - used
        due = try due - used
        months[place].credits = try months[place].credits + used
        if grant.lastMonth == place {
          months[place].breakage = try months[place].breakage + left[index]
          left[index] = .zero
        }
      }
    }
    return months
  }
}

extension ContractTerms<Rational> {
  /// What terms say of a provider's bills.
  ///
  /// Of a commitment and of credits those months count on whose first day they hold. Of a term that goes beyond the
  /// months the commitment counts in proportion to those inside.
  ///
  /// - Parameters:
  ///   - terms: What was agreed.
  ///   - provider: Who bills.
  ///   - months: The months, one after the other.
  /// - Throws: `NumberError` for amounts that do not fit.
  package init(_ terms: Terms, of provider: String, in months: [BillingTypes.Month])
    throws(NumberError)
  {
    let own = terms.agreements.filter { $0.scope.includesPlans(of: provider) }
    var promises: [Promise] = []
    for agreement in own {
      guard let commitment = agreement.commitment else { continue }
      let held = months.indices.filter { agreement.holds(on: months[$0].firstDay) }
      guard !held.isEmpty else { continue }
      switch commitment.every {
      case .month:
        promises += held.map { Promise(amount: commitment.amount, months: [$0]) }
      case .term:
        guard let length = agreement.termMonths, length > 0 else { continue }
        let part = try commitment.amount * Rational(held.count) / Rational(length)
        // As precise as money is.
        promises.append(
          Promise(amount: try part.rounded(toPlaces: 12, .halfEven), months: held))
      }
    }
    self.promises = promises
    let credits = own.compactMap { agreement -> (end: Day?, grant: Grant)? in
      guard let grant = agreement.grant else { return nil }
      let end = [grant.expires, agreement.to].compactMap(\.self).min()
      let holds = months.map { month in
        (agreement.from.map { $0 <= month.firstDay } ?? true)
          && (end.map { month.firstDay < $0 } ?? true)
      }
      let last = end.flatMap { end in
        months.indices.last { holds[$0] && end <= months[$0].advanced(by: 1).firstDay }
      }
      return (end, Grant(amount: grant.amount, holds: holds, lastMonth: last))
    }
    // What never ends comes last; of two that end together the first of the file is used first.
    grants = credits.indices.sorted { left, right in
      let (a, b) = (credits[left].end?.number ?? .max, credits[right].end?.number ?? .max)
      return (a, left) < (b, right)
    }.map { credits[$0].grant }
  }

  /// The nearest binary numbers.
  package var approximation: ContractTerms<Double> {
    .init(
      promises: promises.map { .init(amount: $0.amount.approximation, months: $0.months) },
      grants: grants.map {
        .init(amount: $0.amount.approximation, holds: $0.holds, lastMonth: $0.lastMonth)
      })
  }
}

extension Terms {
  /// The tax of a provider's own, or else everybody's, on a day; zero without one.
  package func taxRate(of provider: String, on day: Day) -> Rational {
    let own = agreements.filter {
      $0.tax != nil && $0.holds(on: day) && $0.scope.includesPlans(of: provider)
    }
    let narrow = own.first { $0.scope.provider != nil } ?? own.first
    return narrow?.tax ?? .zero
  }

  /// Whether something is agreed of a provider's bills beside prices.
  package func bindBills(of provider: String) -> Bool {
    agreements.contains { $0.isOfBills && $0.scope.includesPlans(of: provider) }
  }

  /// The providers to whom something is owed though nothing is used, or who owe something.
  package var boundProviders: [String] {
    agreements.filter { $0.commitment != nil || $0.grant != nil }.compactMap(\.scope.provider)
      .uniqued()
  }
}

extension Terms.Agreement {
  /// In how many months it holds on the first day; nil without an end.
  fileprivate var termMonths: Int? {
    guard let from, let to else { return nil }
    func first(_ day: Day) -> Int {
      day.month.firstDay == day ? day.month.index : day.month.index + 1
    }
    return first(to) - first(from)
  }
}
