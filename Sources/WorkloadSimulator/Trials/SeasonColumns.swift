import BillingTypes

/// A feature's factors of months of the year that are uncertain: each is drawn once per trial, and holds in every year.
final class SeasonColumns {
  /// By month of the scenario: the place of its factor among the columns; nil for a month whose factor is known.
  private let places: [Int?]
  private let inputs: [Int]
  private let columns: [Column]
  /// The factor that the level has in it.
  private let current: Column
  /// Whether levels are square roots.
  private let areRoots: Bool

  /// Levels keep what they were multiplied by, so that nothing may be lost in a month of nothing.
  private static let least = 1e-9

  /// Prepares a member; nil where all its factors are known.
  init?(_ member: FeatureProgram, _ scenario: Scenario, trials: Int, areRoots: Bool) {
    guard !member.seasons.isEmpty else { return nil }
    let months = member.seasons.keys.sorted()
    inputs = months.compactMap { member.seasons[$0] }
    places = scenario.months.map { months.firstIndex(of: $0.monthOfYear) }
    columns = inputs.map { _ in Column(trials) }
    current = Column(trials, repeating: 1)
    self.areRoots = areRoots
  }

  /// Draws the factors of a block of trials.
  func fill(from source: InputSource, _ trials: Range<Int>) {
    for (input, column) in zip(inputs, columns) { source.fill(column.part(trials), input, trials) }
  }

  /// Puts the factor of a month in place of that of the month before.
  func advance(to month: Int, _ trials: Range<Int>, _ level: Column) {
    let (level, current) = (level.part(trials), current.part(trials))
    let own = places[month].map { columns[$0].part(trials) }
    for index in level.indices {
      let factor = own.map { max(Self.least, $0[index]) } ?? 1
      guard factor != current[index] else { continue }
      let change = factor / current[index]
      level[index] *= areRoots ? change.squareRoot() : change
      current[index] = factor
    }
  }
}
