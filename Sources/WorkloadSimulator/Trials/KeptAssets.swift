/// Assets that each trial of a feature keeps over the scenario.
///
/// Months whose law is a limit add what is expected given what was used and the variance that is left
/// (``CompoundLaw``); the sum of their independent deviations is drawn once. Months that are drawn call
/// by call add whole assets.
struct KeptAssets {
  /// What is known, or expected given what was used; after ``settle(_:_:)`` the assets.
  let assets: Column
  private let variance: Column

  init(trials: Int) {
    assets = Column(trials)
    variance = Column(trials)
  }

  /// Two by two, for the trials from an even one on.
  func pairs(from trial: Int) -> (means: Pairs, variances: Pairs) {
    (assets.pairs(from: trial), variance.pairs(from: trial))
  }

  /// Draws what is left, for a block of trials.
  func settle(_ trials: Range<Int>, _ stream: RandomStream) {
    let (assets, variances) = (assets.part(trials), variance.part(trials))
    let scores = NormalScores.shared
    for index in 0..<trials.count where variances[index] > 0 {
      let score = scores.score(stream[trials.lowerBound &+ index])
      assets[index] = FastRounding.wholePart(
        assets[index] + variances[index].squareRoot() * score + 0.5)
    }
  }
}
