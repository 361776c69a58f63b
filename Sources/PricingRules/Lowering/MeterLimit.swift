package import BillingTypes

/// The largest metered value of an offer that logs and SQL price, in units; one for both, so that a row is bad
/// in both or in neither.
///
/// SQL has 64 bits, and an amount must be proven to fit them whatever else a row says. What the columns of one log
/// or table are has no say.
package struct MeterLimit: Hashable, Sendable {
  /// At most this many units of each meter.
  package let units: Int64

  /// Finds the limit.
  ///
  /// - Parameters:
  ///   - offer: A checked offer.
  ///   - currency: The currency of its card.
  ///   - day: The day of the usage; it picks the amounts.
  ///   - knownAt: Amounts that became known later do not count; nil counts all.
  ///   - creditWorth: Money per credit by credit id.
  ///   - places: Decimals that numbers are counted in.
  package init(
    _ offer: Offer, currency: Currency, on day: Day, knownAt: Day?,
    creditWorth: [CreditID: Rational],
    places: DecimalPlaces
  ) {
    var setting = LoweringSetting(
      given: Set(offer.allParameters.map(\.name) + offer.meters), places: places)
    var codes = WordCodes()
    // Rules that 64 bits cannot have are refused in SQL; a log prices them row by row.
    let lowered = try? LoweredOffer(
      offer, currency: currency, on: day, knownAt: knownAt, creditWorth: creditWorth,
      setting: setting, codes: &codes)
    for input in lowered?.inputs ?? [] {
      guard input.isMeter, case .number(let places) = input.kind else { continue }
      setting.meterLimit = min(setting.meterLimit, input.range.upperBound / decimalPower(places))
    }
    units = setting.meterLimit
  }

  /// The legal values, in words; of what is counted, whole numbers.
  package static func words(upTo units: Int64, isCounted: Bool = false) -> String {
    isCounted
      ? "whole numbers from 0 to \(units)"
      : "numbers from 0 to \(units) with at most \(DecimalPlaces.most) decimals"
  }
}
