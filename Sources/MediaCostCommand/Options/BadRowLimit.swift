import ArgumentParser
import BillingTypes

/// How many rows of a log may be bad before the log as a whole is.
enum BadRowLimit: ExpressibleByArgument {
  case rows(Int)
  case percent(Rational)

  /// No row at all.
  static let none = BadRowLimit.rows(0)

  init?(argument: String) {
    if argument.hasSuffix("%") {
      guard let share = try? DecimalText.parse(String(argument.dropLast())), share >= .zero,
        share <= Rational(100)
      else { return nil }
      self = .percent(share)
    } else {
      guard let count = Int(argument), count >= 0 else { return nil }
      self = .rows(count)
    }
  }

  /// Whether so many bad rows among all are too many.
  func isExceeded(_ bad: Int, of all: Int) -> Bool {
    switch self {
    case .rows(let most): return bad > most
    case .percent(let share):
      // A share of rows fits: counts have 64 bits.
      guard let most = try? share * Rational(all) / Rational(100) else { return bad > 0 }
      return Rational(bad) > most
    }
  }

  var defaultValueDescription: String { "0" }
}
