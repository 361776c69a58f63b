import BillingTypes
import PricingRules

/// The uncertain inputs of a scenario: what is drawn once per trial.
///
/// Every input has a random order of the trials of its own, in which it takes each of as many equal
/// parts of its distribution once; correlated inputs are mixed from such scores by the Cholesky factor
/// of their correlations (a Gaussian copula: Pearson's r of the scores is 2 sin(π ρ / 6) for
/// Spearman's ρ).
struct InputTable {
  /// One input.
  struct Input {
    let name: String
    let distribution: Distribution
    /// What its score is mixed from: other inputs' own scores with weights; nil for its own alone.
    var mixture: [(input: Int, weight: Double)]?
  }

  private(set) var inputs: [Input] = []
  private var places: [String: Int] = [:]

  /// The inputs of a scenario and factors for estimates that have a spread.
  ///
  /// - Throws: ``ForecastError`` for correlations that no numbers can have together.
  init(_ scenario: Scenario, estimates: [UncertainInput]) throws {
    for input in scenario.inputs + estimates where input.isUncertain {
      places[input.name] = inputs.count
      inputs.append(Input(name: input.name, distribution: input.distribution))
    }
    try correlate(scenario.correlations)
  }

  /// The place of an input, or nil for one that is known.
  func place(of name: String) -> Int? { places[name] }

  private mutating func correlate(_ correlations: [Correlation]) throws {
    // In the order in which they are first mentioned, so that one more at the end moves no other.
    let pairs = correlations.compactMap { pair in
      places[pair.first].flatMap { first in
        places[pair.second].map { (first, $0, pair.rank.approximation) }
      }
    }
    let members = pairs.flatMap { [$0.0, $0.1] }.uniqued()
    let size = members.count
    guard size > 0 else { return }
    var matrix = [Double](repeating: 0, count: size * size)
    for index in 0..<size { matrix[index * size + index] = 1 }
    for (first, second, rank) in pairs {
      guard let row = members.firstIndex(of: first), let column = members.firstIndex(of: second)
      else { continue }
      let pearson = 2 * Mathematics.sine(Double.pi * rank / 6)
      matrix[row * size + column] = pearson
      matrix[column * size + row] = pearson
    }
    guard Cholesky.isPositiveDefinite(matrix, size: size) else {
      throw ForecastError(.correlation(0), .correlationsContradict)
    }
    let lower = Cholesky.factor(matrix, size: size, tolerance: 0)
    for row in 0..<size {
      inputs[members[row]].mixture = (0...row).map { (members[$0], lower[row * size + $0]) }
    }
  }
}

/// Draws the inputs of all trials.
struct InputSource {
  let table: InputTable
  let trials: Int
  let seed: UInt64
  /// Inputs that take numbers of their own in place of the usual ones, to see what depends on them.
  var replaced: Set<Int> = []
  /// Whether counts and mixes take numbers of their own.
  var replacesChance = false
  /// Factors of months; nil where months do not vary.
  private(set) var variation: VariationSource?
  private let variationChoice: (variation: MonthlyVariation, months: Int)?
  /// Standard normal quantiles of the middles of as many equal parts as there are trials.
  private let scores: Column
  /// Every input's order of the trials.
  private let orders: [TrialOrder]
  /// What other forecasts of as many trials drew.
  let memory: DrawMemory

  init(
    table: InputTable, trials: Int, seed: UInt64,
    variation: (variation: MonthlyVariation, months: Int)? = nil, memory: DrawMemory = DrawMemory()
  ) {
    variationChoice = variation
    self.table = table
    self.trials = trials
    self.seed = seed
    self.memory = memory
    scores = memory.scores(trials: trials)
    orders = table.inputs.map { memory.order(of: $0.name, trials: trials, seed: seed) }
    self.variation = makeVariation(isRedrawn: false)
  }

  private func makeVariation(isRedrawn: Bool) -> VariationSource? {
    variationChoice.map {
      memory.variation(
        .init(
          variation: $0.variation, months: $0.months, trials: trials, seed: seed,
          isRedrawn: isRedrawn))
    }
  }

  /// Draws the factors of months again.
  mutating func redrawVariation() { variation = makeVariation(isRedrawn: true) }

  /// The order of an input, or the one it takes when it is drawn again.
  private func order(of input: Int) -> TrialOrder {
    guard replaced.contains(input) else { return orders[input] }
    return memory.order(of: table.inputs[input].name + " again", trials: trials, seed: seed)
  }

  /// The stream of a variable that differs from month to month.
  func stream(_ name: String) -> RandomStream {
    RandomStream(seed: seed, name: replacesChance ? name + " again" : name)
  }

  /// Fills a block of trials with an input's values.
  func fill(_ block: UnsafeMutableBufferPointer<Double>, _ input: Int, _ trials: Range<Int>) {
    fillScores(block, input, trials)
    let shape = table.inputs[input].distribution.shape
    Self.apply(shape, to: block)
  }

  private static func apply(
    _ shape: some DistributionShape, to block: UnsafeMutableBufferPointer<Double>
  ) {
    for index in block.indices { block[index] = shape.value(score: block[index]) }
  }

  /// Fills a block of trials with an input's standard normal scores.
  func fillScores(
    _ block: UnsafeMutableBufferPointer<Double>, _ input: Int, _ trials: Range<Int>
  ) {
    let values = scores.values.baseAddress.unsafelyUnwrapped
    let target = block.baseAddress.unsafelyUnwrapped
    guard let mixture = table.inputs[input].mixture else {
      order(of: input).visit(trials) { target[$0] = values[$1] }
      return
    }
    block.update(repeating: 0)
    for (other, weight) in mixture where weight != 0 {
      order(of: other).visit(trials) { target[$0] += weight * values[$1] }
    }
  }
}
