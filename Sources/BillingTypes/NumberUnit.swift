/// What a number counts that a person writes: it decides which endings the number may have.
public enum NumberUnit: Hashable, Sendable {
  /// Nothing in particular: digits, or a percentage.
  case plain
  /// Things: `30k`, `1.5M`, `2 thousand`.
  case count
  /// Time, of which the number is so many units: `5 min`, `2h`.
  case duration(in: TimeUnit)
  /// Money in a currency: `12 USD`, `25k`; nil where the currency is not known, and any code is read.
  case money(Currency?)

  /// What endings of durations stand for.
  public enum TimeUnit: String, Hashable, Sendable {
    /// Seconds.
    case second
    /// Minutes, of 60 seconds.
    case minute
    /// Hours, of 3600 seconds.
    case hour

    /// Seconds in the unit.
    var seconds: Rational {
      switch self {
      case .second: .one
      case .minute: Rational(60)
      case .hour: Rational(3600)
      }
    }
  }
}

extension NumberUnit {
  /// What is asked for, in words that follow 'where'.
  var words: String {
    switch self {
    case .plain: "a plain number"
    case .count: "a count"
    case .duration: "a duration"
    case .money(let currency): "an amount" + (currency.map { " in \($0)" } ?? "")
    }
  }

  /// How such a number may be written.
  var examples: String {
    switch self {
    case .plain: "digits with at most one point, such as 0.0395"
    case .count: "digits, or such as 30k or 1.5M"
    case .duration(let unit):
      "\(unit.rawValue)s in digits, or such as 90 s, 5 min or 2h"
    case .money(let currency): "digits, or such as 12 \(currency ?? .usd) or 25k"
    }
  }
}
