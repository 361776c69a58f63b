import BillingTypes
import PricingRules

/// Short ways to write offers, charges and catalogues in tests.
enum Sample {
  static let day = day("2026-06-01")

  static func day(_ text: String) -> Day {
    guard let day = Day(text) else { preconditionFailure("'\(text)' is not a day") }
    return day
  }

  /// An expression from text that is known to be right.
  static func expression(_ text: String) -> Formula {
    do throws(FormulaError) {
      return try Formula(parsing: text)
    } catch {
      preconditionFailure("'\(text)': \(error)")
    }
  }

  /// A number from text that is known to be right.
  static func number(_ text: String) -> Rational {
    do throws(NumberError) {
      return try DecimalText.parse(text)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// An amount of US dollars.
  static func usd(_ text: String) -> Money {
    do throws(MoneyError) {
      return try Money(rounding: number(text), in: .usd)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// A price per unit that has always held; `unknown` is one nobody knows.
  static func price(
    _ amount: String, per: String = "1", in unit: PriceUnit = .money
  ) -> ChargePrice {
    ChargePrice(
      model: .perUnit(per: number(per)),
      history: [
        DatedAmounts(
          from: nil, knownFrom: nil, calledOff: nil,
          amounts: [amount == "unknown" ? nil : expression(amount)])
      ], unit: unit)
  }

  static func charge(
    _ meter: String, quantity: String? = nil, _ price: ChargePrice, unit: String = "image"
  ) -> Charge {
    Charge(meter: meter, unit: unit, quantity: expression(quantity ?? meter), price: price)
  }

  /// A whole number in a range.
  static func count(
    _ name: String, _ range: ClosedRange<Int> = 0...1000, step: Int = 1, default value: Int? = 1
  ) -> Parameter {
    Parameter(
      name: name,
      domain: .integer(
        lower: Int128(range.lowerBound), upper: Int128(range.upperBound), step: Int128(step)),
      defaultValue: value.map { .number(Rational($0)) }, unit: nil)
  }

  /// A list of numbers, the first of which is the default.
  static func numbers(_ name: String, _ texts: [String]) -> Parameter {
    Parameter(
      name: name, domain: .numbers(texts.map(number)), defaultValue: .number(number(texts[0])),
      unit: nil)
  }

  /// Any decimal in a range.
  static func decimal(_ name: String, _ lower: String, _ upper: String) -> Parameter {
    Parameter(
      name: name, domain: .decimal(lower: number(lower), upper: number(upper)),
      defaultValue: .number(number(lower)), unit: nil)
  }

  /// Words, the first of which is the default.
  static func choice(_ name: String, _ words: [String]) -> Parameter {
    Parameter(name: name, domain: .choice(words), defaultValue: .choice(words[0]), unit: nil)
  }

  /// Truth values, the first of which is the default.
  static func boolean(_ name: String, _ values: [Bool]) -> Parameter {
    Parameter(name: name, domain: .boolean(values), defaultValue: .boolean(values[0]), unit: nil)
  }
}
