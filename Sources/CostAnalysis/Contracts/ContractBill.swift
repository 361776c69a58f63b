public import BillingTypes
public import PricingRules

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
    /// What lifts it to a commitment.
    public internal(set) var trueUp: Money
    /// What credits pay of both; taken off.
    public internal(set) var credits: Money
    /// Tax on what is left.
    public internal(set) var tax: Money
    /// What is to be paid; never less than nothing.
    public internal(set) var payable: Money
    /// Credits that end unused; in no other part.
    public internal(set) var breakage: Money

    init(nothingIn currency: Currency) {
      let zero = Money.zero(in: currency)
      (contracted, trueUp, credits, tax, payable, breakage) = (zero, zero, zero, zero, zero, zero)
    }

    fileprivate func adding(_ other: Parts) throws(MoneyError) -> Parts {
      var sum = self
      sum.contracted = try contracted + other.contracted
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
    var entries: [Entry] = []
    var total = Parts(nothingIn: currency)
    let bound = terms.agreements.filter { $0.commitment != nil || $0.grant != nil }
      .compactMap(\.scope.provider)
    for provider in Set(costs.keys).union(bound).sorted() {
      var book = ContractBook(terms, provider, months, currency)
      let own = costs[provider] ?? months.map { _ in .zero(in: currency) }
      for (place, month) in months.enumerated() {
        let parts = try book.settle(place, own)
        guard parts != Parts(nothingIn: currency) else { continue }
        entries.append(Entry(provider: provider, month: month, parts: parts))
        total = try total.adding(parts)
      }
    }
    self.entries = entries
    self.total = total
  }
}

/// One provider's agreements, month after month.
private struct ContractBook {
  let agreements: [Terms.Agreement]
  let months: [Month]
  let currency: Currency
  /// Credits that may still be used, those that end first first.
  private var grants: [Grant] = []

  private struct Grant {
    let agreement: Terms.Agreement
    let end: Day?
    var left: Money
  }

  init(_ terms: Terms, _ provider: String, _ months: [Month], _ currency: Currency) {
    agreements = terms.agreements.filter { $0.scope.includesPlans(of: provider) }
    self.months = months
    self.currency = currency
    grants = agreements.compactMap { agreement in
      guard let grant = agreement.grant,
        let left = try? Money(rounding: grant.amount, in: currency)
      else { return nil }
      let end = [grant.expires, agreement.to].compactMap(\.self).min()
      return Grant(agreement: agreement, end: end, left: left)
    }
    // What never ends comes last; of two that end together the first of the file is used first.
    let order = grants.indices.sorted { left, right in
      let (a, b) = (grants[left].end?.number ?? .max, grants[right].end?.number ?? .max)
      return (a, left) < (b, right)
    }
    grants = order.map { grants[$0] }
  }

  mutating func settle(_ place: Int, _ costs: [Money]) throws -> ContractBill.Parts {
    var parts = ContractBill.Parts(nothingIn: currency)
    parts.contracted = costs[place]
    parts.trueUp = try trueUp(place, costs)
    var due = try parts.contracted + parts.trueUp
    let day = months[place].firstDay
    let next = months[place].advanced(by: 1).firstDay
    for index in grants.indices {
      let grant = grants[index]
      let holds =
        (grant.agreement.from.map { $0 <= day } ?? true) && (grant.end.map { day < $0 } ?? true)
      guard holds else { continue }
      let used = try grant.left.isLess(than: due) ? grant.left : due
      grants[index].left = try grant.left - used
      due = try due - used
      parts.credits = try parts.credits + used
      if let end = grant.end, end <= next {
        parts.breakage = try parts.breakage + grants[index].left
        grants[index].left = .zero(in: currency)
      }
    }
    parts.tax = try due.times(taxRate(on: day))
    parts.payable = try due + parts.tax
    return parts
  }

  /// The tax that a provider of its own or everybody has.
  private func taxRate(on day: Day) -> Rational {
    let own = agreements.filter { $0.tax != nil && $0.holds(on: day) }
    let narrow = own.first { $0.scope.provider != nil } ?? own.first
    return narrow?.tax ?? .zero
  }

  /// What lifts a month to what was promised for it, or a term to what was promised for that.
  private func trueUp(_ place: Int, _ costs: [Money]) throws -> Money {
    var sum = Money.zero(in: currency)
    for agreement in agreements {
      guard let commitment = agreement.commitment, agreement.holds(on: months[place].firstDay)
      else { continue }
      switch commitment.every {
      case .month:
        sum = try sum + missing(commitment.amount, costs[place])
      case .term:
        let own = months.indices.filter { agreement.holds(on: months[$0].firstDay) }
        guard place == own.last, let length = agreement.termMonths, length > 0 else { continue }
        let promised = try commitment.amount * Rational(own.count) / Rational(length)
        sum = try sum + missing(promised, Money.sum(own.map { costs[$0] }, in: currency))
      }
    }
    return sum
  }

  private func missing(_ promised: Rational, _ cost: Money) throws -> Money {
    let rest = try Money(rounding: promised, in: currency) - cost
    return rest.picounits > 0 ? rest : .zero(in: currency)
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
