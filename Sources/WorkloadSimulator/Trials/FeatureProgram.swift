import BillingTypes

/// A feature ready for trials.
final class FeatureProgram: Sendable {
  /// A number that is known, or the place of an input.
  enum Value {
    case known(Double)
    case input(Int)

    /// The number in a trial, given the column of what was drawn.
    func number(_ column: Column?, _ trial: Int) -> Double {
      switch self {
      case .known(let number): number
      case .input: column?.values[trial] ?? 0
      }
    }
  }

  let feature: Feature
  /// Its place in the scenario.
  let place: Int
  let volume: Value
  let growth: Value
  let takes: Value
  let failure: Value
  let timeout: Value
  let moderation: Value
  let cancelled: Value
  /// The chances of outcomes and the takes where they are the same in every trial; nil where they are not.
  let knownRates: (chances: OutcomeChances, takes: Double)?
  /// Shared factors that move it.
  let shared: [Value]
  /// Lasting changes by the number of their month.
  let steps: [(month: Int, factor: Value)]
  /// The places of the factors of months of the year that are uncertain.
  let seasons: [Int: Int]
  /// Known seasonality, and launch, by month.
  let monthFactors: [Double]
  /// The place of the feature whose assets or requests drive it.
  let source: Int?
  /// Whether it is that feature's requests.
  let followsRequests: Bool
  /// Whether the volume is what is kept, so that requests are as many as that takes.
  let countsKept: Bool
  /// The most requests of a month.
  let most: Double
  let count: CountLaw
  /// The share of chains that come to their end, of those whose first call ends well.
  let survival: Double
  /// Later calls of chains beyond the first: mean, deviation, and lengths to draw from.
  let laterCalls: CallSample?
  /// By month.
  let usages: [UsageProgram]

  init(
    _ feature: Feature, place: Int, in scenario: Scenario, usages: [UsageProgram],
    inputs: InputTable
  ) throws(NumberError) {
    func value(_ name: String, _ distribution: Distribution) -> Value {
      inputs.place(of: name).map { .input($0) } ?? .known(distribution.mean.approximation)
    }
    func own(_ key: String, _ distribution: Distribution) -> Value {
      value("\(feature.name).\(key)", distribution)
    }
    self.feature = feature
    self.place = place
    volume = own(feature.volume.key, feature.volume.distribution)
    growth = own(InputKey.growth, feature.growth)
    takes = own(InputKey.takes, feature.takesPerAccepted)
    failure = own(InputKey.failure, feature.failureRate)
    timeout = own(InputKey.timeout, feature.timeoutRate)
    moderation = own(InputKey.moderation, feature.moderationRate)
    cancelled = own(InputKey.cancelled, feature.cancelledRate)
    knownRates = Self.known(
      failure: failure, timeout: timeout, moderation: moderation, cancelled: cancelled, takes: takes
    )
    shared = scenario.shared.filter { $0.moves(feature) }.map { value($0.name, $0.distribution) }
    steps = feature.path.steps.enumerated().map { index, step in
      (max(0, step.from.index - scenario.start.index), own(InputKey.step(index), step.factor))
    }
    var factors: [Double] = []
    for month in scenario.months {
      let launch = try feature.path.launch?.share(in: month) ?? .one
      let season = feature.seasonality[month.monthOfYear]?.fixedValue ?? .one
      factors.append(season.approximation * launch.approximation)
    }
    seasons = feature.seasonality.keys.reduce(into: [:]) { places, month in
      places[month] = inputs.place(of: "\(feature.name).\(InputKey.season(month))")
    }
    monthFactors = factors
    source = feature.volume.followed.flatMap { name in
      scenario.features.firstIndex { $0.name == name }
    }
    (followsRequests, countsKept) =
      switch feature.volume {
      case .followsRequests: (true, false)
      case .accepted: (false, true)
      default: (false, false)
      }
    most = feature.path.atMostPerMonth?.approximation ?? .infinity
    count = CountLaw(overdispersion: feature.calls.overdispersion.approximation)
    survival = feature.chainSurvival
    laterCalls = feature.laterCalls.map { later in
      CallSample(slotCount: 1, points: later.map { ($0.share, [Double($0.count)]) })
    }
    self.usages = usages
  }

  /// The chances of outcomes and the takes where they are the same in every trial; nil where they are not.
  private static func known(
    failure: Value, timeout: Value, moderation: Value, cancelled: Value, takes: Value
  ) -> (chances: OutcomeChances, takes: Double)? {
    guard case .known(let failure) = failure, case .known(let timeout) = timeout,
      case .known(let moderation) = moderation, case .known(let cancelled) = cancelled,
      case .known(let takes) = takes
    else { return nil }
    var chances = OutcomeChances()
    (chances.failure, chances.timeout) = (failure, timeout)
    (chances.moderation, chances.cancelled) = (moderation, cancelled)
    return (chances, takes)
  }

  /// Whether outcomes have the same chances in every trial.
  var hasKnownRates: Bool { knownRates != nil }

  /// By month: the law of what calls use, where requests are a Poisson process of single calls with
  /// known chances and one slot; nil where they are not, or where there is no limit to draw from.
  var compoundLaws: [CompoundLaw]? {
    guard laterCalls == nil, count.overdispersion == 1, feature.calls.retries == 0,
      most == .infinity, source == nil, let (chances, takes) = knownRates
    else { return nil }
    var laws: [CompoundLaw] = []
    for usage in usages {
      guard usage.slots.count == 1, usage.slots[0].estimate == nil, usage.curves[0].isEmpty,
        usage.shares == nil,
        let law = CompoundLaw(
          outcomes(chances, takes: takes, usage),
          usage.stages[0], slot: 0)
      else { return nil }
      laws.append(law)
    }
    return laws
  }

  func outcomes(
    _ chances: OutcomeChances, takes: Double, _ usage: UsageProgram
  ) -> OutcomeLaw {
    OutcomeLaw(
      chances, takes: survival < 1 ? max(takes, 1) / survival : takes,
      retries: feature.calls.retries, bills: usage.bills)
  }
}
