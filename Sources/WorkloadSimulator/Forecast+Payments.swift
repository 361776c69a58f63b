public import BillingTypes
import PricingRules
import Settlement

/// A payment that no line of its month bears: a fee or packs that are paid before anything is used.
public struct LonePayment: Sendable, Hashable {
  /// The month.
  public let month: Month
  /// The plan, or the packs.
  public let seller: CreditSeller
  /// What is paid.
  public let amount: Money
}

extension Forecast {
  /// What plans and packs are paid in a month is split among the lines under them.
  private struct Account: Hashable {
    let month: Month
    let seller: CreditSeller
  }

  /// What is paid in its month for each line, and what is paid beside all lines.
  ///
  /// What is used in the month is paid in it, save for plans and packs: what those invoice is split among the month's lines
  /// under them as their costs are. What expires unused was paid when it was bought. The amounts of a month add up to
  /// ``paid(in:)``, before anything that was agreed with providers.
  ///
  /// - Returns: One amount for each of ``lines``, nil where the cost is not known; and the other payments by month.
  public func payments() -> (lines: [Money?], others: [LonePayment]) {
    let zero = Money.zero(in: scenario.currency)
    var paid = lines.map { $0.meter == ForecastLine.breakage ? $0.cost.map { _ in zero } : $0.cost }
    var places: [Account: [Int]] = [:]
    for (place, line) in lines.enumerated() where line.meter != ForecastLine.breakage {
      guard let seller = line.seller, line.cost != nil else { continue }
      places[Account(month: line.month, seller: seller), default: []].append(place)
    }
    var others: [LonePayment] = []
    var settled: Set<Account> = []
    for statement in statements {
      let account = Account(month: statement.month, seller: statement.seller)
      guard settled.insert(account).inserted else { continue }
      let own = statements.filter { $0.month == account.month && $0.seller == account.seller }
      let places = places[account] ?? []
      let used = places.map { lines[$0].cost ?? zero }
      // It fits: ``checkSums()`` added up both.
      let amount = (try? sum(used + own.map(\.paid)) - sum(own.map(\.accrued))) ?? zero
      guard sum(used).picounits > 0,
        let parts = try? apportion(amount, by: used.map { max($0.units, .zero) })
      else {
        for place in places { paid[place] = zero }
        if amount.picounits != 0 {
          others.append(
            LonePayment(month: account.month, seller: account.seller, amount: amount))
        }
        continue
      }
      for (place, part) in zip(places, parts) { paid[place] = part }
    }
    return (paid, others)
  }
}

extension Forecast {
  /// What is paid in a month on average: what is used, with what plans and packs invoice in place of
  /// what they accrue.
  ///
  /// By the terms, with tax, where something was agreed of providers' bills.
  public func paid(in month: Month) -> Money { expectedPaid(in: month).known }

  /// What is paid in a month on average, and what that can be.
  ///
  /// A plan is invoiced as it is whatever is used, so that what is paid is as open as what is used; when packs are
  /// bought depends on every month before.
  public func expectedPaid(in month: Month) -> ExpectedCost { expectedPaid(in: [month]) }

  /// The same of some months together.
  func expectedPaid(in months: [Month]) -> ExpectedCost {
    if let payer { return payer.expectedPaid(in: months) }
    let cost = invoiced(in: months)
    guard let contract, let first = months.first, let last = months.last else { return cost }
    let start = scenario.start.index
    return contract.cost(in: first.index - start..<last.index - start + 1, .paid, as: cost)
  }

  /// What is invoiced in some months by one provider or by all, before anything that was agreed of bills.
  func invoiced(in months: [Month], of provider: String? = nil) -> ExpectedCost {
    func isOf(_ other: String) -> Bool { provider.map { $0 == other } ?? true }
    let used = expected {
      months.contains($0.month) && $0.meter != ForecastLine.breakage && isOf($0.provider)
    }
    let own = statements.filter { months.contains($0.month) && isOf($0.seller.provider) }
    // The negative is known to fit, as the amount itself is in ``checkSums()``.
    let accrued = own.map { Money(picounits: 0 - $0.accrued.picounits, in: scenario.currency) }
    let paid = used.moved(to: sum([used.known] + own.map(\.paid) + accrued))
    let buysPacks = own.contains { if case .packs = $0.seller { true } else { false } }
    guard buysPacks, !whole.range.isSingle else { return paid }
    return ExpectedCost(
      known: paid.known, amount: paid.amount,
      range: CodedRange(
        floor: .zero(in: scenario.currency), ceiling: nil, reasons: whole.range.reasons))
  }
}
