/// The one place where decimal text becomes a number and a number becomes decimal text.
///
/// Text is read digit by digit, never through a binary number: `0.1` is one tenth. A percentage
/// is a hundredth of its digits: `5%` is 0.05.
public enum DecimalText {
  /// The number that `text` writes.
  ///
  /// Legal: an optional minus, digits, an optional point with digits, an optional `%`. At most 38
  /// significant digits fit.
  ///
  /// - Throws: ``NumberError`` that shows the text: separators, exponents, `NaN` and overflow are
  ///   refused.
  public static func parse(_ text: some StringProtocol) throws(NumberError) -> Rational {
    let whole = String(text)
    guard !whole.isEmpty, whole.utf8.count <= 64 else { throw .notADecimal(abridged(whole)) }
    var mantissa: Int128 = 0
    var places = 0
    var digits = 0
    var seenPoint = false
    var percent = false
    var digitsAfterPoint = 0
    for (index, byte) in whole.utf8.enumerated() {
      guard !percent else { throw refusal(of: whole) }
      switch byte {
      case UInt8(ascii: "-"):
        guard index == 0 else { throw refusal(of: whole) }
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        let (scaled, overflow) = mantissa.multipliedReportingOverflow(by: 10)
        let (sum, overflowSum) = scaled.addingReportingOverflow(Int128(byte - UInt8(ascii: "0")))
        guard !(overflow || overflowSum) else { throw .overflow }
        mantissa = sum
        if seenPoint {
          digitsAfterPoint += 1
          places += 1
        }
      case UInt8(ascii: "."):
        guard !seenPoint, digits > 0 else { throw refusal(of: whole) }
        seenPoint = true
      case UInt8(ascii: "%"):
        guard digits > 0 else { throw refusal(of: whole) }
        percent = true
        places += 2
      default:
        throw refusal(of: whole)
      }
    }
    guard digits > 0, !seenPoint || digitsAfterPoint > 0 else { throw .notADecimal(whole) }
    guard places <= 38 else { throw .overflow }
    let negative = whole.utf8.first == UInt8(ascii: "-")
    return try Rational(negative ? -mantissa : mantissa, over: powerOfTen(places))
  }

  /// The amount that a person writes: a number from 0 up, and no percentage; nil for any other text.
  package static func amount(_ text: String) -> Rational? {
    guard !text.hasSuffix("%"), let amount = try? parse(text), !amount.isNegative else {
      return nil
    }
    return amount
  }

  /// The number as exact decimal text, or nil when its decimals never end or do not fit.
  public static func exact(_ number: Rational) -> String? {
    var denominator = number.denominator
    var twos = 0
    var fives = 0
    while denominator % 2 == 0 {
      denominator /= 2
      twos += 1
    }
    while denominator % 5 == 0 {
      denominator /= 5
      fives += 1
    }
    guard denominator == 1 else { return nil }
    let places = max(twos, fives)
    guard places <= 38 else { return nil }
    let scale = powerOfTen(places) / number.denominator
    let (mantissa, overflow) = number.numerator.multipliedReportingOverflow(by: scale)
    guard !overflow else { return nil }
    return text(mantissa: mantissa, places: places)
  }

  /// The number as decimal text: exact where its decimals end within `places`, else rounded half
  /// to even there.
  public static func print(_ number: Rational, places: Int = 12) -> String {
    if let exact = exact(number), fractionDigits(of: exact) <= places { return exact }
    guard let rounded = try? number.rounded(toPlaces: places, .halfEven),
      let text = exact(rounded)
    else { return "\(number.numerator)/\(number.denominator)" }
    return text
  }

  /// The text of `mantissa` × 10^-`places`, without trailing zeros after the point.
  package static func text(mantissa: Int128, places: Int) -> String {
    let magnitude = mantissa.magnitude
    // Nearly every amount fits a word, whose digits are found in a fraction of the time.
    return UInt64(exactly: magnitude).map { text($0, places: places, isNegative: mantissa < 0) }
      ?? text(magnitude, places: places, isNegative: mantissa < 0)
  }

  /// The digits from the last to the first: zeros at the end of the fraction are left out, one before the point stays.
  private static func text<Number: FixedWidthInteger & UnsignedInteger>(
    _ magnitude: Number, places: Int, isNegative: Bool
  ) -> String {
    let room = max(places, 39) + 3
    return String(unsafeUninitializedCapacity: room) { bytes in
      var (rest, start, place, hasFraction) = (magnitude, room, 0, false)
      func put(_ byte: UInt8) {
        start -= 1
        bytes[start] = byte
      }
      repeat {
        let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
        rest = quotient
        if place == places, hasFraction { put(UInt8(ascii: ".")) }
        if place >= places || hasFraction || digit != 0 {
          put(48 + UInt8(truncatingIfNeeded: digit))
          if place < places { hasFraction = true }
        }
        place += 1
      } while rest != 0 || place <= places
      if isNegative { put(UInt8(ascii: "-")) }
      for index in start..<room { bytes[index - start] = bytes[index] }
      return room - start
    }
  }

  /// How many digits stand after the point of decimal text.
  package static func fractionDigits(of text: String) -> Int {
    guard let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return 0 }
    return text.utf8.distance(from: point, to: text.utf8.endIndex) - 1
  }

  private static func refusal(of text: String) -> NumberError {
    let lower = text.lowercased()
    if ["nan", "inf", "-inf", "infinity", "-infinity", ".nan", ".inf", "-.inf"].contains(lower) {
      return .notFinite(text)
    }
    if groupsDigits(Array(lower.utf8)) { return .thousandSeparator(text) }
    let rest = lower.utf8.filter { !isDigit($0) }
    if rest.count < lower.utf8.count, lower.utf8.first != UInt8(ascii: "e"),
      rest.allSatisfy({ "e-+.".utf8.contains($0) }), rest.contains(UInt8(ascii: "e"))
    {
      return .exponent(text)
    }
    return .notADecimal(abridged(text))
  }

  /// Whether nothing but separators between digits is wrong, as in `1,000` or `1 000`.
  private static func groupsDigits(_ bytes: [UInt8]) -> Bool {
    var found = false
    for (index, byte) in bytes.enumerated() where !(isDigit(byte) || ".-+%".utf8.contains(byte)) {
      guard ",_' ".utf8.contains(byte), index > 0, isDigit(bytes[index - 1]),
        index + 1 < bytes.count, isDigit(bytes[index + 1])
      else { return false }
      found = true
    }
    return found
  }

  /// The number that a text with separators most likely means: `20000` for `20,000`, `1.5` for `1,5`; nil where there
  /// is none.
  static func ungrouped(_ text: String) -> String? {
    let separators = text.filter { ",_' ".contains($0) }
    var plain = text.filter { !separators.contains($0) }
    if separators == ",", let comma = text.firstIndex(of: ",") {
      let (before, after) = (text[..<comma], text[comma...].dropFirst())
      let isGroup = after.prefix { $0.isNumber }.count == 3 && !before.hasPrefix("0")
      if !isGroup || before.contains(".") {
        plain = before.filter { $0 != "." } + "." + after
      }
    }
    return (try? parse(plain)) == nil ? nil : plain
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private static func abridged(_ text: String) -> String {
    text.count <= 40 ? text : text.prefix(40) + "…"
  }
}

extension Rational: CustomStringConvertible {
  /// Exact decimal text where the decimals end within 12 places, else the fraction.
  public var description: String {
    if let exact = DecimalText.exact(self), DecimalText.fractionDigits(of: exact) <= 12 {
      return exact
    }
    return "\(numerator)/\(denominator)"
  }
}
