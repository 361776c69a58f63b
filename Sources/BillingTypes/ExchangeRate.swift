/// What one unit of a currency is in another, as somebody found it on a day.
///
/// Nothing is converted without one: the types of money refuse to add, divide or compare two currencies.
public struct ExchangeRate: Sendable, Hashable {
  /// The currency that is converted.
  public let from: Currency
  /// The currency that it becomes.
  public let to: Currency
  /// How many units of ``to`` one unit of ``from`` is; above 0.
  public let rate: Rational
  /// The day of the rate.
  public let dated: Day
  /// Who published it.
  public let source: String

  /// Creates a rate.
  public init(from: Currency, to: Currency, rate: Rational, dated: Day, source: String) {
    self.from = from
    self.to = to
    self.rate = rate
    self.dated = dated
    self.source = source
  }

  /// The amount in the other currency: exact, then rounded half to even to a picounit, the only place that rounds.
  ///
  /// - Throws: ``MoneyError/currencyMismatch(_:_:)`` for an amount of another currency, ``MoneyError/overflow(_:)``.
  public func converted(_ amount: Money) throws(MoneyError) -> Money {
    guard amount.currency == from else { throw .currencyMismatch(amount.currency, from) }
    return Money(picounits: try amount.times(rate).picounits, in: to)
  }
}
