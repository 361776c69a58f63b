/// The one reader of numbers as people write them: `30k`, `1.5M`, `5 min`, `2h`, `12 USD`.
///
/// What has no ending is read by ``DecimalText``. An ending is read where it fits what is asked for, with at most one
/// space before it; what could mean two things is refused, with both.
public enum WrittenNumber {
  /// The number that `text` writes, in the unit: exact, 300 for `5 min` where seconds are asked for.
  ///
  /// - Parameters:
  ///   - text: Digits with at most one point, then an ending that fits the unit, or `%`, or none.
  ///   - unit: What is asked for.
  /// - Returns: The number, in the unit.
  /// - Throws: ``WrittenNumberError`` that shows the text.
  public static func parse(
    _ text: some StringProtocol, as unit: NumberUnit
  ) throws(WrittenNumberError) -> Rational {
    let text = String(text)
    let plain = Result { () throws(NumberError) in try DecimalText.parse(text) }
    if case .success(let number) = plain {
      if let readings = groupedReadings(of: text, unit) { throw .ambiguous(text, readings) }
      return number
    }
    guard unit != .plain, let (digits, words) = parts(of: text) else {
      do throws(NumberError) { return try plain.get() } catch { throw .number(error) }
    }
    let endings = try NumberEnding.reading(words, after: digits, of: text, as: unit)
    if !endings.contains(where: \.isScale), let readings = groupedReadings(of: digits, unit) {
      throw .ambiguous(text, readings)
    }
    do throws(NumberError) {
      var number = try DecimalText.parse(digits)
      for ending in endings { number = try ending.applied(to: number, unit) }
      return number
    } catch {
      throw .number(error)
    }
  }

  /// A number as people write it, times a factor: `20k` for `10k` times 2, `about 16 s` for `about 8 s`.
  ///
  /// - Parameters:
  ///   - text: Digits with at most one point, perhaps after `about`, then any ending, or `%`, or none.
  ///   - factor: The factor.
  /// - Returns: The product with the same words around its digits.
  /// - Throws: ``WrittenNumberError`` for what has no digits, and for digits that could mean two numbers.
  package static func product(
    of text: String, by factor: Rational
  ) throws(WrittenNumberError) -> String {
    let isRough = text.lowercased().hasPrefix("about ")
    let number = isRough ? String(text.dropFirst(6)) : text
    var (digits, ending) = (number, "")
    if let (own, words) = parts(of: number) {
      (digits, ending) = (own, String(number.dropFirst(own.count)))
      let isScaled = words.first.map(NumberEnding.scales) ?? false
      if !isScaled, let readings = groupedReadings(of: own, .count) {
        throw .ambiguous(number, readings)
      }
    } else if number.hasSuffix("%") {
      (digits, ending) = (String(number.dropLast()), "%")
    } else if let readings = groupedReadings(of: number, .count) {
      throw .ambiguous(number, readings)
    }
    do throws(NumberError) {
      let product = try DecimalText.parse(digits) * factor
      return (isRough ? "about " : "") + DecimalText.print(product, places: 30) + ending
    } catch {
      throw .number(error)
    }
  }

  /// The amount that a person writes, such as `0.50` or `0.50 USD`, and the currency that stands there: from 0 up, and no
  /// percentage; nil for any other text.
  ///
  /// - Parameters:
  ///   - text: What was written.
  ///   - currency: What the amount must be in; nil for any.
  /// - Returns: The amount, and the currency where one stands there.
  package static func amount(
    _ text: String, in currency: Currency? = nil
  ) -> (amount: Rational, currency: Currency?)? {
    guard !text.hasSuffix("%"), let amount = try? parse(text, as: .money(currency)),
      !amount.isNegative
    else { return nil }
    return (amount, Currency(code: String(text.suffix(3))))
  }

  /// The digits and the words after them; nil where the text is not made of both.
  private static func parts(of text: String) -> (digits: String, words: [Substring])? {
    guard text.utf8.count <= 64, let first = text.firstIndex(where: \.isLetter) else { return nil }
    var digits = text[..<first]
    if digits.last == " " { digits = digits.dropLast() }
    let words = text[first...].split(separator: " ", omittingEmptySubsequences: false)
    let areWords = words.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isLetter) }
    guard areWords, words.count <= 2, digits.utf8.contains(where: isDigit), digits.last != "%"
    else { return nil }
    return (String(digits), words)
  }

  /// Both numbers that such as `1.000` may be; nil where the point can only be one, as in `0.125`.
  private static func groupedReadings(of digits: String, _ unit: NumberUnit) -> [String]? {
    switch unit {
    case .count, .money: break
    case .plain, .duration: return nil
    }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].utf8.count == 3, (1...3).contains(parts[0].utf8.count),
      !parts[0].hasPrefix("0"), !parts[0].hasPrefix("-"),
      let number = try? DecimalText.parse(digits)
    else { return nil }
    return [number.description, "\(parts[0])\(parts[1])"]
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
