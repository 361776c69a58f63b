import BillingTypes
import PricingRules
import Settlement

/// Features whose trials need each other, because they share a pool or follow one another, with what
/// is remembered from month to month.
final class TrialGroup {
  /// In an order in which nobody follows a later one.
  let members: [FeatureProgram]
  let source: InputSource
  let scenario: Scenario
  let risk: PriceRisk?
  /// Volume with shared factors, growth and lasting changes so far; requests per asset for features
  /// that follow another; square roots for members with a ``CompoundLaw``, which needs both.
  private(set) var levels: [Column] = []
  /// What the level is multiplied by from month to month, or its root; nil for growth that is known.
  private var growth: [Column?] = []
  /// The chances of outcomes and the takes, where they are drawn.
  private(set) var rates: [RateColumns] = []
  /// Factors of estimates, with mean one, and uncertain means of what requests ask for.
  private(set) var drawn: [String: Column] = [:]
  /// Factors of prices that may change, by offer.
  private(set) var priceFactors: [OfferID: Column] = [:]
  /// By member: factors of months of the year that are drawn; nil where none is.
  private(set) var seasons: [SeasonColumns?] = []
  /// What is left of allowances and packs.
  private(set) var lots: [PoolID: LotColumns] = [:]
  /// The streams of each member's draws.
  let streams: [Streams]
  /// Money of each member over the scenario, and its kept assets.
  let costs: [Column]
  let kept: [KeptAssets]
  /// By member, then by month: the law of members whose requests nobody asks for one by one, see
  /// ``CompoundLaw``; nil for the others.
  let laws: [[CompoundLaw]?]
  /// Whether other members follow what a member keeps in a month.
  let isFollowed: [Bool]
  /// Whether other members follow how many requests it makes.
  let isAsked: [Bool]
  /// Shared factors that were drawn already, by input.
  private let factors: [Int: Column]

  init(
    _ members: [FeatureProgram], source: InputSource, scenario: Scenario, risk: PriceRisk?,
    factors: [Int: Column] = [:], countsRequests: Bool = false
  ) {
    self.factors = factors
    isFollowed = members.map { member in
      members.contains { $0.source == member.place && !$0.followsRequests }
    }
    let isAsked = members.map { member in
      members.contains { $0.source == member.place && $0.followsRequests }
    }
    self.isAsked = isAsked
    laws = zip(members, isAsked).map { member, isAsked in
      countsRequests || isAsked ? nil : member.compoundLaws
    }
    self.members = members
    self.source = source
    self.scenario = scenario
    self.risk = risk
    let trials = source.trials
    func column(_ value: FeatureProgram.Value) -> Column? {
      if case .input = value { Column(trials) } else { nil }
    }
    streams = members.map { Streams($0.feature.name, source) }
    levels = members.map { _ in Column(trials) }
    growth = members.map { column($0.growth) }
    rates = members.map { RateColumns($0, trials: trials) }
    let hasLaw = laws.map { $0 != nil }
    seasons = zip(members, hasLaw).map {
      SeasonColumns($0, scenario, trials: trials, areRoots: $1)
    }
    costs = members.map { _ in Column(trials) }
    kept = members.map { _ in KeptAssets(trials: trials) }
    for member in members {
      for usage in member.usages {
        let names =
          usage.slots.compactMap(\.estimate) + usage.curves.joined().map(\.input)
          + (usage.shares?.inputs.map(\.name) ?? [])
        for name in names where source.table.place(of: name) != nil {
          drawn[name] = drawn[name] ?? Column(trials)
        }
        if risk != nil {
          priceFactors[usage.offer.id] =
            priceFactors[usage.offer.id] ?? Column(trials, repeating: 1)
        }
        // What lasts for its month alone leaves nothing to remember.
        for (id, columns) in usage.pools where columns.pool.isHeld && lots[id] == nil {
          lots[id] = LotColumns(trials: trials, of: columns.pool)
        }
      }
    }
  }

