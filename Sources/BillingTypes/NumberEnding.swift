/// What stands after the digits of a number that a person wrote.
enum NumberEnding {
  /// A thousand or a million.
  case scale(Rational)
  /// So many seconds.
  case time(Rational)
  /// A currency.
  case currency(Currency)

  /// The endings that words are, each of which must fit what is asked for.
  ///
  /// - Throws: ``WrittenNumberError`` that shows the text.
  static func reading(
    _ words: [Substring], after digits: String, of text: String, as unit: NumberUnit
  ) throws(WrittenNumberError) -> [NumberEnding] {
    var endings: [NumberEnding] = []
    for word in words {
      guard word != "m" else { throw .ambiguous(text, ["\(digits) min", "\(digits)M"]) }
      guard let ending = NumberEnding(word) else { throw .unknownEnding(text, unit) }
      guard ending.fits(unit, after: endings) else {
        if case .currency(let found) = ending, case .money(let asked?) = unit, found != asked {
          throw .otherCurrency(text, found: found, asked: asked)
        }
        throw .wrongEnding(text, found: ending.words, unit)
      }
      endings.append(ending)
    }
    return endings
  }

  /// The ending that a word is; nil for a word that is none.
  private init?(_ word: Substring) {
    switch word {
    case "k", "K", "thousand": self = .scale(Rational(1000))
    case "M", "million": self = .scale(Rational(1_000_000))
    case "ms": self = .time(Rational(reducedNumerator: 1, denominator: 1000))
    case "s", "sec", "secs", "second", "seconds": self = .time(.one)
    case "min", "mins", "minute", "minutes": self = .time(Rational(60))
    case "h", "hr", "hrs", "hour", "hours": self = .time(Rational(3600))
    default:
      guard let currency = Currency(code: String(word)) else { return nil }
      self = .currency(currency)
    }
  }

  /// Whether the ending scales a number of things.
  var isScale: Bool { if case .scale = self { true } else { false } }

  /// Whether a word scales a number of things.
  static func scales(_ word: Substring) -> Bool { NumberEnding(word)?.isScale ?? false }

  private func fits(_ unit: NumberUnit, after others: [NumberEnding]) -> Bool {
    switch (self, unit) {
    case (.scale, .count), (.scale, .money), (.time, .duration): return others.isEmpty
    case (.currency(let found), .money(let asked)):
      return (asked ?? found) == found && others.allSatisfy(\.isScale)
    default: return false
    }
  }

  /// What a number with the ending is, in words.
  private var words: String {
    switch self {
    case .scale: "a count"
    case .time: "a duration"
    case .currency: "an amount of money"
    }
  }

  /// The number that the digits with the ending are, in a unit that the ending fits.
  func applied(to number: Rational, _ unit: NumberUnit) throws(NumberError) -> Rational {
    switch (self, unit) {
    case (.scale(let factor), _): return try number * factor
    case (.time(let seconds), .duration(let unit)): return try number * seconds / unit.seconds
    default: return number
    }
  }
}
