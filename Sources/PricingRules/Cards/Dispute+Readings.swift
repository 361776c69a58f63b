extension Offer {
  /// More combinations of readings than this are not run one by one.
  static let mostReadings = 16

  /// Every combination of what sources tell of the offer, by the names of the disputes; that of all first readings
  /// comes first.
  ///
  /// Nil for more than can be run one by one.
  package var readings: [[String: FormulaValue]]? {
    var combinations: [[String: FormulaValue]] = [[:]]
    for dispute in disputes {
      combinations = dispute.readings.flatMap { reading in
        combinations.map { $0.merging([dispute.name: reading]) { $1 } }
      }
      guard combinations.count <= Self.mostReadings else { return nil }
    }
    return combinations
  }
}
