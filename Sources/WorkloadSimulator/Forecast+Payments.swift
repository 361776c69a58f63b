public import BillingTypes
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
  /// ``paid(in:)``.
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
