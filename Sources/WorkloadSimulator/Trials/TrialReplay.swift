import BillingTypes
import PricingRules

/// The trials of a scenario, to be run again with some of their numbers drawn anew: what a study of the
/// spread needs.
package struct TrialReplay: Sendable {
  /// What is drawn again; everything else stays as it was.
  package enum Redraw: Sendable {
    /// The factors of months around what is expected of them.
    case variation
    case nothing
    case input(Int)
    case everyInput
    /// Counts and mixes, which vary though every input is known.
    case chance
  }

  private let run: TrialRun
  private let table: InputTable
  private let whole: Column
  private let groups: [[FeatureProgram]]

  /// Trials that are run again, with inputs of their own.
  package struct Sample: Sendable {
    fileprivate let source: InputSource

    /// How many.
    package var count: Int { source.trials }
  }

  /// Keeps trials that were run.
  ///
  /// - Parameters:
  ///   - trials: The scenario's trials.
  ///   - whole: What the whole scenario came to in each of them.
  init(_ trials: TrialForecast, whole: Column) {
    run = trials.run
    table = trials.table
    self.whole = whole
    groups = trials.run.groups
  }

  /// Trials to run again; as many as there are, at most.
  package func sample(_ count: Int) -> Sample {
    Sample(
      source: InputSource(
        table: table, trials: min(run.source.trials, count), seed: run.source.seed,
        variation: run.scenario.variationOfMonths, memory: run.source.memory))
  }

  /// The names of the uncertain inputs, such as `traffic` or `clips.requests_per_month`.
  package var inputs: [String] { table.inputs.map(\.name) }

  /// Whether months vary around what is expected of them.
  package var hasVariation: Bool { run.source.variation != nil }

  /// The cost of the whole scenario in every trial, in its currency.
  package var totals: [Double] { Array(whole.values) }

  /// Features that need each other are one group.
  package var groupIndices: Range<Int> { groups.indices }

  /// The shares of its distribution that an input took, trial by trial, strictly between 0 and 1.
  ///
  /// - Parameters:
  ///   - input: The input.
  ///   - sample: Trials that were run again with every input drawn again; nil for the trials as they were.
  /// - Returns: One share per trial.
  package func shares(of input: Int, inRedrawn sample: Sample? = nil) -> [Double] {
    var source = run.source
    if let sample {
      source = sample.source
      source.replaced = Set(table.inputs.indices)
    }
    return [Double](unsafeUninitializedCapacity: source.trials) { buffer, count in
      buffer.initialize(repeating: 0)
      let block = UnsafeMutableBufferPointer(rebasing: buffer[..<source.trials])
      source.fillScores(block, input, 0..<source.trials)
      for trial in block.indices { block[trial] = Mathematics.normalCDF(block[trial]) }
      count = source.trials
    }
  }

  /// The groups whose costs an input changes, by itself or through inputs that move with it.
  package func groups(dependingOn input: Int) -> [Int] {
    let users =
      [input]
      + table.inputs.indices.filter { other in
        table.inputs[other].mixture?.contains { $0.input == input && $0.weight != 0 } ?? false
      }
    return groups.indices.filter { index in
      groups[index].contains { program in users.contains { program.uses($0, table) } }
    }
  }

  /// What groups cost in every one of the trials that are run again.
  ///
  /// - Parameters:
  ///   - indices: Which groups.
  ///   - redraw: What is drawn again.
  ///   - sample: The trials that are run again.
  /// - Returns: By group in the order of `indices`, then by trial.
  package func costs(
    ofGroups indices: some Sequence<Int>, redrawing redraw: Redraw, in sample: Sample
  ) -> [[Double]] {
    var source = sample.source
    switch redraw {
    case .nothing: break
    case .input(let input): source.replaced = [input]
    case .everyInput:
      source.replaced = Set(table.inputs.indices)
      source.redrawVariation()
    case .variation: source.redrawVariation()
    case .chance: source.replacesChance = true
    }
    let other = TrialRun(
      scenario: run.scenario, programs: run.programs, source: source, risk: run.risk,
      workers: run.workers, idlePlans: run.idlePlans, beginnings: run.beginnings)
    return indices.map { index in
      let totals = TrialRun.Totals(
        trials: source.trials, months: run.scenario.monthCount, isDetailed: false)
      _ = other.run(groups[index], into: totals, isDetailed: false)
      let money = totals.months[0]
      return zip(money.direct.values, money.accrued.values).map { $0 + $1 }
    }
  }
}

extension FeatureProgram {
  /// Whether an input changes what the feature costs.
  func uses(_ input: Int, _ table: InputTable) -> Bool {
    let rates = [failure, timeout, moderation, cancelled]
    let own = [volume, growth, takes] + rates + shared + steps.map(\.factor)
    let isOwn = own.contains { value in
      if case .input(let place) = value { place == input } else { false }
    }
    return isOwn || seasons.values.contains(input)
      || usages.contains { usage in
        usage.curves.joined().contains { table.place(of: $0.input) == input }
          || (usage.shares?.inputs ?? []).contains { table.place(of: $0.name) == input }
          || usage.slots.contains { slot in
            slot.estimate.map { table.place(of: $0) == input } ?? false
          }
      }
  }
}

extension Scenario {
  /// How far its months vary, with their number; nil where they do not.
  var variationOfMonths: (variation: MonthlyVariation, months: Int)? {
    monthlyVariation.variation.map { ($0, monthCount) }
  }
}
