public import BillingTypes
public import PricingRules
import Settlement

/// What agreements make of providers' months beside prices, in one order: contracted cost → commitment → credits → tax.
///
/// Of a commitment, credits and tax those months count on whose first day the agreement holds. Credits that end first are
/// used first; what nobody used of them when they end is breakage. A commitment over a term is held against the months
/// of the term, of which those outside the scenario take their part of it with them; what is missing is due in the last
/// month.
public struct ContractBill: Sendable {
  /// A provider's months, by provider and then by month.
  public let entries: [Entry]
  /// Everything.
  public let total: Parts

  /// A provider in a month.
  public struct Entry: Sendable, Hashable {
    /// Who bills.
    public let provider: String
    /// The month.
    public let month: Month
    /// What it comes to.
    public let parts: Parts
  }

  /// What an amount is made of.
  public struct Parts: Sendable, Hashable {
    /// What usage, plans and packs cost at contracted prices.
    public internal(set) var contracted: Money
    /// What of plans and packs is invoiced in another month than it is used: added, or taken off.
    public internal(set) var timing: Money
    /// What lifts it to a commitment.
    public internal(set) var trueUp: Money
    /// What credits pay of these; taken off.
    public internal(set) var credits: Money
    /// Tax on what is left.
    public internal(set) var tax: Money
    /// What is to be paid; never less than nothing.
    public internal(set) var payable: Money
    /// Credits that end unused; in no other part.
    public internal(set) var breakage: Money

    init(nothingIn currency: Currency) {
      let zero = Money.zero(in: currency)
      (contracted, timing, trueUp, credits, tax) = (zero, zero, zero, zero, zero)
      (payable, breakage) = (zero, zero)
    }

    fileprivate func adding(_ other: Parts) throws(MoneyError) -> Parts {
      var sum = self
      sum.contracted = try contracted + other.contracted
      sum.timing = try timing + other.timing
      sum.trueUp = try trueUp + other.trueUp
      sum.credits = try credits + other.credits
      sum.tax = try tax + other.tax
      sum.payable = try payable + other.payable
      sum.breakage = try breakage + other.breakage
      return sum
    }
  }

  /// Works out what is to be paid.
  ///
  /// - Parameters:
  ///   - terms: What was agreed.
  ///   - costs: What each provider's months cost at contracted prices, by provider; as many as there are months.
  ///   - months: The months, one after the other.
  ///   - currency: The currency of all amounts.
  /// - Throws: `NumberError` or `MoneyError` for amounts that do not fit.
  public init(
    _ terms: Terms, of costs: [String: [Money]], in months: [Month], currency: Currency
  ) throws {
    try self.init(terms, of: costs, invoiced: costs, in: months, currency: currency)
  }

  /// The same of months that are invoiced otherwise than they are used.
  ///
  /// - Parameters:
  ///   - terms: What was agreed.
  ///   - costs: What is used in each provider's months, at contracted prices.
  ///   - invoiced: What is invoiced in them.
  ///   - months: The months.
  ///   - currency: The currency of all amounts.
  ///   - hasTax: Whether tax comes on top.
  ///   - moves: How far the means of trials lie from what is settled of means, by provider and month.
  /// - Throws: `NumberError` or `MoneyError` for amounts that do not fit.
  init(
    _ terms: Terms, of costs: [String: [Money]], invoiced: [String: [Money]], in months: [Month],
    currency: Currency, hasTax: Bool = true, moves: ContractMoves = [:]
  ) throws {
    var entries: [Entry] = []
    var total = Parts(nothingIn: currency)
    let nothing = months.map { _ in Money.zero(in: currency) }
    for provider in Set(costs.keys).union(terms.boundProviders).sorted() {
      let (used, due) = (costs[provider] ?? nothing, invoiced[provider] ?? nothing)
      let settled = try ContractTerms(terms, of: provider, in: months).settled(due.map(\.units))
      for (place, month) in months.enumerated() {
        var parts = Parts(nothingIn: currency)
        parts.contracted = used[place]
        parts.timing = try due[place] - used[place]
        let move = moves[provider]?[place]
        func money(_ exact: Rational, _ more: Double?) throws -> Money {
          let amount = try Money(rounding: exact, in: currency)
          // What rounding leaves is no difference: amounts of trials are whole millionths.
          guard let more, abs(more) > 1e-6 else { return amount }
          let moved = try amount + Money(rounding: Rational(nearest: more, places: 6), in: currency)
          return moved.picounits > 0 ? moved : .zero(in: currency)
        }
        parts.trueUp = try money(settled[place].shortfall, move?.shortfall)
        parts.breakage = try money(settled[place].breakage, move?.breakage)
        let gross = try due[place] + parts.trueUp
        let credits = try money(settled[place].credits, move?.credits)
        parts.credits = try gross.isLess(than: credits) ? gross : credits
        let net = try gross - parts.credits
        if hasTax {
          parts.tax = try net.times(terms.taxRate(of: provider, on: month.firstDay))
        }
        parts.payable = try net + parts.tax
        guard parts != Parts(nothingIn: currency) else { continue }
        entries.append(Entry(provider: provider, month: month, parts: parts))
        total = try total.adding(parts)
      }
    }
    self.entries = entries
    self.total = total
  }

  /// What is to be paid in a month.
  func payable(in month: Month, currency: Currency) throws(MoneyError) -> Money {
    try Money.sum(entries.filter { $0.month == month }.map(\.parts.payable), in: currency)
  }
}

/// How far the mean of what trials settle lies from what is settled of their mean, by provider, then by month: a bill
/// bends where a commitment or credits end, and only there the two differ.
typealias ContractMoves = [String: [ContractTerms<Double>.Month]]
