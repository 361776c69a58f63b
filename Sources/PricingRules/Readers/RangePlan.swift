import BillingTypes

/// What questions for ranges have in common that give the same inputs: prepared once, asked often.
///
/// Not for several threads at once.
final class RangePlan {
  let compiled: CompiledOffer
  /// By input: whether it is given.
  let given: [Bool]
  let bounds: LoweredBounds
  /// The estimates that have a spread, with the step that each is.
  let spread: [(name: String, step: Int)]
  let dependence: StepDependence
  /// Every charge at once.
  private(set) lazy var everything = RangeRun(
    compiled.lowered.graph, given: given,
    results: compiled.lowered.charges.flatMap { charge in
      [charge.isMetered, charge.picounits]
        + (charge.bounds.map { [$0.least, $0.most, $0.isUnlimited] } ?? [])
    } + [bounds.least, bounds.most, bounds.isUnlimited],
    checks: compiled.lowered.checks.map(\.node))
  /// The range of the whole.
  private(set) lazy var total = ends(of: bounds)
  /// By charge: its range.
  private(set) lazy var charges = compiled.lowered.charges.map { ends(of: $0.bounds ?? bounds) }
  /// By check: the inputs it depends on.
  private lazy var tied = compiled.lowered.checks.map {
    (node: $0.node, inputs: dependence.inputs(below: $0.node))
  }

  /// Prepares questions.
  ///
  /// - Parameters:
  ///   - compiled: The offer's rules.
  ///   - given: By input: whether it is given.
  init(_ compiled: CompiledOffer, given: [Bool]) {
    self.compiled = compiled
    self.given = given
    let lowered = compiled.lowered
    bounds =
      lowered.bounds
      ?? LoweredBounds(
        least: lowered.amount, most: lowered.amount, isUnlimited: lowered.isUnknown)
    let names = Set(compiled.offer.derivations.filter { $0.spread != nil }.map(\.name))
    spread = lowered.derived.filter { names.contains($0.name) }
      .map { ($0.name, $0.value.numerator) }
    dependence = StepDependence(lowered.graph, marks: spread.map(\.step))
  }

  /// The two ends of a range.
  struct Ends {
    let most: RangeEnd
    let least: RangeEnd
    /// The inputs that either depends on.
    let needed: Set<Int>
    /// Those, and what rules tie to them.
    let relevant: Set<Int>
  }

  private func ends(of bounds: LoweredBounds) -> Ends {
    let (most, least) = (
      end([bounds.most, bounds.isUnlimited], isLeast: false), end([bounds.least], isLeast: true)
    )
    return Ends(
      most: most, least: least,
      needed: needed(for: [bounds.least, bounds.most, bounds.isUnlimited]),
      relevant: Set(most.inputs).union(least.inputs))
  }

  private func end(_ results: [Int], isLeast: Bool) -> RangeEnd {
    let (inputs, checks) = relevant(to: results)
    return RangeEnd(
      RangeRun(compiled.lowered.graph, given: given, results: results, checks: checks),
      results: results, inputs: inputs.sorted(), isLeast: isLeast)
  }

  /// The inputs that some results depend on, now that it is known which are given.
  func needed(for results: [Int]) -> Set<Int> {
    let lowered = compiled.lowered
    return NeededInputs(lowered.graph, below: results) { place in
      lowered.inputs[place].isMeter ? given[place] : nil
    }.inputs
  }

  /// The inputs that some results depend on, with the checks that tie them to others.
  private func relevant(to results: [Int]) -> (inputs: Set<Int>, checks: [Int]) {
    var inputs = needed(for: results)
    while true {
      let tied = tied.filter { !inputs.isDisjoint(with: $0.inputs) }
      let grown = tied.reduce(into: inputs) { $0.formUnion($1.inputs) }
      if grown == inputs { return (inputs, tied.map(\.node)) }
      inputs = grown
    }
  }
}
