package import BillingTypes
package import PricingRules

/// Short ways to write what tests speak of: numbers, parameters, offers, catalogues, scenarios.
///
/// Texts that are not legal end the tests: they are a mistake of the test, not of what it tests.
package enum Sample {
  /// A day on which every sample is sold.
  package static let day = day("2026-06-01")

  /// A day from text that is known to be right.
  package static func day(_ text: String) -> Day {
    guard let day = Day(text) else { preconditionFailure("'\(text)' is not a day") }
    return day
  }

  /// An expression from text that is known to be right.
  package static func expression(_ text: String) -> Formula {
    do throws(FormulaError) {
      return try Formula(parsing: text)
    } catch {
      preconditionFailure("'\(text)': \(error)")
    }
  }

  /// A number from text that is known to be right.
  package static func number(_ text: String) -> Rational {
    do throws(NumberError) {
      return try DecimalText.parse(text)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// An amount of US dollars.
  package static func usd(_ text: String) -> Money {
    do throws(MoneyError) {
      return try Money(rounding: number(text), in: .usd)
    } catch {
      preconditionFailure("\(error)")
    }
  }
}

extension Sample {
  /// A whole number in a range.
  package static func count(
    _ name: String, _ range: ClosedRange<Int> = 0...1000, step: Int = 1, default value: Int? = 1,
    unit: String? = nil
  ) -> Parameter {
    Parameter(
      name: name,
      domain: .integer(
        lower: Int128(range.lowerBound), upper: Int128(range.upperBound), step: Int128(step)),
      defaultValue: value.map { .number(Rational($0)) }, unit: unit)
  }

  /// A list of numbers, the first of which is the default.
  package static func numbers(_ name: String, _ texts: [String]) -> Parameter {
    Parameter(
      name: name, domain: .numbers(texts.map(number)), defaultValue: .number(number(texts[0])),
      unit: nil)
  }

  /// Any decimal in a range, whose lower end is the default.
  package static func decimal(_ name: String, _ lower: String, _ upper: String) -> Parameter {
    Parameter(
      name: name, domain: .decimal(lower: number(lower), upper: number(upper)),
      defaultValue: .number(number(lower)), unit: nil)
  }

  /// Words, the first of which is the default.
  package static func choice(_ name: String, _ words: [String]) -> Parameter {
    choice(name, words, default: words[0])
  }

  /// Words with the default that is named, or none.
  package static func choice(_ name: String, _ words: [String], default word: String?) -> Parameter
  {
    Parameter(
      name: name, domain: .choice(words), defaultValue: word.map { .choice($0) }, unit: nil)
  }

  /// Truth values, the first of which is the default.
  package static func boolean(_ name: String, _ values: [Bool]) -> Parameter {
    Parameter(name: name, domain: .boolean(values), defaultValue: .boolean(values[0]), unit: nil)
  }
}
