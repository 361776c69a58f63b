package import BillingTypes

/// A number that the rules of a billing period are stated in.
///
/// The rules are written once, for every such number: exact ones define a month, binary ones repeat it
/// for millions of trials, and texts of SQL put it in a query.
package protocol SettlementNumber: Sendable {
  /// What an operation may throw.
  associatedtype Failure: Error
  /// Nothing.
  static var zero: Self { get }
  /// The sum.
  static func + (left: Self, right: Self) throws(Failure) -> Self
  /// The difference.
  static func - (left: Self, right: Self) throws(Failure) -> Self
  /// The product.
  static func * (left: Self, right: Self) throws(Failure) -> Self
  /// The number, or zero where it is below.
  var positivePart: Self { get }
}

/// A number with a known value, which can be counted and compared.
package protocol KnownNumber: SettlementNumber, Comparable {
  /// The quotient.
  static func / (left: Self, right: Self) throws(Failure) -> Self
  /// The next whole number from this one up; of binary numbers, a billionth above is the rounding of
  /// sums and counts as below.
  func startedWhole() throws(Failure) -> Self
}

extension Rational: KnownNumber {
  package typealias Failure = NumberError
  package var positivePart: Rational { max(.zero, self) }
  package func startedWhole() throws(NumberError) -> Rational { Rational(try rounded(.up)) }
}

extension Double: KnownNumber {
  package typealias Failure = Never
  @inline(__always)
  package var positivePart: Double { self > 0 ? self : 0 }
  @inline(__always)
  package func startedWhole() -> Double { (self - 1e-9).rounded(.up).positivePart }
}
