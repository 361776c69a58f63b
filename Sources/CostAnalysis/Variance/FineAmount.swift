import BillingTypes

/// An amount with eighteen decimals, for steps between amounts: what a chain of ratios rounds away stays far below what
/// an amount of money can say.
struct FineAmount: Hashable {
  /// The amount in 10⁻¹⁸ of the currency's unit.
  private let count: Int128

  static let zero = FineAmount(count: 0)

  private init(count: Int128) { self.count = count }

  /// An amount of money, exactly.
  ///
  /// - Throws: `NumberError.overflow`.
  init(_ money: Money) throws(NumberError) { count = try money.picounits.times(Self.scale) }

  private static let scale: Int128 = 1_000_000

  /// The sum.
  ///
  /// - Throws: `NumberError.overflow`.
  func adding(_ other: FineAmount) throws(NumberError) -> FineAmount {
    FineAmount(count: try count.plus(other.count))
  }

  /// The difference.
  ///
  /// - Throws: `NumberError.overflow`.
  func subtracting(_ other: FineAmount) throws(NumberError) -> FineAmount {
    FineAmount(count: try count.minus(other.count))
  }

  /// The amount times a quotient of two counts, which are taken with twelve decimals; nothing over a count of nothing.
  ///
  /// - Throws: `NumberError.overflow`.
  func times(_ factor: Rational, over divisor: Rational) throws(NumberError) -> FineAmount {
    let below = try Self.parts(of: divisor)
    guard below > 0 else { return .zero }
    guard let scaled = count.scaled(by: try Self.parts(of: factor), over: below) else {
      throw .overflow
    }
    return FineAmount(count: scaled)
  }

  private static func parts(of number: Rational) throws(NumberError) -> Int128 {
    guard let parts = number.numerator.scaled(by: powerOfTen(12), over: number.denominator) else {
      throw .overflow
    }
    return parts
  }

  /// The amount as money, rounded half to even.
  ///
  /// - Throws: `MoneyError.overflow`.
  func money(in currency: Currency) throws(MoneyError) -> Money {
    guard let picounits = count.scaled(by: 1, over: Self.scale) else { throw .overflow(currency) }
    return Money(picounits: picounits, in: currency)
  }
}
