public import BillingTypes
import PricingRules

/// What a request comes to for one of what people count in its category: a picture, a second of film, a minute of a
/// session.
public struct UnitPrice: Sendable {
  /// What is counted.
  public let unit: NaturalUnit
  /// The amount for one of it; nil where the amount is not known.
  public let amount: Rational?
  /// The least that it can be.
  public let floor: Rational
  /// The most; nil where nothing proves one.
  public let ceiling: Rational?
  /// What it is in.
  public let currency: Currency

  /// What people count.
  public enum NaturalUnit: String, Sendable {
    /// A picture that comes out.
    case image
    /// A second of film.
    case second
    /// A minute of a session.
    case minute
  }
}

extension Comparison.Candidate {
  /// What one picture, second or minute comes to; nil where the request does not say how many it makes.
  public var unitPrice: UnitPrice? {
    guard let (unit, count) = madeUnits, count > .zero else { return nil }
    func share(_ money: Money?) -> Rational? { money.flatMap { try? $0.units / count } }
    guard let floor = share(range.floor) else { return nil }
    return UnitPrice(
      unit: unit, amount: share(amount), floor: floor, ceiling: share(range.ceiling),
      currency: quote.currency)
  }

  /// How many of what is counted all calls make.
  private var madeUnits: (UnitPrice.NaturalUnit, Rational)? {
    func number(_ name: String) -> Rational? {
      guard case .number(let number)? = quote.request[name] else { return nil }
      return number
    }
    switch quote.category {
    case .imageGeneration, .imageEditing:
      let each = number("images") ?? .one
      return (try? each * Rational(calls)).map { (.image, $0) }
    case .videoGeneration:
      let films = (try? (number("videos") ?? .one) * Rational(calls)) ?? .one
      return number("seconds").flatMap { try? $0 * films }.map { (.second, $0) }
    case .liveAvatar:
      return number("session_seconds").flatMap { try? $0 / Rational(60) }.map { (.minute, $0) }
    }
  }
}
