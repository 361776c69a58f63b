public import BillingTypes

/// What a request may say about one thing: its legal values, its default, its unit.
public struct Parameter: Hashable, Sendable {
  /// The values that are legal.
  public enum Domain: Hashable, Sendable {
    /// One of these words.
    case choice([String])
    /// One of these truth values.
    case boolean([Bool])
    /// One of these numbers, in ascending order.
    case numbers([Rational])
    /// A whole number from `lower` to `upper`, both included, in steps from `lower`.
    case integer(lower: Int128, upper: Int128, step: Int128)
    /// Any decimal from `lower` to `upper`, both included.
    case decimal(lower: Rational, upper: Rational)
  }

  /// The name in the shared vocabulary.
  public let name: String
  /// The legal values.
  public let domain: Domain
  /// What holds when a request does not say; nil when it must.
  public let defaultValue: FormulaValue?
  /// The unit, nil for words, truth values and plain counts.
  public let unit: String?
  /// The parameter that counts the things of which each may have a value of its own: `reference_images` for the
  /// width of a picture sent in.
  ///
  /// Nil where there is one value.
  public let each: String?

  /// Creates a parameter.
  public init(
    name: String, domain: Domain, defaultValue: FormulaValue?, unit: String?, each: String? = nil
  ) {
    self.name = name
    self.domain = domain
    self.defaultValue = defaultValue
    self.unit = unit
    self.each = each
  }

  /// The parameter as the expression checker sees it.
  package var type: FormulaType {
    let signature = unit.map(UnitSignature.init) ?? .open
    switch domain {
    case .choice(let words): return .choice(words)
    case .boolean: return .boolean
    case .numbers(let values): return .number(signature, values: values)
    case .integer(let lower, let upper, let step):
      let count = (upper - lower) / step + 1
      guard count <= 32 else { return .number(signature, values: nil) }
      return .number(signature, values: (0..<count).map { Rational(lower + $0 * step) })
    case .decimal: return .number(signature, values: nil)
    }
  }

  /// The legal values in words, such as `16 to 3840 in steps of 16`.
  public var legalValues: String {
    let suffix = unit.map { " \($0)" } ?? ""
    switch domain {
    case .choice(let words): return quotedList(words)
    case .boolean(let values): return quotedList(values.map { $0 ? "true" : "false" })
    case .numbers(let values): return values.map(\.description).joined(separator: ", ") + suffix
    case .integer(let lower, let upper, let step):
      return "whole numbers from \(lower) to \(upper)"
        + (step == 1 ? "" : " in steps of \(step)") + suffix
    case .decimal(let lower, let upper): return "numbers from \(lower) to \(upper)" + suffix
    }
  }
}

extension Parameter {
  /// The legal value that `text` writes, or nil when it writes none.
  public func value(of text: String) -> FormulaValue? {
    switch domain {
    case .choice(let words):
      return words.contains(text) ? .choice(text) : nil
    case .boolean(let values):
      guard let value = ["true": true, "false": false][text], values.contains(value) else {
        return nil
      }
      return .boolean(value)
    case .numbers, .integer, .decimal:
      guard let number = try? DecimalText.parse(text), contains(number) else { return nil }
      return .number(number)
    }
  }

  /// Whether a number is legal.
  public func contains(_ number: Rational) -> Bool {
    switch domain {
    case .choice, .boolean: return false
    case .numbers(let values): return values.contains(number)
    case .integer(let lower, let upper, let step):
      return number.isWhole && number.numerator >= lower && number.numerator <= upper
        && (number.numerator - lower) % step == 0
    case .decimal(let lower, let upper): return number >= lower && number <= upper
    }
  }

  /// The smallest legal number that is at least `number`, or nil when there is none.
  ///
  /// A clip of 5 seconds on an API that makes 4, 6 or 8 is a clip of 6.
  public func snappedUp(_ number: Rational) -> Rational? {
    switch domain {
    case .choice, .boolean: return nil
    case .numbers(let values): return values.first { $0 >= number }
    case .integer(let lower, let upper, let step):
      if number <= Rational(lower) { return Rational(lower) }
      guard let offset = try? number - Rational(lower),
        let multiple = try? offset.rounded(toMultipleOf: Rational(step), .up),
        let result = try? Rational(lower) + multiple
      else { return nil }
      return result <= Rational(upper) ? result : nil
    case .decimal(let lower, let upper):
      return number > upper ? nil : max(number, lower)
    }
  }

  /// The smallest and the largest legal value.
  public var extremes: (lowest: FormulaValue, highest: FormulaValue) {
    switch domain {
    case .choice(let words): (.choice(words[0]), .choice(words[words.count - 1]))
    case .boolean(let values): (.boolean(values[0]), .boolean(values[values.count - 1]))
    case .numbers(let values): (.number(values[0]), .number(values[values.count - 1]))
    case .integer(let lower, let upper, let step):
      (.number(Rational(lower)), .number(Rational(upper - (upper - lower) % step)))
    case .decimal(let lower, let upper): (.number(lower), .number(upper))
    }
  }
}
