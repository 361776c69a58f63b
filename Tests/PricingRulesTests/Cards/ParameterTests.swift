import BillingTypes
import PricingRules
import TestSupport
import Testing

@Suite("Parameter")
struct ParameterTests {
  static func parameter(_ domain: Parameter.Domain, unit: String? = nil) -> Parameter {
    Parameter(name: "p", domain: domain, defaultValue: nil, unit: unit)
  }

  static let quality = parameter(.choice(["low", "high"]))
  static let audio = parameter(.boolean([false]))
  static let steps = parameter(.numbers([4, 6, 8].map { Rational($0) }), unit: "second")
  static let width = parameter(.integer(lower: 16, upper: 100, step: 16), unit: "px")
  static let count = parameter(.integer(lower: -3, upper: 3, step: 1))
  static let strength = parameter(
    .decimal(lower: Sample.number("0.1"), upper: Sample.number("2.5")))

  @Test(
    "A text is a legal value or none",
    arguments: [
      (quality, "low", "low"), (quality, "Low", nil), (quality, "", nil),
      (audio, "false", "false"), (audio, "true", nil), (audio, "0", nil),
      (steps, "6", "6"), (steps, "6.0", "6"), (steps, "7", nil), (steps, "six", nil),
      (width, "16", "16"), (width, "96", "96"), (width, "100", nil), (width, "15", nil),
      (width, "17", nil), (width, "112", nil), (width, "16.5", nil), (width, "0", nil),
      (count, "-3", "-3"), (count, "-4", nil), (count, "3", "3"), (count, "4", nil),
      (strength, "0.1", "0.1"), (strength, "2.5", "2.5"), (strength, "0.099", nil),
      (strength, "2.501", nil), (strength, "150%", "1.5"), (strength, "1e0", nil),
    ] as [(Parameter, String, String?)])
  func values(parameter: Parameter, text: String, value: String?) {
    #expect(parameter.value(of: text)?.description == value)
  }

  @Test(
    "The legal values are named with their unit",
    arguments: [
      (quality, "'low', 'high'"), (audio, "'false'"), (steps, "4, 6, 8 second"),
      (width, "whole numbers from 16 to 100 in steps of 16 px"),
      (count, "whole numbers from -3 to 3"), (strength, "numbers from 0.1 to 2.5"),
    ])
  func legalValues(parameter: Parameter, words: String) {
    #expect(parameter.legalValues == words)
  }

  @Test(
    "A number that is not sold becomes the next larger one that is",
    arguments: [
      (steps, "0", "4"), (steps, "4", "4"), (steps, "4.1", "6"), (steps, "5", "6"),
      (steps, "8", "8"), (steps, "8.1", nil),
      (width, "0", "16"), (width, "16", "16"), (width, "16.1", "32"), (width, "96", "96"),
      (width, "97", nil), (width, "1000", nil),
      (strength, "0", "0.1"), (strength, "1.25", "1.25"), (strength, "2.6", nil),
      (quality, "1", nil), (audio, "1", nil),
    ] as [(Parameter, String, String?)])
  func snapsUp(parameter: Parameter, number: String, value: String?) {
    #expect(parameter.snappedUp(Sample.number(number))?.description == value)
  }

  @Test("What a number becomes is legal, not below it, and the nearest such")
  func snappingLaw() {
    for parameter in [Self.steps, Self.width, Self.count] {
      for twice in -10...220 {
        guard let number = try? Rational(Int128(twice), over: 2) else { continue }
        let legal = (-10...120).map { Rational($0) }
          .first { parameter.contains($0) && $0 >= number }
        #expect(parameter.snappedUp(number) == legal, "\(number)")
      }
    }
  }

  @Test(
    "The extremes are legal values",
    arguments: [
      (quality, "low", "high"), (audio, "false", "false"), (steps, "4", "8"),
      (width, "16", "96"), (count, "-3", "3"), (strength, "0.1", "2.5"),
    ])
  func extremes(parameter: Parameter, lowest: String, highest: String) {
    #expect(parameter.extremes.lowest.description == lowest)
    #expect(parameter.extremes.highest.description == highest)
    #expect(parameter.value(of: lowest) == parameter.extremes.lowest)
    #expect(parameter.value(of: highest) == parameter.extremes.highest)
  }
}
