public import BillingTypes
import WorkloadSimulator

/// Rounding for people, in one place: largest remainder, so that what is shown adds up.
///
/// Machine files carry exact amounts and never come here.
public enum DisplayRounding {
  /// Rounds amounts to `places` decimals so that they add up to the rounded total.
  ///
  /// Every amount is first rounded down; the decimals that are missing from the total go to the
  /// amounts with the largest remainders, the first of equals winning.
  ///
  /// - Parameters:
  ///   - amounts: Amounts of one currency.
  ///   - places: Decimals to show, -9 to 6, so that counts of many amounts fit; below 0, digits left of the point that
  ///     are not shown.
  ///   - total: What the parts must add up to, already rounded; nil for their own rounded sum.
  /// - Returns: The rounded amounts as counts of the last decimal.
  public static func shares(
    of amounts: [Money], places: Int, total: Int128? = nil
  ) -> [Int128] {
    let step = powerOfTen(12 - places)
    var floors = amounts.map { floor($0.picounits, step) }
    // From the remainders, which are small: the sum of the amounts themselves may not fit.
    let remainders = amounts.map { remainder($0.picounits, step) }
    let whole = floors.reduce(0, +)
    let target = total ?? whole + rounded(remainders.reduce(0, +), step)
    var missing = target - whole
    let order = remainders.indices.sorted { left, right in
      (remainders[right], left) < (remainders[left], right)
    }
    var position = 0
    while missing > 0, !order.isEmpty {
      floors[order[position % order.count]] += 1
      missing -= 1
      position += 1
    }
    position = order.count
    while missing < 0, !order.isEmpty {
      position -= 1
      floors[order[((position % order.count) + order.count) % order.count]] -= 1
      missing += 1
    }
    return floors
  }

  /// An amount rounded half up to `places` decimals, as a count of those decimals.
  public static func rounded(_ amount: Money, places: Int) -> Int128 {
    rounded(amount.picounits, powerOfTen(12 - places))
  }

  /// A count of decimals as text with groups of three digits, such as `12,345.60`; of tens for -1 places.
  public static func text(_ count: Int128, places: Int) -> String {
    if places < 0 {
      let (whole, overflow) = count.multipliedReportingOverflow(by: powerOfTen(-places))
      return overflow ? "\(count)e\(-places)" : text(whole, places: 0)
    }
    let unit = powerOfTen(places)
    let whole = String(count.magnitude / unit.magnitude)
    var groups = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { groups.append(",") }
      groups.append(digit)
    }
    if places > 0 {
      let fraction = String(count.magnitude % unit.magnitude)
      groups += "." + String(repeating: "0", count: places - fraction.count) + fraction
    }
    return count < 0 ? "-" + groups : groups
  }

  /// An amount for people on its own, with two decimals, or more where it is below one unit.
  public static func text(_ amount: Money) -> String {
    text(amount.units)
  }

  /// A number for people: two decimals, or for small ones as many as show three digits.
  public static func text(_ number: Rational) -> String {
    let places = places(showingThreeDigitsOf: number)
    guard let scaled = try? scaled(number, places) else { return number.description }
    return text(scaled, places: places)
  }

  /// The decimals that show three digits of a number, 2 to 6.
  static func places(showingThreeDigitsOf number: Rational) -> Int {
    var places = 2
    // The one number without a magnitude is far too large to need more places.
    let size = (try? number.magnitude()) ?? number
    while (places < 6), size > .zero, let scaled = try? size * Rational(powerOfTen(places)),
      scaled < Rational(100)
    {
      places += 1
    }
    return places
  }

  /// The decimals that an error allows: of its first digit, at most `most` and at least -9.
  ///
  /// - Parameters:
  ///   - error: A standard error; 0 for an exact figure.
  ///   - most: The decimals of an exact figure.
  /// - Returns: Decimals to show; below 0, digits left of the point that say nothing.
  static func places(for error: Double, most: Int = 2) -> Int {
    guard error > 0, error.isFinite else { return most }
    var (places, size) = (-9, 1e9)
    while places < most, size > error {
      places += 1
      size /= 10
    }
    return places
  }

  /// A statistic for people, with as many digits as its error allows.
  static func text(_ value: Double, error: Double) -> String {
    let number = Rational(statistic: value)
    guard error > 0 else { return text(number) }
    let places = places(for: error, most: places(showingThreeDigitsOf: number))
    // What is smaller than its error is shown with one digit all the same.
    let own = value == 0 ? places : max(places, self.places(for: abs(value), most: 6))
    guard let scaled = try? scaled(number, own) else { return number.description }
    return text(scaled, places: own)
  }

  private static func scaled(_ number: Rational, _ places: Int) throws(NumberError) -> Int128 {
    places < 0
      ? try (number / Rational(powerOfTen(-places))).rounded(.halfUp)
      : try (number * Rational(powerOfTen(places))).rounded(.halfUp)
  }

  /// A count for people: whole, with groups of three digits.
  public static func count(_ number: Rational) -> String {
    guard let whole = try? number.rounded(.halfUp) else { return number.description }
    return text(whole, places: 0)
  }

  /// A share of one in percent, such as `12.5 %`.
  static func percent(_ share: Rational, places: Int? = nil) -> String {
    // A number with so many digits is no share that anybody gave; it is shown as it is.
    guard let percent = try? share * Rational(100) else { return "\(share) × 100 %" }
    return
      "\(places.map { DecimalText.print(percent, places: $0) } ?? DecimalText.print(percent)) %"
  }

  /// How much an amount is more than another above zero, in whole percent of that, rounded to nearest; nil
  /// where that does not fit.
  static func percent(from base: Money, to amount: Money) -> Int128? {
    let whole = base.picounits.magnitude
    guard let difference = try? amount.picounits.minus(base.picounits) else { return nil }
    let product = difference.magnitude.multipliedFullWidth(by: 100)
    guard product.high < whole else { return nil }
    let (quotient, rest) = whole.dividingFullWidth(product)
    guard let percent = Int128(exactly: quotient), percent < .max else { return nil }
    return (percent + (rest >= whole - rest ? 1 : 0)) * difference.signum()
  }

  private static func floor(_ value: Int128, _ step: Int128) -> Int128 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: step)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// What is above the floor, at least 0 and less than a step.
  private static func remainder(_ value: Int128, _ step: Int128) -> Int128 {
    let remainder = value % step
    return remainder < 0 ? remainder + step : remainder
  }

  private static func rounded(_ value: Int128, _ step: Int128) -> Int128 {
    let goesUp = 2 * remainder(value, step) >= step
    return floor(value, step) + (goesUp ? 1 : 0)
  }
}
