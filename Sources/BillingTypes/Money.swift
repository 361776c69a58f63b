/// An exact, signed amount of one currency.
///
/// Amounts are counted in picounits, 10⁻¹² of the currency's major unit, so that the smallest
/// published media prices stay whole numbers: $0.15 per million characters is 150 000 picodollars
/// per character. The largest amount is about 1.7 × 10²⁶ major units.
///
/// Arithmetic never rounds; a number with more than twelve decimals becomes an amount in one
/// place, ``init(rounding:in:)``, half to even.
public struct Money: Hashable, Sendable {
  /// The amount, in 10⁻¹² of the major unit of ``currency``.
  public let picounits: Int128
  /// The currency the amount is denominated in.
  public let currency: Currency

  /// Creates an amount from a count of 10⁻¹² major units.
  public init(picounits: Int128, in currency: Currency) {
    self.picounits = picounits
    self.currency = currency
  }

  /// The amount nearest to `number` major units; a tie goes to the even picounit.
  ///
  /// Exact for every number with at most twelve decimals.
  ///
  /// - Throws: ``MoneyError/overflow(_:)``.
  public init(rounding number: Rational, in currency: Currency) throws(MoneyError) {
    guard
      let picounits = number.numerator.scaled(
        by: Money.picounitsPerUnit, over: number.denominator)
    else { throw .overflow(currency) }
    self.init(picounits: picounits, in: currency)
  }

  /// No money at all.
  public static func zero(in currency: Currency) -> Money {
    Money(picounits: 0, in: currency)
  }

  /// How many picounits make one major unit.
  public static let picounitsPerUnit: Int128 = 1_000_000_000_000

  /// The amount in major units, exactly.
  public var units: Rational {
    let divisor = Int128(
      greatestCommonDivisor(picounits.magnitude, UInt128(Money.picounitsPerUnit)))
    return Rational(
      reducedNumerator: picounits / divisor, denominator: Money.picounitsPerUnit / divisor)
  }

  /// The amount as exact decimal text without its currency, such as `0.05268`.
  public var decimalText: String { DecimalText.text(mantissa: picounits, places: 12) }
}

extension Money {
  /// The sum of two amounts of one currency.
  ///
  /// - Throws: ``MoneyError/currencyMismatch(_:_:)`` for two currencies, ``MoneyError/overflow(_:)``.
  public static func + (left: Money, right: Money) throws(MoneyError) -> Money {
    guard left.currency == right.currency else {
      throw .currencyMismatch(left.currency, right.currency)
    }
    let (sum, overflow) = left.picounits.addingReportingOverflow(right.picounits)
    guard !overflow else { throw .overflow(left.currency) }
    return Money(picounits: sum, in: left.currency)
  }

  /// The difference of two amounts of one currency.
  public static func - (left: Money, right: Money) throws(MoneyError) -> Money {
    guard right.picounits != .min else { throw .overflow(right.currency) }
    return try left + Money(picounits: -right.picounits, in: right.currency)
  }

  /// The sum of amounts that all have `currency`.
  public static func sum(
    _ amounts: some Sequence<Money>, in currency: Currency
  ) throws(MoneyError) -> Money {
    var total = Money.zero(in: currency)
    for amount in amounts { total = try total + amount }
    return total
  }

  /// Whether the amount is less than another of its currency.
  ///
  /// - Throws: ``MoneyError/currencyMismatch(_:_:)`` for two currencies.
  public func isLess(than other: Money) throws(MoneyError) -> Bool {
    guard currency == other.currency else { throw .currencyMismatch(currency, other.currency) }
    return picounits < other.picounits
  }

  /// The amount over another of its currency.
  ///
  /// - Throws: ``MoneyError/currencyMismatch(_:_:)`` for two currencies, ``MoneyError/overflow(_:)``.
  /// - Returns: The exact ratio; nil where the other is nothing.
  public func ratio(to other: Money) throws(MoneyError) -> Rational? {
    guard currency == other.currency else { throw .currencyMismatch(currency, other.currency) }
    guard other.picounits != 0 else { return nil }
    guard let ratio = try? Rational(picounits, over: other.picounits) else {
      throw .overflow(currency)
    }
    return ratio
  }

  /// The amount over a count above zero, rounded half to even to a picounit.
  package func over(_ count: Int) -> Money {
    guard count > 0, let part = picounits.scaled(by: 1, over: Int128(count)) else {
      preconditionFailure("a whole part of an amount always fits")
    }
    return Money(picounits: part, in: currency)
  }

  /// The amount times a number, rounded half to even to a picounit.
  public func times(_ factor: Rational) throws(MoneyError) -> Money {
    guard let scaled = picounits.scaled(by: factor.numerator, over: factor.denominator) else {
      throw .overflow(currency)
    }
    return Money(picounits: scaled, in: currency)
  }
}

extension Money: CustomStringConvertible {
  /// The exact amount with its currency, such as `0.05268 USD`.
  public var description: String { "\(decimalText) \(currency)" }
}

/// Why an amount could not be computed.
public enum MoneyError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Two currencies met in one sum, comparison or ratio.
  case currencyMismatch(Currency, Currency)
  /// The amount does not fit.
  case overflow(Currency)

  /// A sentence that names both sides.
  public var description: String {
    switch self {
    case .currencyMismatch(let left, let right):
      "\(left) and \(right) cannot be added, compared or divided; convert one of them at a dated rate first"
    case .overflow(let currency):
      "the amount of \(currency) is too large to be exact"
    }
  }
}
