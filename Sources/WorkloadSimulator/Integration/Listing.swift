import BillingTypes

/// The combinations of those varying values that are few, so that they are added up rather than drawn.
///
/// What has a handful of values, such as a number of pictures, spreads costs most and evenly spread points serve worst.
struct Listing {
  /// A number for each of ``names``, and how often they come together.
  struct Combination {
    let numbers: [Rational]
    let probability: Double
  }

  /// The places of the values that are listed, among all that vary.
  private(set) var names: [Int] = []
  /// The combinations, whose probabilities add up to 1; a single empty one where nothing is listed.
  private(set) var combinations = [Combination(numbers: [], probability: 1)]

  /// Lists values, those with the fewest numbers first.
  ///
  /// - Parameters:
  ///   - grids: What values come to; nil for those that have no list.
  ///   - most: How many combinations there may be.
  init(_ grids: [ValueGrid?], most: Int) {
    let lists = grids.indices.compactMap { place in grids[place].map { (place, $0.cells) } }
    for (place, cells) in lists.sorted(by: { ($0.1.count, $0.0) < ($1.1.count, $1.0) })
    where combinations.count * cells.count <= most {
      names.append(place)
      combinations = combinations.flatMap { combination in
        cells.map {
          Combination(
            numbers: combination.numbers + [$0.number],
            probability: combination.probability * $0.probability)
        }
      }
    }
  }
}
