public import BillingTypes

/// What forecasts assume where a scenario does not say.
public struct Assumptions: Sendable, Hashable {
  /// How far months lie around what is expected of them; nil where nothing is assumed.
  public let monthlyVariation: MonthlyVariation?

  /// How far a number that is said to be a rough one may be off, as a standard deviation over the number; nil where
  /// nothing is assumed.
  public let about: Rational?

  /// Creates assumptions.
  package init(monthlyVariation: MonthlyVariation?, about: Rational? = nil) {
    self.monthlyVariation = monthlyVariation
    self.about = about
  }
}

/// How far a month's volume lies around what is expected of it, for all features at once.
///
/// Each month has a factor of mean one, exp(σ z - σ²/2) with σ² = ln(1 + deviation²), whose score follows the month
/// before: z = persistence · z' + √(1 - persistence²) · ε.
public struct MonthlyVariation: Sendable, Hashable {
  /// The standard deviation of a month's factor, from 0 to 3.
  public let deviation: Rational
  /// How much of a month's score is that of the month before, from 0 up to less than 1.
  public let persistence: Rational

  /// Creates a variation.
  package init(deviation: Rational, persistence: Rational) {
    self.deviation = deviation
    self.persistence = persistence
  }
}