  /// Draws what is the same in every month, for a block of trials.
  func prepare(_ trials: Range<Int>) {
    let scratch = Column(trials.count)
    let block = scratch.part(0..<trials.count)
    for (index, member) in members.enumerated() {
      for (input, column) in rates[index].drawn { source.fill(column.part(trials), input, trials) }
      let level = levels[index].part(trials)
      level.update(repeating: 1)
      for value in [member.volume] + member.shared {
        multiply(level, by: value, trials, block)
      }
      if case .input(let input) = member.growth, let column = growth[index] {
        let part = column.part(trials)
        source.fill(part, input, trials)
        for trial in part.indices { part[trial] = max(0, 1 + part[trial]) }
        if laws[index] != nil { takeRoots(of: part) }
      }
      if member.countsKept { divideByKept(level, index, trials) }
      if laws[index] != nil { takeRoots(of: level) }
    }
    for season in seasons { season?.fill(from: source, trials) }
    for (name, column) in drawn {
      guard let input = source.table.place(of: name) else { continue }
      source.fill(column.part(trials), input, trials)
    }
  }

  /// Makes requests of what is to be kept.
  private func divideByKept(
    _ level: UnsafeMutableBufferPointer<Double>, _ index: Int, _ trials: Range<Int>
  ) {
    let member = members[index]
    guard let usage = member.usages.first else { return }
    func kept(_ trial: Int) -> Double {
      let law = member.outcomes(
        rates[index].chances(trial), takes: rates[index].takes(trial), usage)
      return max(law.kept, Self.leastKept)
    }
    let known = member.hasKnownRates ? kept(trials.lowerBound) : nil
    for place in level.indices { level[place] /= known ?? kept(trials.lowerBound + place) }
  }

  /// A trial in which less is kept would ask without end.
  private static let leastKept = 1e-6

  func takeRoots(of numbers: UnsafeMutableBufferPointer<Double>) {
    for index in numbers.indices { numbers[index].formSquareRoot() }
  }

  /// What a member's level is multiplied by from month to month: by trial, or the same for all; roots
  /// by trial for members with a ``CompoundLaw``.
  func growth(of member: Int) -> (column: Column?, factor: Double) {
    guard case .known(let rate) = members[member].growth else { return (growth[member], 1) }
    return (nil, max(0, 1 + rate))
  }

  /// Draws what is left of kept assets when all months are done, for a block of trials.
  func settle(_ trials: Range<Int>) {
    for (member, assets) in kept.enumerated() where laws[member] != nil {
      assets.settle(trials, streams[member].assets)
    }
  }

  func multiply(
    _ level: UnsafeMutableBufferPointer<Double>, by value: FeatureProgram.Value,
    _ trials: Range<Int>, _ scratch: UnsafeMutableBufferPointer<Double>
  ) {
    switch value {
    case .known(let number):
      for trial in level.indices { level[trial] *= number }
    case .input(let input):
      if let drawn = factors[input]?.part(trials) {
        for trial in level.indices { level[trial] *= drawn[trial] }
        return
      }
      source.fill(scratch, input, trials)
      // A normal number may be negative; a volume is not.
      for trial in level.indices { level[trial] *= max(0, scratch[trial]) }
    }
  }
}

/// The random numbers of a feature, one stream for each of its uses.
struct Streams {
  let count: RandomStream
  let outcomes: RandomStream
  let mix: RandomStream
  let chains: RandomStream
  let laterOutcomes: RandomStream
  let laterMix: RandomStream
  let assets: RandomStream

  init(_ feature: String, _ source: InputSource) {
    func stream(_ use: String) -> RandomStream { source.stream("\(feature) \(use)") }
    count = stream("count")
    outcomes = stream("outcomes")
    mix = stream("mix")
    chains = stream("chains")
    laterOutcomes = stream("later outcomes")
    laterMix = stream("later mix")
    assets = stream("assets")
  }
}

// Threads work on blocks of trials that do not overlap.
extension TrialGroup: @unchecked Sendable {}
