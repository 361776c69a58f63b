public import BillingTypes

/// Why something that was agreed counts for nothing in some months.
public enum AgreementGap: Hashable, CodedFact {
  /// It ended by the day before the first of them.
  case endsBefore(Day)
  /// It begins after the last of them.
  case beginsAfter(Day)
  /// Its credits end on a day by the first of them.
  case creditsEndBefore(Day)
  /// It is of bills, and holds on the first day of none of them.
  case missesFirstDays
  /// Nothing of what it is for is used.
  case nobodyUses

  /// Why, for programs.
  public var code: FactCode { .agreementIdle }
}

extension Terms.Agreement {
  /// Why it counts for nothing, or its credits do.
  ///
  /// - Parameter months: Months that follow one another, at least one.
  /// - Returns: Why; nil where it counts.
  public func gap(in months: [Month]) -> AgreementGap? {
    guard let first = months.first, let last = months.last else { return nil }
    if let to, to <= first.firstDay { return .endsBefore(to) }
    if let from, from >= last.advanced(by: 1).firstDay { return .beginsAfter(from) }
    if let end = grant?.expires, end <= first.firstDay { return .creditsEndBefore(end) }
    guard isOfBills else { return nil }
    let counts = months.contains { month in
      holds(on: month.firstDay) && (grant?.expires.map { month.firstDay < $0 } ?? true)
    }
    return counts ? nil : .missesFirstDays
  }

  /// Why it counts for nothing where some offers are used, and plans and packs of some providers.
  ///
  /// - Parameters:
  ///   - months: Months that follow one another, at least one.
  ///   - offers: The offers that are used.
  ///   - providers: Who sells the plans and packs that are paid for.
  /// - Returns: Why; nil where it counts. What is committed is owed, whoever is used.
  public func gap(
    in months: [Month], using offers: [Offer], plansOf providers: Set<String>
  ) -> AgreementGap? {
    if let gap = gap(in: months) { return gap }
    return commitment != nil || isOf(offers, plansOf: providers) ? nil : .nobodyUses
  }

  /// Whether something of what it is for is used.
  public func isOf(_ offers: [Offer], plansOf providers: Set<String>) -> Bool {
    offers.contains { scope.includes($0) } || providers.contains { scope.includesPlans(of: $0) }
  }
}
