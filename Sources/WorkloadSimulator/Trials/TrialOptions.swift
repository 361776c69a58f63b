/// How many trials, from which seed, on how many cores.
public struct TrialOptions: Sendable, Hashable {
  /// How many trials, at most 1,000,000; 0 for expected values alone.
  public let trials: Int
  /// The seed; the same seed gives the same numbers, on one core or many.
  public let seed: UInt64
  /// How many threads share the work; it changes no number.
  public private(set) var workers: Int
  /// Whether prices may change as they did before, see ``PriceRisk``.
  public let hasPriceRisk: Bool
  /// Whether, without trials, the means of the inputs are enough, though an allowance, a cap or growth makes the mean
  /// of the cost another one.
  let takesMeansOfInputs: Bool
  /// Whether quantiles are told at both ends of what is not known, for which trials are run again.
  private(set) var boundsQuantiles = true

  /// Expected values by the means of the inputs alone: quick, and right where costs follow inputs in proportion.
  static let meansOfInputs = TrialOptions(trials: 0, takesMeansOfInputs: true)

  /// The trials behind expected values, whatever the seed.
  func forMeans() -> TrialOptions { TrialOptions(trials: 1 << 15, seed: 0, workers: workers) }

  /// The same without the ends of quantiles, perhaps by another number of workers.
  package func withoutBounds(workers: Int? = nil) -> TrialOptions {
    var options = self
    options.workers = workers ?? self.workers
    options.boundsQuantiles = false
    return options
  }

  /// How to run some forecasts of so many trials: with a thread for each where they are not too large to be held at once,
  /// which wastes nothing on what a single one does on one thread.
  ///
  /// - Parameter count: How many forecasts.
  /// - Returns: How many are run side by side, and the options of each.
  package func sideBySide(_ count: Int) -> (workers: Int, each: TrialOptions) {
    guard count > 1, workers > 1, trials <= Self.mostSideBySide else { return (1, self) }
    var each = self
    each.workers = 1
    return (workers, each)
  }

  /// Larger forecasts are run one after the other.
  private static let mostSideBySide = 1 << 16

  /// Creates options.
  public init(
    trials: Int = 10_000, seed: UInt64 = 1, workers: Int = 1, hasPriceRisk: Bool = false
  ) {
    self.init(
      trials: trials, seed: seed, workers: workers, hasPriceRisk: hasPriceRisk,
      takesMeansOfInputs: false)
  }

  private init(
    trials: Int, seed: UInt64 = 1, workers: Int = 1, hasPriceRisk: Bool = false,
    takesMeansOfInputs: Bool
  ) {
    self.trials = trials
    self.seed = seed
    self.workers = workers
    self.hasPriceRisk = hasPriceRisk
    self.takesMeansOfInputs = takesMeansOfInputs
  }

  /// The error of a mean over calls, as a part of it, that is small enough: a tenth of what so many trials leave open of
  /// a cost that varies by a half, and without trials of what ten thousand would.
  var callTolerance: Double { 0.05 / Double(trials > 0 ? trials : 10_000).squareRoot() }
}
